"""The self-contained HTML report of a comparison."""

from app.report.document import report_html

__all__ = ["report_html"]
