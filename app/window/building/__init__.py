"""Building: new objects, what is done with those there, and what is still missing."""

from app.window.building.builder import Builder
from app.window.building.completeness import Completeness

__all__ = ["Builder", "Completeness"]
