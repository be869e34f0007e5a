"""Charts: pure functions from a comparison to a matplotlib Figure."""

from app.charts.drawing import (
    draw,
    figure_for,
    finding_of,
    pdf_bytes,
    picture_of,
    png_bytes,
    read,
    svg_text,
    write_charts,
)
from app.charts.looks import Names, names_of
from app.charts.panel import Panel
from app.charts.readings import Reading
from app.charts.registry import panel_of, panels, panels_of
from app.charts.sheet import Spot

__all__ = [
    "Names",
    "Panel",
    "Reading",
    "Spot",
    "draw",
    "figure_for",
    "finding_of",
    "names_of",
    "panel_of",
    "panels",
    "panels_of",
    "pdf_bytes",
    "picture_of",
    "png_bytes",
    "read",
    "svg_text",
    "write_charts",
]
