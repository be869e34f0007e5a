"""The report of a comparison: a page that stands alone, and the same for printing."""

from app.report.document import report_html
from app.report.printed import PICTURE_PX, chart_names, printed_html

__all__ = ["PICTURE_PX", "chart_names", "printed_html", "report_html"]
