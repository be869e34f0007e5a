"""The page: two designs in one matrix, filters above, what is wrong right below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.window.designs.difference_list import DifferenceList
from app.window.designs.matrix_model import Column, MatrixModel, View, draft_path
from app.window.designs.matrix_view import MatrixView
from app.window.document import Draft, refusal_of
from app.window.document.complaint import complaint_of
from app.window.look import appearance
from app.window.look.choice_box import ChoiceBox
from app.window.objects import ObjectRef, title_of
from models.errors import ScenarioError
from models.formats import typed_value
from models.profile import PlacedValue, copied_rule, with_placed
from models.profile.wording import path_label
from models.scenario.leaves import leaves

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QShowEvent

    from app.window.actions import Actions
    from app.window.document import Document
    from models.profile import DesignProfile
    from models.scenario import Scenario

_MOST_QUOTED = 60
_KEY = (
    "○ preset   ■ standard   ◆ rule   ▲ exception   ▼ weaker than declared   ≠ other than declared"
    "   ·   Enter changes the selected cells of a control: in the column Standard the standard, "
    "elsewhere a rule; Shift+Space takes a row, Ctrl+Space a column; Ctrl+C, Ctrl+V copy values"
)


class DesignsPage(QWidget):
    """Shows and edits what the designs of the document mean."""

    said = Signal(str)

    def __init__(self, document: Document) -> None:
        """Observe *document*."""
        super().__init__()
        self._document = document
        self.model = MatrixModel(document.drafts)
        self.view = MatrixView(self.model)
        self.list = DifferenceList()
        self.views = QStackedWidget()
        self.beside = _box("Design beside it", "A second design, column by column.")
        self.fleet = _box("Fleet", "Whose values are shown, and for whom an edit holds.")
        self.search = QLineEdit()
        self.search.setAcceptDrops(False)  # a file is opened, not written here
        self.differing = QCheckBox("Only what differs")
        self.gaps = QCheckBox("Only gaps")
        self.as_list = QCheckBox("As a list")
        self.copy = QToolButton()
        self.unify = QToolButton()
        self.error = QLabel()
        self.key = QLabel(_KEY)
        self._set_up()
        self._lay_out()
        self._connect()

    def _repaint(self) -> None:
        self.view.viewport().update()

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands on designs ask for."""
        actions.on("edit.copy_rule", self.copy_rule)
        self.unify.setDefaultAction(actions["view.unify"])
        self.unify.setAccessibleName("Unify: derive a target design")
        self.unify.setProperty("page", True)

    def _set_up(self) -> None:
        self.search.setPlaceholderText("Search controls")
        self.search.setAccessibleName("Search controls")
        self.search.setToolTip("Show only controls whose name or description holds these words.")
        self.search.setClearButtonEnabled(True)
        self.differing.setToolTip("Controls in which the two designs differ on some domain.")
        self.gaps.setToolTip("Controls enforced weaker than or other than declared.")
        self.error.setProperty("role", "error")
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.error.setWordWrap(True)
        self.error.setAccessibleName("What is wrong with the last edit")
        self.error.hide()
        self.as_list.setToolTip("What differs from the design beside it, one line each, to copy.")
        self.copy.setText("Copy list")
        self.copy.setToolTip("Copy what differs as text: the selected rows, or all (Ctrl+C).")
        self.copy.clicked.connect(self._copy_list)
        self.copy.hide()
        self.views.addWidget(self.view)
        self.views.addWidget(self.list)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        for text, box in (("Beside", self.beside), ("Fleet", self.fleet)):
            label = QLabel(text)
            label.setBuddy(box)
            bar.addWidget(label)
            bar.addWidget(box)
        for widget in (self.differing, self.gaps, self.as_list, self.copy):
            bar.addWidget(widget)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.unify)
        self.key.setProperty("role", "small")
        self.key.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(self.views, 1)
        layout.addWidget(self.error)
        layout.addWidget(self.key)

    def _connect(self) -> None:
        self._document.scenario_changed.connect(self._follow)
        self._document.design_changed.connect(self._follow)
        self.beside.activated.connect(self._follow)
        self.fleet.activated.connect(self._follow)
        self.search.textChanged.connect(self._follow)
        self.differing.toggled.connect(self._follow)
        self.gaps.toggled.connect(self._follow)
        self.as_list.toggled.connect(self._follow)
        self.view.pasted.connect(self._paste)
        self.view.given_up.connect(self._give_up)
        self._document.drafts.changed.connect(self._follow)
        self.model.asked.connect(self._edit, Qt.ConnectionType.QueuedConnection)
        appearance().changed.connect(self._repaint)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the page was hidden."""
        super().showEvent(event)
        self._follow()

    @staticmethod
    def has_control(path: str) -> bool:
        """Whether a control is set here."""
        return path in leaves()

    def show_control(self, path: str, platform: str = "") -> None:
        """Go to a control, of the standard or on a platform; filters that hide it are taken away.

        Args:
            path: Path of the control.
            platform: Id of the platform; empty, or one without a column: the standard.
        """
        if path not in self.model.paths:
            self.search.clear()
            for box in (self.differing, self.gaps, self.as_list):
                box.setChecked(False)
            self._follow()
        if path in self.model.paths:
            self.views.setCurrentWidget(self.view)
            wanted = Column(self._document.design, platform)
            column = self.model.columns.index(wanted) if wanted in self.model.columns else 0
            self.view.setCurrentIndex(self.model.index(self.model.paths.index(path), column))
            self.view.setFocus()
            # Where the page was hidden until now, its rows have no places yet.
            QTimer.singleShot(0, self.view, self._show_current)

    def _show_current(self) -> None:
        centre = QAbstractItemView.ScrollHint.PositionAtCenter
        self.view.scrollTo(self.view.currentIndex(), centre)

    def _follow(self) -> None:
        self.complain("")
        if not (self._document.is_open and self.isVisible()):
            return
        scenario, design = self._document.scenario, self._document.design
        designs = {key: one.title or key for key, one in scenario.designs.items() if key != design}
        fleets = {key: one.title or key for key, one in scenario.workload.fleets.items()}
        _fill(self.beside, {"": "nothing", **designs})
        _fill(self.fleet, {"": "all fleets", **fleets})
        beside = self.beside.currentData()
        for box in (self.differing, self.as_list):
            box.setEnabled(bool(beside))
        listed = self.as_list.isChecked() and bool(beside)
        self.gaps.setEnabled(not listed)
        self.views.setCurrentWidget(self.list if listed else self.view)
        self.key.setVisible(not listed)
        self.copy.setVisible(listed)
        if listed:
            profiles = (self._resolved(design), self._resolved(beside))
            self.list.show_between(scenario, profiles, self.search.text())
            return
        self.model.show(
            scenario,
            View(
                design,
                self.beside.currentData(),
                self.fleet.currentData(),
                self.search.text(),
                self.differing.isChecked(),
                self.gaps.isChecked(),
            ),
            self._resolved,
        )

    def _resolved(self, design: str) -> DesignProfile:
        return self._document.governed(design).profile

    def _edit(self, path: str, column: Column, text: str) -> None:
        """Set what was typed in one cell in every selected cell of the same control and design."""
        chosen = [self.model.place(index) for index in self.view.selectedIndexes()]
        if (path, column) not in chosen:
            chosen = [(path, column)]
        self._set(
            [
                (where, path, text)
                for row, where in chosen
                if row == path and where.design == column.design
            ]
        )

    def _paste(self, cells: list[tuple[QModelIndex, str]]) -> None:
        """Set what was pasted, where it is something else than what holds."""
        asked = []
        for index, text in cells:
            path, column = self.model.place(index)
            if text.strip() not in ("", index.data(Qt.ItemDataRole.EditRole)):
                asked.append((column, path, text.strip()))
        if not asked:
            self.said.emit("These cells have these values already")
            return
        self._set(asked)

    def _set(self, asked: list[tuple[Column, str, str]]) -> None:
        """Set values in one step of undo."""
        fleet, now = self.fleet.currentData(), self._document.scenario

        def change(scenario: Scenario) -> Scenario:
            for design in dict.fromkeys(column.design for column, _, _ in asked):
                before = self._resolved(design) if scenario is now else None
                settings = [
                    PlacedValue(column.platform, path, typed_value(text))
                    for column, path, text in asked
                    if column.design == design
                ]
                scenario = with_placed(scenario, design, settings, fleet, before)
            return scenario

        column, path, text = asked[0]
        platform = ObjectRef("platform", column.platform)
        where = title_of(now, platform) if column.platform else "the standard"
        more = len(asked) - 1
        if more:
            where = f"{where} and {more} more"
        what = f"{path_label(path)}, {where}, “{_quoted(text)}”"
        error = self._try(f"Set “{path_label(path)}” of {where}", change, what)
        if error is None:
            self._document.drafts.drop(*(draft_path(p, c, fleet) for c, p, _ in asked))
        else:
            said = refusal_of(error)
            drafts = (Draft(draft_path(p, c, fleet), typed, *said) for c, p, typed in asked)
            self._document.drafts.keep(now, *drafts)
            self.complain(f"{what}: {complaint_of(error)}")

    def _try(
        self, name: str, change: Callable[[Scenario], Scenario], what: str
    ) -> ValidationError | ScenarioError | None:
        """Make an edit; return why it was refused, which is said below the matrix too."""
        try:
            self._document.edit(name, change)
        except (ValidationError, ScenarioError) as error:
            self.complain(f"{what}: {complaint_of(error)}")
            return error
        return None

    def _give_up(self, cells: list[QModelIndex]) -> None:
        """Forget what was refused in some cells: they show what holds there."""
        fleet = self.fleet.currentData()
        places = (self.model.place(index) for index in cells if index.isValid())
        self._document.drafts.drop(*(draft_path(p, c, fleet) for p, c in places))

    def settle(self) -> None:
        """Take over what is being typed in a cell."""
        self.view.settle()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def show_draft(self, draft: Draft) -> None:
        """Go to the cell in which a text stands that does not fit."""
        _, design, _, platform, fleet, path = draft.path
        self._document.show_design(design)
        self.fleet.setCurrentIndex(max(0, self.fleet.findData(fleet)))
        self._follow()
        self.show_control(path, platform)

    def complain(self, text: str) -> None:
        """Say below the matrix what is wrong with what was typed; empty: nothing."""
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def _copy_list(self) -> None:
        self.list.copy()
        self.said.emit("What differs is on the clipboard, as text with tabs")

    def copy_rule(self) -> None:
        """Copy the last rule or exception that decides the current cell to the other design."""
        index, beside = self.view.currentIndex(), self.beside.currentData()
        if not (self.isVisible() and index.isValid() and beside):
            self.said.emit("On the page Designs, choose a design beside it and a cell")
            return
        _, column = self.model.place(index)
        said = self.model.said_by(index)
        if not said:
            self.said.emit("No rule or exception decides this cell")
            return
        target = beside if column.design == self._document.design else self._document.design
        self._try(
            f"Copy {said[-1]} to {target}",
            lambda scenario: copied_rule(scenario, column.design, target, said[-1]),
            said[-1],
        )


def _quoted(text: str) -> str:
    """Return as much of what was typed or pasted as tells which it was."""
    return text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]}…"


def _box(name: str, hint: str) -> QComboBox:
    box = ChoiceBox()
    box.setAccessibleName(name)
    box.setToolTip(hint)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _fill(box: QComboBox, items: dict[str, str]) -> None:
    """Offer *items* (value to name); the choice stays where it can."""
    if [box.itemData(at) for at in range(box.count())] == list(items):
        return
    chosen = box.currentData()
    box.clear()
    for value, text in items.items():
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
