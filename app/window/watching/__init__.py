"""Watching: one replication of two designs, side by side and in step."""

from app.window.watching.page import PlaybackPage
from app.window.watching.rerun_control import RerunControl
from app.window.watching.trace_control import TraceControl

__all__ = ["PlaybackPage", "RerunControl", "TraceControl"]
