"""Keeping work: recovery after a crash, locks between windows, changes by somebody else."""

from app.window.keeping.keeping import Keeping

__all__ = ["Keeping"]
