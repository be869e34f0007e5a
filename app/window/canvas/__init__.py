"""The organisation canvas: cards by domain, wires, outlines, and the view upon them."""

from app.window.canvas.mini_map import MiniMap
from app.window.canvas.scene import Light, OrganisationScene
from app.window.canvas.sketch import Sketch, sketch
from app.window.canvas.view import CanvasView

__all__ = ["CanvasView", "Light", "MiniMap", "OrganisationScene", "Sketch", "sketch"]
