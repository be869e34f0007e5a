"""The library: what was computed is kept, checked and answered again."""

from models.library.library import FinishedRun, Library, RunSummary
from models.library.place import default_path

__all__ = ["FinishedRun", "Library", "RunSummary", "default_path"]
