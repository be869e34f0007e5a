"""The page: two designs in one matrix, filters above, what is wrong right below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.window.designs.cell_painting import CellPainter
from app.window.designs.matrix_model import Column, MatrixModel, View, path_label
from app.window.document.complaint import complaint_of
from app.window.look import appearance
from models.errors import ScenarioError
from models.formats import typed_value
from models.profile import copied_rule, in_standard, on_platform

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from app.window.actions import Actions
    from app.window.document import Document
    from models.scenario import Scenario

_KEY = (
    "○ preset   ■ standard   ◆ rule   ▲ exception   ▼ weaker than declared   ≠ other than declared"
    "   ·   Enter changes a cell: in the column Standard the standard, elsewhere a rule"
)
_COLUMN_PX, _ROW_PX = 190, 46


class MatrixView(QTableView):
    """The table; Enter edits."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit the current cell on Enter."""
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            self.edit(self.currentIndex())
            return
        super().keyPressEvent(event)


class DesignsPage(QWidget):
    """Shows and edits what the designs of the document mean."""

    said = Signal(str)

    def __init__(self, document: Document) -> None:
        """Observe *document*."""
        super().__init__()
        self._document = document
        self.model = MatrixModel()
        self.view = MatrixView()
        self.beside = _box("Design beside it", "A second design, column by column.")
        self.fleet = _box("Fleet", "Whose values are shown, and for whom an edit holds.")
        self.search = QLineEdit()
        self.differing = QCheckBox("Only what differs")
        self.gaps = QCheckBox("Only gaps")
        self.unify = QToolButton()
        self.error = QLabel()
        self._set_up()
        self._lay_out()
        self._connect()

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
        self.view.setModel(self.model)
        self.view.setAccessibleName("Controls by domains")
        self.view.setItemDelegate(CellPainter(self.view))
        self.view.setCornerButtonEnabled(False)
        self.view.setTabKeyNavigation(False)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.horizontalHeader().setDefaultSectionSize(_COLUMN_PX)
        self.view.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        for text, box in (("Beside", self.beside), ("Fleet", self.fleet)):
            label = QLabel(text)
            label.setBuddy(box)
            bar.addWidget(label)
            bar.addWidget(box)
        for widget in (self.differing, self.gaps):
            bar.addWidget(widget)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.unify)
        key = QLabel(_KEY)
        key.setProperty("role", "small")
        key.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.error)
        layout.addWidget(key)

    def _connect(self) -> None:
        self._document.scenario_changed.connect(self._follow)
        self._document.design_changed.connect(self._follow)
        self.beside.activated.connect(self._follow)
        self.fleet.activated.connect(self._follow)
        self.search.textChanged.connect(self._follow)
        self.differing.toggled.connect(self._follow)
        self.gaps.toggled.connect(self._follow)
        self.model.asked.connect(self._edit, Qt.ConnectionType.QueuedConnection)
        appearance().changed.connect(self.view.viewport().update)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the page was hidden."""
        super().showEvent(event)
        self._follow()

    def _follow(self) -> None:
        self.complain("")
        if not (self._document.is_open and self.isVisible()):
            return
        scenario, design = self._document.scenario, self._document.design
        designs = {key: one.title or key for key, one in scenario.designs.items() if key != design}
        fleets = {key: one.title or key for key, one in scenario.workload.fleets.items()}
        _fill(self.beside, {"": "nothing", **designs})
        _fill(self.fleet, {"": "all fleets", **fleets})
        self.differing.setEnabled(bool(self.beside.currentData()))
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
        )

    def _edit(self, path: str, column: Column, text: str) -> None:
        fleet = self.fleet.currentData()

        def change(scenario: Scenario) -> Scenario:
            raw = typed_value(text)
            if not column.platform:
                return in_standard(scenario, column.design, path, raw)
            return on_platform(scenario, column.design, column.platform, path, raw, fleet)

        where = column.platform or "standard"
        self._try(f"Set {path} of {where}", change, f"{path_label(path)}, {where}, “{text}”")

    def _try(self, name: str, change: Callable[[Scenario], Scenario], what: str) -> None:
        try:
            self._document.edit(name, change)
        except ValidationError as error:
            self.complain(f"{what}: {complaint_of(error)}")
        except ScenarioError as error:
            self.complain(f"{what}: expected {error.expected}, found {error.found}; {error.advice}")

    def complain(self, text: str) -> None:
        """Say below the matrix what is wrong with what was typed; empty: nothing."""
        self.error.setText(text)
        self.error.setVisible(bool(text))

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


def _box(name: str, hint: str) -> QComboBox:
    box = QComboBox()
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
