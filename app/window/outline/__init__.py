"""Every object as a tree: all that the canvas can do, by keyboard."""

from app.window.outline.outline import Outline

__all__ = ["Outline"]
