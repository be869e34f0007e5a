"""The start page: bundled scenarios, recent files, open."""

from app.window.start.page import StartPage

__all__ = ["StartPage"]
