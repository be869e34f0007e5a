"""The next thing to do on a page that is not complete yet, over the canvas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

if TYPE_CHECKING:
    from app.window.actions import Actions
    from app.window.canvas import CanvasView
    from app.window.document import Document
    from models.scenario import Scenario

_WIDTH, _MARGIN = 400, 14


@dataclass(frozen=True, slots=True)
class _Step:
    heading: str
    text: str
    commands: tuple[str, ...]


def next_step(scenario: Scenario) -> _Step | None:
    """Return what a scenario needs next; None where it needs nothing."""
    org, fleets = scenario.organisation, scenario.workload.fleets
    if not org.platforms:
        return _Step("Begin with where the work is", "Add the clouds and products in which your "
                     "agents act, or drag them here from the list on the left. Each brings its "
                     "vendor's defaults, with their sources.",
                     ("add.cloud", "add.saas", "object.add"))  # fmt: skip
    if not org.resources:
        return _Step("What is worth protecting there?", "Select a platform and add a resource: "
                     "what an attacker would want.", ("add.resource",))  # fmt: skip
    if not fleets:
        return _Step("Who works there?", "Add a fleet of agents.", ("add.fleet",))
    if not all(fleet.uses for fleet in fleets.values()):
        return _Step("What do the agents use?", "Select a fleet and connect it to the platforms or "
                     "resources that it works on: drag the arrow at its edge to them.",
                     ("object.connect",))  # fmt: skip
    if len(scenario.designs) == 1:
        return _Step("What should it be compared with?", "Add a second design; it begins as the "
                     "one in view. Then add a directory and connect platforms to it.",
                     ("add.design", "add.directory"))  # fmt: skip
    return None


class NextStep(QFrame):
    """Says what to do next, with the commands that do it; hidden once nothing is missing."""

    def __init__(self, view: CanvasView, document: Document, actions: Actions) -> None:
        """Lie over *view*."""
        super().__init__(view)
        self.setObjectName("panel")
        self.setAccessibleName("What to do next")
        self._view = view
        self._document = document
        self._actions = actions
        self.buttons: list[QPushButton] = []
        self.heading = QLabel()
        self.heading.setProperty("role", "title")
        self.text = QLabel()
        self.text.setProperty("role", "muted")
        self.text.setWordWrap(True)
        for label in (self.heading, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._row = QHBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self.heading)
        layout.addWidget(self.text)
        layout.addLayout(self._row)
        self._shown: _Step | None = None
        self.setFixedWidth(_WIDTH)
        view.resized.connect(self.place)
        document.scenario_changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Say what is next, if anything is."""
        step = next_step(self._document.scenario) if self._document.is_open else None
        if step == self._shown:
            return
        self._shown = step
        self.setVisible(step is not None)
        if step is None:
            self._view.keep_fitted()
            return
        self.heading.setText(step.heading)
        self.text.setText(step.text)
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = [self._button(key) for key in step.commands]
        for button in self.buttons:
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.place()
        QTimer.singleShot(0, self, self._settle)  # new buttons know their size only then

    def _settle(self) -> None:
        self.place()
        self._view.keep_fitted()

    def _button(self, key: str) -> QPushButton:
        action = self._actions[key]
        button = QPushButton(action.text().replace("&", ""), self)
        button.setAccessibleName(action.text().replace("&", ""))
        button.setToolTip(action.toolTip())
        button.setIcon(action.icon())
        button.clicked.connect(action.trigger)
        return button

    def place(self) -> None:
        """Stand in the upper left corner, or in the middle of an empty page."""
        layout = self.layout()
        for widget in (self.heading, self.text, *self.buttons):
            widget.ensurePolished()
        if layout is not None:
            layout.invalidate()
            self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))
        room = self._view.size()
        if self._document.is_open and not self._document.scenario.organisation.platforms:
            x, y = (room.width() - self.width()) // 2, (room.height() - self.height()) // 2
            self.move(max(x, 0), max(y, 0))
        else:
            self.move(_MARGIN, room.height() - self.height() - _MARGIN)
