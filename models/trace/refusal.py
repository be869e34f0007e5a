"""Traces that cannot be read."""

from __future__ import annotations

from models.errors import ModelError


class UnreadableTrace(ModelError):  # noqa: N818 - the name says what it is
    """A file is no trace, or not the one that was written; it is left as it is."""


class TraceTooNew(UnreadableTrace):
    """A newer version of the program wrote the trace."""
