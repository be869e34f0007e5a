"""The open scenario: its file, its history, the design in view and the selection."""

from app.window.document.complaint import complaint_of, refusal_of
from app.window.document.document import Document
from app.window.document.drafts import ADDED, CELLS, Draft, Drafts
from app.window.document.files import ChangedOnDiskError, StoredFile, load, store
from app.window.document.pace import Pace, Turn

__all__ = [
    "ADDED", "CELLS", "ChangedOnDiskError", "Document", "Draft", "Drafts", "Pace",
    "StoredFile", "Turn", "complaint_of", "load", "refusal_of", "store",
]  # fmt: skip
