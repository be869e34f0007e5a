"""The surface of a panel: everything is placed in pixels, so that nothing can overlap unseen.

One unit is one device-independent pixel of the figure, y grows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Patch, Polygon, Rectangle
from matplotlib.transforms import Affine2D

from app.charts.lettering import Lettering, fit, readable, shorten, width_px, wrap
from app.tokens import contrast_ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.transforms import Transform

    from app.charts.lettering import Side
    from app.charts.looks import Floats
    from app.tokens import DesignMark, Theme

TITLE_PX = 13.0
BODY_PX = 11.0
SMALL_PX = 10.0
_TITLES = ((TITLE_PX, 2), (12.0, 3), (11.0, 4))
_REMARKS = ((SMALL_PX, 2), (9.0, 3))
_ABOVE_LINES = 2.5
"""Matplotlib draws lines at 2 and texts at 3."""

EDGE = 10.0
_CAP_HEIGHT = 0.36


def ink_on(fill: str) -> str:
    """Return black or white, whichever is read better on *fill*; at least 4.5 : 1 on any.

    Not quite black: drawings leave out pure black as what goes without saying, and the report
    gives every colour a counterpart.
    """
    return max(("#010101", "#FFFFFF"), key=lambda ink: contrast_ratio(ink, fill))


@dataclass(slots=True)
class Area:
    """A rectangle in pixels.

    Attributes:
        left: Left edge.
        top: Upper edge.
        right: Right edge.
        bottom: Lower edge.
    """

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Distance from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Distance from top to bottom."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of a panel that belongs to a row of its table.

    Attributes:
        area: Where it is.
        row: Place of the row.
    """

    area: Area
    row: int


