"""The page Compare: verdict, charts, table, export."""

from app.window.comparing.page import ComparePage

__all__ = ["ComparePage"]
