"""Keeping work: recovery after a crash, locks between windows, changes by somebody else."""

from app.window.keeping.claims import Claims
from app.window.keeping.file_view import FileView
from app.window.keeping.keeping import Keeping

__all__ = ["Claims", "FileView", "Keeping"]
