"""What was: the states of the document, and earlier runs."""

from app.window.past.control import PastControl

__all__ = ["PastControl"]
