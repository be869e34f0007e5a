"""The page: decisions on the left, what follows from them on the right, nothing changed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.window.look.scrolling import Column, scrolling
from app.window.look.tables import TextTable
from app.window.unifying.choices import Choices
from app.window.unifying.counting import Counting, takes_long
from models.errors import ModelError, ScenarioError

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from app.window.document import Document
    from models.unify import Unification

_EXCEPTIONS = ("Exception on", "Because", "Instead", "Compensating controls", "Owner")
_EFFORT = ("Platform", "Effort", "Directory as found")

_LEAST_TABLE_PX = 110


class UnifyPage(QWidget):
    """Derives a target while one decides; only Apply changes the scenario.

    `applied` carries the id of the design that was added, `left` says that nothing was.
    """

    applied = Signal(str)
    left = Signal()

    def __init__(self, document: Document) -> None:
        """Follow *document*."""
        super().__init__()
        self._document = document
        self.found: Unification | None = None
        self.choices = Choices()
        self.summary = QLabel()
        self.error = QLabel()
        self.exceptions = TextTable(
            "Exceptions of the target", "Where the target cannot hold.", _EXCEPTIONS
        )
        self.effort = TextTable("Integration effort", "Person-days to bind each platform.", _EFFORT)
        self.apply = QPushButton("Add this design")
        self.cancel = QPushButton("Cancel")
        self._lay_out()
        self.counting = Counting(self)
        self.counting.counted.connect(self._tell_counted)
        self.counting.failed.connect(self._show_error)
        self.choices.changed.connect(self._derive)
        self.apply.clicked.connect(self._apply)
        self.cancel.clicked.connect(self.left)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.left.emit,
                  context=Qt.ShortcutContext.WidgetWithChildrenShortcut)  # fmt: skip
        document.opened.connect(self._start_over)

    def _lay_out(self) -> None:
        self.summary.setWordWrap(True)
        self.summary.setProperty("role", "title")
        self.summary.setAccessibleName("What the target means")
        self.error.setProperty("role", "error")
        self.error.setWordWrap(True)
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.error.setAccessibleName("Why there is no target")
        self.apply.setProperty("main", True)
        self.apply.setToolTip("Add the design to the scenario and compare it; undo takes it back.")
        self.cancel.setToolTip("Go back; nothing was changed (Escape).")
        left = QFrame()
        left.setObjectName("panel")
        left.setFixedWidth(300)
        column = QVBoxLayout(left)
        column.addWidget(self.choices)
        column.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(10)
        for widget in (self.summary, self.error):
            right.addWidget(widget)
        for table in (self.exceptions, self.effort):
            table.setMinimumHeight(_LEAST_TABLE_PX)
        right.addWidget(self.exceptions, 3)
        right.addWidget(self.effort, 2)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.apply)
        right.addLayout(buttons)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(left)
        body.addLayout(right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(_whole(body), "Unify"))

    # -- deriving --------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Start from what fits the organisation."""
        super().showEvent(event)
        if self._document.is_open and self.found is None:
            self._suggest()

    def _start_over(self) -> None:
        self.found = None
        self.counting.forget()
        if self.isVisible():
            self._suggest()

    def _suggest(self) -> None:
        from models.unify import Options, suggested

        scenario = self._document.scenario
        try:
            options = suggested(scenario)
        except (ModelError, ScenarioError):
            options = Options(directory="")
        self.choices.show_options(scenario, options)
        self._derive()

    def _derive(self) -> None:
        """Derive what was decided, and show it."""
        from models.unify import unify

        if not self._document.is_open:
            return
        self.counting.forget()
        try:
            found = unify(self._document.scenario, self.choices.options)
            if not takes_long(found.before):
                _ = found.accounts_before, found.accounts_after
        except (ModelError, ScenarioError) as error:
            self._show_error(error)
            return
        self.found = found
        self.error.hide()
        self.apply.setEnabled(True)
        self._show(found)
        if takes_long(found.before):
            self._tell(found, "Accounts are being counted…")
            self.counting.ask(found)
        else:
            self._tell_counted(found)

    def _show_error(self, error: Exception) -> None:
        """Say why there is no target."""
        self.found = None
        self.error.setText(str(error))
        self.error.show()
        self.apply.setEnabled(False)
        self.summary.setText("There is no target yet")
        for table in (self.exceptions, self.effort):
            table.setRowCount(0)

    def _tell_counted(self, found: Unification) -> None:
        if found is self.found:
            before, after = found.accounts_before, found.accounts_after
            self._tell(found, f"{before.told} become {after.told}")

    def _tell(self, found: Unification, accounts: str) -> None:
        """Say in a sentence what the target means."""
        count = len(found.exempted)
        exceptions = "1 exception" if count == 1 else f"{count or 'no'} exceptions"
        self.summary.setText(f"{accounts}; {exceptions}; {found.person_days:g} person-days.")

    def _show(self, found: Unification) -> None:
        org = found.before.organisation
        self.exceptions.show_rows(
            [
                (
                    org.platforms[each.platform].title or each.platform,
                    each.reason,
                    each.instead,
                    each.compensation,
                    org.teams[each.owner].title or each.owner,
                )
                for each in found.exempted
            ],
        )
        self.effort.show_rows(
            [
                (
                    platform.title or key,
                    f"{found.integration_person_days[key]:g} person-days"
                    if key in found.integration_person_days
                    else f"none: {found.stays[key]}",
                    self._directory_of(key),
                )
                for key, platform in org.platforms.items()
            ],
        )

    def _directory_of(self, platform: str) -> str:
        governed = self._document.governed(self._document.baseline)
        if governed.is_local(platform):
            return "its own users"
        key = governed.directory_of(platform)
        return self._document.scenario.organisation.directories[key].title or key

    def _apply(self) -> None:
        found = self.found
        if found is None:
            return
        self._document.edit(f"Unify: add {found.design.title}", lambda _scenario: found.after)
        self._document.show_design(found.design_id)
        self.found = None
        self.applied.emit(found.design_id)


def _heading() -> tuple[QLabel, QLabel]:
    title = QLabel("Unify")
    title.setProperty("role", "heading")
    lead = QLabel(
        "A target design derived from the organisation: one authoritative directory, workload\n"
        "identity where a platform takes it, and an exception where it does not. "
        "Nothing changes before you add it."
    )
    lead.setProperty("role", "muted")
    return title, lead


def _whole(body: QHBoxLayout) -> QWidget:
    """Return the page: its heading, and *body* below."""
    content = QWidget()
    content.setObjectName("content")
    layout = Column(content)
    layout.setContentsMargins(20, 16, 20, 16)
    layout.setSpacing(10)
    for label in _heading():
        layout.addWidget(label)
    layout.addLayout(body, 1)
    return content
