"""The search over the canvas: lights up what is found, dims the rest, goes from hit to hit."""

from app.window.searching.canvas_search import CanvasSearch

__all__ = ["CanvasSearch"]
