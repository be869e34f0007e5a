"""The organisation canvas: cards by domain, wires, outlines, and the view upon them."""

from app.window.canvas.scene import OrganisationScene
from app.window.canvas.thumbnail import thumbnail
from app.window.canvas.view import CanvasView

__all__ = ["CanvasView", "OrganisationScene", "thumbnail"]