@dataclass(slots=True)
class Sheet:
    """A figure with its theme and size, and the marks that can be made on it."""

    figure: Figure
    theme: Theme
    standing: str = ""
    spots: list[Spot] = field(default_factory=list)
    width: float = field(init=False)
    height: float = field(init=False)
    _place: Transform = field(init=False)
    _point: float = field(init=False)

    def __post_init__(self) -> None:
        """Clear the figure.  Marks lie on it without axes, which cost half of a small chart."""
        self.figure.clear()
        self.figure.set_facecolor(self.theme.surface)
        dpi = self.figure.get_dpi()
        inches = self.figure.get_size_inches()
        self.width, self.height = float(inches[0] * dpi), float(inches[1] * dpi)
        self._point = 72.0 / dpi
        down = Affine2D().scale(1.0 / self.width, -1.0 / self.height).translate(0.0, 1.0)
        self._place = down + self.figure.transFigure

    def _add(self, artist: Artist) -> None:
        """Put a mark on the figure: one unit of it is one pixel, from the upper left corner."""
        artist.set_transform(self._place)
        self.figure.add_artist(artist)

    def head(self, title: str, remark: str) -> Area:
        """Write title, after what stands before it, and remark; return what is left below."""
        if self.standing:
            title = f"{self.standing}: {title}"
        room = self.width - 2 * EDGE
        at = EDGE + TITLE_PX * 0.9
        size, lines = fit(readable(title), room, _TITLES, bold=True)
        for line in lines:
            self.text(EDGE, at, line, size=size, bold=True)
            at += size * 1.3
        size, lines = fit(readable(remark), room, _REMARKS)
        for line in lines:
            self.text(EDGE, at, line, size=size, color=self.theme.muted)
            at += size * 1.35
        return Area(EDGE, at - SMALL_PX * 0.4, self.width - EDGE, self.height - EDGE)

    def spot(self, area: Area, row: int) -> None:
        """Say that *area* shows a row of the panel's table."""
        self.spots.append(Spot(area, row))

    def foot(self, area: Area, text: str) -> Area:
        """Write a remark at the bottom of *area* and return what is left; nothing costs nothing."""
        if not text:
            return area
        size, lines = fit(readable(text), area.width, _REMARKS)
        at = area.bottom - 1.0 - (len(lines) - 1) * size * 1.35
        for place, line in enumerate(lines):
            self.text(area.left, at + place * size * 1.35, line, size=size, color=self.theme.muted)
        return Area(area.left, area.top, area.right, at - SMALL_PX * 1.5 + 1.0)

    def text(  # noqa: PLR0913 - everything but place and text has a default
        self, x: float, y: float, text: str, *,
        size: float = BODY_PX, color: str = "", bold: bool = False, ha: Side = "left",
        middle: bool = False,
    ) -> float:  # fmt: skip
        """Write *text* on the base line *y*, or with its middle there; return its width."""
        base = y + _CAP_HEIGHT * size if middle else y
        artist = Lettering(x, base, text, bold=bold, color=color or self.theme.text, ha=ha)
        artist.set_fontsize(size * self._point)
        self._add(artist)
        return width_px(text, size, bold=bold)

    def short(self, text: str, room: float, size: float = BODY_PX, *, bold: bool = False) -> str:
        """Return *text* as it is drawn literally, cut to *room* pixels."""
        return shorten(readable(text), room, size, bold=bold)

    def message(self, area: Area, text: str) -> None:
        """Say in the middle of *area* why nothing is drawn there."""
        lines = wrap(readable(text), area.width * 0.9, BODY_PX, lines=3)
        at = (area.top + area.bottom) / 2 - (len(lines) - 1) * 8
        for line in lines:
            self.text(
                (area.left + area.right) / 2, at, line, color=self.theme.muted, ha="center",
                middle=True,
            )  # fmt: skip
            at += 16

    def rules(self, segments: Sequence[tuple[float, float, float, float]], color: str) -> None:
        """Draw hair lines, each as (x1, y1, x2, y2)."""
        lines = [[(x1, y1), (x2, y2)] for x1, y1, x2, y2 in segments]
        self._add(LineCollection(lines, colors=color, linewidths=1.0 * self._point))

    def line(
        self, x: Floats, y: Floats, color: str, *, width: float = 2.0, dash: Iterable[float] = ()
    ) -> None:
        """Draw a line through points."""
        strokes = tuple(dash)
        style: tuple[float, Sequence[float]] | Literal["-"] = (0.0, strokes) if strokes else "-"
        self._add(
            Line2D(
                x, y, color=color, linewidth=width * self._point, linestyle=style,
                solid_capstyle="round", solid_joinstyle="round",
            )
        )  # fmt: skip

    def band(self, x: Floats, low: Floats, high: Floats, color: str) -> None:
        """Fill between two lines."""
        corners = np.column_stack([np.append(x, x[::-1]), np.append(low, high[::-1])])
        self._add(Polygon(corners, closed=True, facecolor=color, linewidth=0.0))

    def box(
        self, area: Area, fill: str, *, edge: str = "", dash: bool = False,
        radius: float = 2.0, above: bool = False,
    ) -> None:  # fmt: skip
        """Draw a rectangle with rounded corners, below lines or above them."""
        place, rounded = (area.left, area.top), radius > 0 and area.width > 2 * radius
        patch: Patch
        if rounded and area.height > 2 * radius:
            shape = f"round,pad=0,rounding_size={radius:g}"
            patch = FancyBboxPatch(place, area.width, area.height, boxstyle=shape)
        else:
            patch = Rectangle(place, area.width, area.height)
        patch.set_facecolor(fill)
        patch.set_edgecolor(edge or fill)
        patch.set_linewidth(self._point if edge else 0.0)
        if dash:
            patch.set_linestyle((0.0, (3.0, 2.0)))
        if above:
            patch.set_zorder(_ABOVE_LINES)
        self._add(patch)

    def marks(
        self, x: Sequence[float], y: Sequence[float], mark: DesignMark, *, size: float = 8.0,
        color: str = "",
    ) -> None:  # fmt: skip
        """Draw the marker of a design at points, ringed so that it stands off what it covers."""
        self._add(
            Line2D(
                x, y, linestyle="none", marker=mark.marker, markersize=size * self._point,
                markerfacecolor=color or mark.colour, markeredgecolor=self.theme.surface,
                markeredgewidth=self._point,
            )
        )  # fmt: skip

    def swatch(self, x: float, y: float, mark: DesignMark, *, line: bool = True) -> float:
        """Draw the key of a design with its middle on *y*; return its width."""
        if line:
            self.line(
                np.array([x, x + 20.0]), np.array([y, y]), mark.colour, dash=mark.dash, width=2.0
            )
            self.marks([x + 10.0], [y], mark, size=7.0)
            return 26.0
        self.marks([x + 4.0], [y], mark, size=8.0)
        return 14.0
