"""From a comparison to figures and files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from app.charts.looks import Names, subject_of
from app.charts.registry import panel_of, panels_of
from app.charts.sheet import Sheet
from app.tokens import Theme, theme

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from app.charts.readings import Reading
    from app.charts.sheet import Spot
    from models.comparison import Comparison

    Pixels = NDArray[np.uint8]

DPI = 100.0
FILE_SIZE_PX = (760, 480)
"""Size of panels in files."""

_PNG_DPI = 200.0
_NO_NAMES = Names()


def read(
    panel_id: str, comparison: Comparison, names: Names = _NO_NAMES
) -> tuple[tuple[str, ...], tuple[Reading, ...]]:
    """Return the table of a panel: heads of its columns, and all its rows.

    Raises:
        KeyError: There is no such panel.
    """
    panel = panel_of(panel_id)
    subject = subject_of(comparison, theme("light"), names)
    return (panel.rows, *(look.title for look in subject.looks)), panel.read(subject)


def draw(
    panel_id: str, comparison: Comparison, look: Theme | str, figure: Figure,
    names: Names = _NO_NAMES, standing: str = "",
) -> tuple[Spot, ...]:  # fmt: skip
    """Draw a panel on *figure*, in place of what is there, in the size that it has.

    Args:
        panel_id: Id of the panel.
        comparison: What to show.
        look: A theme, or ``light`` or ``dark``.
        figure: Where to draw; one pixel of the panel is one of ``figure.dpi``.
        names: Order of designs and titles of platforms, from `names_of`.
        standing: What stands before the finding where it is not a whole run's, such as
            ``So far``.

    Returns:
        Which part shows which row of its table; where parts overlap, the last holds.

    Raises:
        KeyError: There is no such panel.
    """
    colours = look if isinstance(look, Theme) else theme("dark" if look == "dark" else "light")
    sheet = Sheet(figure, colours, standing)
    panel_of(panel_id).draw(sheet, subject_of(comparison, colours, names))
    return tuple(sheet.spots)


def figure_for(
    panel_id: str, comparison: Comparison, look: Theme | str,
    size_px: tuple[float, float] = FILE_SIZE_PX, *, dpi: float = DPI, names: Names = _NO_NAMES,
    standing: str = "",
) -> Figure:  # fmt: skip
    """Return a panel as a new figure of *size_px* (width, height).

    Raises:
        KeyError: There is no such panel.
    """
    width, height = (max(40.0, float(side)) for side in size_px)
    figure = Figure(figsize=(width / dpi, height / dpi), dpi=dpi)
    draw(panel_id, comparison, look, figure, names, standing)
    return figure


def picture_of(
    panel_id: str, comparison: Comparison, look: Theme | str, size_px: tuple[int, int], *,
    ratio: float = 1.0, names: Names = _NO_NAMES, standing: str = "",
) -> tuple[Pixels, tuple[Spot, ...]]:  # fmt: skip
    """Return a panel in pixels, and which part of it shows which row of its table.

    Args:
        panel_id: Id of the panel.
        comparison: What to show.
        look: A theme, or ``light`` or ``dark``.
        size_px: Width and height in device-independent pixels.
        ratio: Pixels of the picture to one of these.
        names: Order of designs and titles of platforms, from `names_of`.
        standing: What stands before the finding where it is not a whole run's.

    Returns:
        Rows of red, green, blue and opacity, each 0 to 255, of shape (height, width, 4); and parts
        as `draw` returns them.

    Raises:
        KeyError: There is no such panel.
    """
    width, height = size_px
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI)
    spots = draw(panel_id, comparison, look, figure, names, standing)
    figure.set_dpi(DPI * ratio)
    page = FigureCanvasAgg(figure)
    page.draw()  # type: ignore[no-untyped-call]
    return np.array(page.buffer_rgba()), spots  # type: ignore[no-untyped-call]


def finding_of(panel_id: str, comparison: Comparison, names: Names = _NO_NAMES) -> str:
    """Return the title of a panel: what it shows, in words."""
    return panel_of(panel_id).title(subject_of(comparison, theme("light"), names))


def svg_text(figure: Figure) -> str:
    """Return *figure* as SVG; the same figure gives the same text."""
    page = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "sprawl"}):
        figure.savefig(page, format="svg", metadata={"Date": None})
    return page.getvalue()


def write_charts(
    comparison: Comparison, folder: Path, look: Theme | str = "light",
    names: Names = _NO_NAMES,
) -> list[Path]:  # fmt: skip
    """Write every panel as PNG and SVG into *folder* and return the files.

    Raises:
        OSError: A file cannot be written.
    """
    written = []
    for panel_id in panels_of(comparison):
        figure = figure_for(panel_id, comparison, look, names=names)
        picture, drawing = folder / f"{panel_id}.png", folder / f"{panel_id}.svg"
        picture.write_bytes(png_bytes(figure))
        drawing.write_text(svg_text(figure), encoding="utf-8")
        written += [picture, drawing]
    return written


def png_bytes(figure: Figure, dpi: float = _PNG_DPI) -> bytes:
    """Return *figure* as PNG, at twice its size for dense screens unless told otherwise."""
    page = io.BytesIO()
    FigureCanvasAgg(figure).print_figure(page, format="png", dpi=dpi, metadata={"Software": None})
    return page.getvalue()


def pdf_bytes(figure: Figure) -> bytes:
    """Return *figure* as PDF; the same figure gives the same bytes."""
    page = io.BytesIO()
    figure.savefig(page, format="pdf", metadata={"CreationDate": None})
    return page.getvalue()
