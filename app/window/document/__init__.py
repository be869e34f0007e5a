"""The open scenario: its file, its history, the design in view and the selection."""

from app.window.document.complaint import complaint_of
from app.window.document.document import Document
from app.window.document.files import ChangedOnDiskError, StoredFile, load, store

__all__ = ["ChangedOnDiskError", "Document", "StoredFile", "complaint_of", "load", "store"]
