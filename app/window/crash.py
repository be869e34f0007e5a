"""What happens when something happens that nobody foresaw: a report that can be copied."""

from __future__ import annotations

import platform
import sys
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

REPORTS: list[str] = []
"""Reports of this run of the program, the newest last."""


def report_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return everything that helps to find the defect; nothing of the scenario."""
    lines = "".join(traceback.format_exception(kind, error, trace))
    return (
        f"Sprawl {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.machine()}\n\n{lines}"
    )


class CrashDialog(QDialog):
    """Says that it is our defect, shows the report, and lets the user go on."""

    def __init__(self, report: str, kept: str = "", parent: QWidget | None = None) -> None:
        """Show *report* and what became of unsaved changes."""
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.resize(640, 420)
        text = QLabel(
            "This is a defect of the program, not of your scenario. You can go on, but save "
            "under another name to be safe. Please send the report to the people who maintain it. "
            + kept
        )
        text.setWordWrap(True)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName("Report of the defect")
        self.report.setToolTip("What happened where; nothing of your scenario.")
        buttons = QDialogButtonBox()
        self.copy = QPushButton("Copy report")
        self.copy.setAccessibleName("Copy report")
        self.copy.setToolTip("Put the report on the clipboard.")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close = QPushButton("Go on")
        close.setAccessibleName("Go on")
        close.setToolTip("Close this report and go on working (Escape).")
        close.clicked.connect(self.close)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        for widget in (text, self.report, buttons):
            layout.addWidget(widget)


class CrashHandler:
    """Takes the place of `sys.excepthook` while the window is open."""

    def __init__(self, window: QWidget, keep: Callable[[], str]) -> None:
        """Show reports above *window*; *keep* saves work and says so in a sentence."""
        self._window = window
        self._keep = keep
        self._busy = False
        self.dialog: CrashDialog | None = None
        self._before = sys.excepthook
        sys.excepthook = self._caught

    def restore(self) -> None:
        """Put the former hook back."""
        sys.excepthook = self._before

    def show_report(self, report: str) -> None:
        """Show a report that came from elsewhere, such as the run process."""
        REPORTS.append(report)
        self.dialog = CrashDialog(report, self._kept(), self._window)
        self.dialog.show()

    def _kept(self) -> str:
        try:
            return self._keep()
        except Exception as error:  # noqa: BLE001 - the report must be shown, whatever is broken
            return f"Unsaved changes could not be kept ({error})."

    def _caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt) or self._busy:
            self._before(kind, error, trace)
            return
        self._busy = True
        try:
            report = report_of(kind, error, trace)
            sys.stderr.write(report)
            self.show_report(report)
        finally:
            self._busy = False
