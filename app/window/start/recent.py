"""A recent file on the start page: its title, its name, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from app.window.look import appearance, icon
from app.window.look.fitting import broken
from app.window.start.offers import head_of

if TYPE_CHECKING:
    from pathlib import Path

    from app.window.settings import FileState

_WIDTH, _LINES = 280, 2
_TRACE = ".trace"
"""As `models.formats.TRACE_SUFFIX`, which the first frame does not wait for."""

_REMARKS: dict[FileState, str] = {
    "same": "",
    "changed": "changed since · ",
    "missing": "not there any more · ",
}


class RecentFile(QWidget):
    """Opens the file, or takes it out of the list."""

    opened = Signal(object)
    dropped = Signal(object)

    def __init__(self, path: Path, state: FileState) -> None:
        """Show one file."""
        super().__init__()
        self.path, self.state = path, state
        title = path.stem if state == "missing" else _title_of(path)
        told = f"{_REMARKS[state]}{path.name}"
        self.button = QPushButton()
        self.button.setStyleSheet("text-align: left;")
        self.button.setFixedWidth(_WIDTH - 34)
        room, metrics = _WIDTH - 34 - 30, QFontMetricsF(self.font())
        lines = [part for line in (title, told) for part in broken(line, metrics, room, _LINES)]
        self.button.setText("\n".join(lines).replace("&", "&&"))
        self.button.setAccessibleName(f"Open {title}, {told}")
        self.button.setToolTip(f"{title}\n{_REMARKS[state]}{path}")
        self.button.setEnabled(state != "missing")
        self.button.clicked.connect(self._open)
        self.forget = QToolButton()
        self.forget.setAccessibleName(f"Forget {path.name}")
        self.forget.setToolTip("Take it out of this list; the file itself stays.")
        self.forget.clicked.connect(self._drop)
        self.tint()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.button)
        layout.addWidget(self.forget)

    def tint(self) -> None:
        """Take the colours of the theme."""
        self.forget.setIcon(icon("close", appearance().theme.muted))

    def _open(self) -> None:
        self.opened.emit(self.path)

    def _drop(self) -> None:
        self.dropped.emit(self.path)


def _title_of(path: Path) -> str:
    if path.suffix == _TRACE:
        return f"Trace {path.stem}"
    try:
        return head_of(path).title
    except OSError:
        return path.stem
