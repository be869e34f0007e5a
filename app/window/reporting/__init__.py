"""The Report page: what is printed, seen before it is."""

from app.window.reporting.page import ReportPage

__all__ = ["ReportPage"]
