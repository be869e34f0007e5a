"""The inspector: fields of the selected object, and what the current design makes of it."""

from app.window.inspector.panel import Inspector

__all__ = ["Inspector"]
