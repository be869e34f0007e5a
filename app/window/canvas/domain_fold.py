"""A click on the name of a box folds its domain into one card, or opens it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt

from app.window.canvas.items import FAR_SCALE

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from app.window.canvas.view import CanvasView


class DomainFold:
    """A gesture of the canvas."""

    def __init__(self, view: CanvasView) -> None:
        """Fold domains on *view*."""
        self._view = view

    def take_mouse(self, event: QMouseEvent) -> bool:
        """Take a press on a name."""
        pressed = event.type() == QEvent.Type.MouseButtonPress
        if not pressed or event.button() != Qt.MouseButton.LeftButton:
            return False
        scene, view = self._view.organisation, self._view
        where = view.mapToScene(event.position().toPoint())
        domain = scene.outlines.named_at(where) if view.scale_now >= FAR_SCALE else None
        if domain is None:
            return False
        scene.domain_toggled.emit(domain.key)
        return True

    def take_key(self, event: QKeyEvent) -> bool:  # noqa: ARG002 - a gesture is asked for keys
        """Take none: a command folds by keyboard."""
        return False
