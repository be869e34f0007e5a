"""Watching: one replication of two designs, side by side and in step."""

from app.window.watching.page import PlaybackPage

__all__ = ["PlaybackPage"]
