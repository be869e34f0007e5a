"""Finds text that is cut off by the edge of a figure or that lies on other text."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

_HAIR_PX = 0.5


def texts_of(figure: Figure) -> list[Text]:
    """Return every visible text with letters."""
    return [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]


def told(figure: Figure) -> str:
    """Return all text, line by line."""
    return "\n".join(text.get_text() for text in texts_of(figure))


def faults(figure: Figure) -> list[str]:
    """Draw *figure* and return what does not fit."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    width, height = canvas.get_width_height()
    boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in texts_of(figure)]
    found = [
        f"cut off: {text!r} {box}"
        for text, box in boxes
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height
    ]
    found += [
        f"{one!r} lies on {other!r}"
        for (one, a), (other, b) in combinations(boxes, 2)
        if _overlap(a, b)
    ]
    return found


def _overlap(a: Bbox, b: Bbox) -> bool:
    wide = min(a.x1, b.x1) - max(a.x0, b.x0)
    high = min(a.y1, b.y1) - max(a.y0, b.y0)
    return bool(wide > _HAIR_PX and high > _HAIR_PX)
