"""The command line; loads neither Qt nor matplotlib at start."""

from app.cli.program import main

__all__ = ["main"]
