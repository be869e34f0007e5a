"""How a design is told apart: by colour, marker and dash together, never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.tokens.theme import Theme

_MARKERS = (("o", "●"), ("s", "■"), ("^", "▲"), ("D", "◆"), ("P", "✚"))
_DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (6.0, 2.0),
    (2.0, 2.0),
    (6.0, 2.0, 2.0, 2.0),
    (10.0, 3.0),
)


@dataclass(frozen=True, slots=True)
class DesignMark:
    """The looks of one design in charts, cards and switcher.

    Attributes:
        colour: As ``#RRGGBB``.
        marker: Marker code as matplotlib knows it.
        glyph: The same marker as a character.
        dash: Lengths of strokes and gaps in line widths; empty is solid.
    """

    colour: str
    marker: str
    glyph: str
    dash: tuple[float, ...]


FAR_GLYPH = "✖"
"""Of a single replication that is far from the others; no design has it."""


def far_mark(theme: Theme) -> DesignMark:
    """Return the mark of a single replication that is far from the others."""
    return DesignMark(theme.warn, "X", FAR_GLYPH, ())


def design_mark(theme: Theme, index: int) -> DesignMark:
    """Return the looks of the design at *index* in the order of the scenario file.

    From the sixth design on colours and markers start again with the next dash.
    """
    count = len(theme.designs)
    marker, glyph = _MARKERS[index % len(_MARKERS)]
    shift = index // count
    dash = _DASHES[(index + shift) % len(_DASHES)]
    return DesignMark(theme.designs[index % count], marker, glyph, dash)
