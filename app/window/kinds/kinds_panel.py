"""The list of kinds below the outline, with its heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.window.kinds.kind_tree import KindTree

if TYPE_CHECKING:
    from app.window.actions import Actions
    from app.window.document import Document


class KindsPanel(QWidget):
    """What can be added."""

    def __init__(self, document: Document) -> None:
        """List what can be added to *document*."""
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tree = KindTree(document)
        heading = QLabel("Drag to add   Ctrl+I")
        heading.setProperty("role", "section")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(heading)
        layout.addWidget(self.tree, 1)

    def connect_commands(self, actions: Actions) -> None:
        """Do what the command on the list of kinds asks for."""
        actions.on("view.kinds", lambda: self._toggle(actions))
        actions["view.kinds"].setChecked(not self.isHidden())

    def _toggle(self, actions: Actions) -> None:
        """Go to the list; from the list itself, hide it."""
        actions["view.organisation"].trigger()
        is_shown = self.isHidden() or not self.tree.hasFocus()
        self.setVisible(is_shown)
        actions["view.kinds"].setChecked(is_shown)
        if is_shown:
            self.tree.setFocus()
            if not self.tree.currentIndex().isValid():
                self.tree.setCurrentIndex(self.tree.model().index(0, 0))
