"""The library: what was computed is kept, checked and answered again."""

from models.library.library import FinishedRun, Library, RunSummary

__all__ = ["FinishedRun", "Library", "RunSummary"]
