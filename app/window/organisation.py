"""The page Organisation: outline, canvas, inspector."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.window.building.next_step import NextStep
from app.window.canvas import CanvasView, MiniMap, OrganisationScene
from app.window.inspector import Inspector
from app.window.kinds import Carrying, KindsPanel
from app.window.look import appearance
from app.window.outline import Outline
from app.window.searching import CanvasSearch
from app.window.wiring import WireGesture
from models.scenario.building import domain_of

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.window.actions import Actions
    from app.window.document import Document


_KINDS_PX = 216
"""Height of the list of kinds at first."""


class OrganisationPage(QWidget):
    """Keeps outline, canvas and inspector in step with the document."""

    def __init__(self, document: Document, actions: Actions) -> None:
        """Show *document*."""
        super().__init__()
        self._document = document
        self._unfolded: frozenset[str] = frozenset()
        self._selecting = False
        self._scene = OrganisationScene()
        self._turn = document.pace.join()
        self.view = CanvasView(self._scene)
        self.outline = Outline(document, actions)
        self.inspector = Inspector(document)
        self.zoom_bar = ZoomBar(self.view, actions)
        self.mini_map = MiniMap(self.view)
        self.next_step = NextStep(self.view, document, actions)
        self.kinds = KindsPanel(document)
        self.side = QSplitter(Qt.Orientation.Vertical)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        document.opened.connect(self._start_over)
        document.scenario_changed.connect(self._turn.ask)
        self._turn.came.connect(self.redraw)
        document.design_changed.connect(self.redraw)
        document.selection_changed.connect(self._follow)
        self.view.touched.connect(self._turn.take)
        self._scene.chosen.connect(self._tell)
        self._scene.toggled.connect(self._toggle)
        self.view.dropped.connect(self._keep_places)
        self.view.activated.connect(self._edit_first)
        self.outline.activated.connect(self._edit_first)
        appearance().changed.connect(self._recolour)
        self.search = CanvasSearch(self.view, document)
        self.wire = WireGesture(self.view, document)
        self.carrying = Carrying(self.kinds.tree, self.view, document)

    def _lay_out(self) -> None:
        for splitter in (self.side, self.splitter):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        for part in (self.outline, self.kinds):
            self.side.addWidget(part)
        self.side.setStretchFactor(0, 1)
        self.side.setSizes([320, _KINDS_PX])
        for widget in (self.side, self.view, self.inspector):
            self.splitter.addWidget(widget)
        self.side.setMinimumWidth(190)
        self.inspector.setMinimumWidth(270)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([232, 900, 316])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands on the canvas ask for."""
        self.inspector.connect_commands(actions)
        for key in ("object.earlier", "object.later"):  # on the canvas these keys move cards
            self.window().removeAction(actions[key])
            actions[key].setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.outline.addAction(actions[key])
            self.inspector.addAction(actions[key])
        self.search.connect_commands(actions)
        self.kinds.connect_commands(actions)
        view = self.view
        actions.on("edit.find_outline", partial(self._find_in_outline, actions))
        actions.on("edit.select_all", self.select_all)
        actions.on("edit.arrange", self.arrange)
        actions.on("view.zoom_in", view.zoom_in)
        actions.on("view.zoom_out", view.zoom_out)
        actions.on("view.fit", view.fit)
        actions.on("view.zoom_selection", view.zoom_to_selection)

    @property
    def scene(self) -> OrganisationScene:
        """What is on the canvas, as the document stands."""
        self._turn.take()
        return self._scene

    def _start_over(self) -> None:
        self._unfolded = frozenset()

    def redraw(self) -> None:
        """Draw the scenario under the current design."""
        document = self._document
        if not document.is_open:
            return
        self._turn.skip()
        self._scene.set_theme(appearance().theme, document.design_index)
        governed = document.governed()
        self._scene.show_scenario(governed, document.governed(document.baseline), self._unfolded)
        self._follow()

    def _recolour(self) -> None:
        if self._document.is_open:
            self.scene.set_theme(appearance().theme, self._document.design_index)
        self.view.viewport().update()

    def _tell(self) -> None:
        self._selecting = True
        self._document.select(self.scene.chosen_refs())
        self._selecting = False

    def _follow(self) -> None:
        if self._selecting:
            return
        self._unfold_for_selection()
        self.scene.select(self._document.selection)
        self.view.reveal()

    def _unfold_for_selection(self) -> None:
        """Open the group of a single selected object, so that it can be seen."""
        plan = self.scene.plan
        if plan is None or len(self._document.selection) != 1:
            return
        key = plan.node_of.get(self._document.selection[0])
        if key is None or domain_of(key) is not None:
            return  # who folded a domain wants it folded
        if plan.nodes[key].content.group and key not in self._unfolded:
            self._toggle(key)

    def _toggle(self, key: str) -> None:
        self._unfolded = self._unfolded ^ {key}
        document = self._document
        governed = document.governed()
        self.scene.show_scenario(governed, document.governed(document.baseline), self._unfolded)
        self.scene.select(document.selection)

    def _keep_places(self, moved: dict[str, tuple[int, int]]) -> None:
        self._document.move(moved, self.scene.standing())

    def _edit_first(self) -> None:
        """Go from the selected card to its first field."""
        for row in self.inspector.rows:
            if row.field.editor in ("line", "choice"):
                row.focus_editor()
                return

    def _find_in_outline(self, actions: Actions) -> None:
        actions["view.organisation"].trigger()
        self.outline.search.setFocus()
        self.outline.search.selectAll()

    def select_all(self) -> None:
        """Select every card."""
        self.scene.choose(self.scene.cards)

    def arrange(self) -> None:
        """Forget where cards were put, and lay them out in columns."""
        self._document.clear_layout()
        self.view.fit()


class ZoomBar(QFrame):
    """Zoom and fit, in the lower right corner of the canvas."""

    def __init__(self, view: CanvasView, actions: Actions) -> None:
        """Lie over *view*."""
        super().__init__(view)
        self.setObjectName("switcher")
        self._view = view
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(0)
        self._label = QLabel("100 %")
        self._label.setProperty("role", "muted")
        self._label.setMinimumWidth(48)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for key in ("view.zoom_out", "", "view.zoom_in", "view.fit", "edit.arrange"):
            if not key:
                layout.addWidget(self._label)
                continue
            button = QToolButton()
            button.setDefaultAction(actions[key])
            button.setIconSize(QSize(16, 16))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setAccessibleName(actions[key].text().replace("&", ""))
            layout.addWidget(button)
        view.zoomed.connect(lambda scale: self._label.setText(f"{scale:.0%}".replace("%", " %")))
        view.resized.connect(self.place)
        self.place()

    def place(self) -> None:
        """Go to the corner."""
        self.adjustSize()
        room = self._view.size()
        self.move(room.width() - self.width() - 14, room.height() - self.height() - 14)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay in the corner."""
        super().resizeEvent(event)
        self.place()
