"""Charts as drawings inside the page, in the colours of whoever reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from app.charts import figure_for, finding_of, panel_of, panels_of, svg_text

if TYPE_CHECKING:
    from app.charts import Names
    from models.comparison import Comparison

SIZE_PX = (460, 350)
_COLOUR = re.compile(r"(?<=: )#[0-9a-f]{6}\b")
_ID = re.compile(r'\bid="([^"]+)"')
_LINK = re.compile(r'((?:xlink:)?href="#|url\(#)([^")]+)')
_UNWANTED = re.compile(r"<metadata>.*?</metadata>|<style[^>]*>.*?</style>|<!--.*?-->", re.DOTALL)
_PATH = re.compile(r'\bd="[^"]*"')
_DECIMALS = re.compile(r"(\d+\.\d{2})\d+")


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart of the report.

    Attributes:
        id: Id of the panel.
        name: Its name.
        finding: Its title.
        text: Its definition.
        svg: The drawing; colours are variables of the style sheet.
    """

    id: str
    name: str
    finding: str
    text: str
    svg: Markup


class Colours:
    """Pairs of a light and a dark colour, as variables of the style sheet."""

    def __init__(self) -> None:
        """Know no colour yet."""
        self._names: dict[tuple[str, str], str] = {}

    def name(self, light: str, dark: str) -> str:
        """Return the variable for a colour that is *light* on white and *dark* on black."""
        return self._names.setdefault((light, dark), f"--c{len(self._names)}")

    def rules(self, *, dark: bool) -> str:
        """Return the declarations of all variables."""
        return "".join(f"{name}:{pair[int(dark)]};" for pair, name in self._names.items())


def pictures_of(comparison: Comparison, names: Names) -> tuple[list[Picture], Colours]:
    """Return every chart of a comparison, and the colours that they use."""
    colours = Colours()
    pictures = []
    for panel_id in panels_of(comparison):
        panel = panel_of(panel_id)
        finding = finding_of(panel_id, comparison, names)
        light, dark = (
            svg_text(figure_for(panel_id, comparison, look, SIZE_PX, names=names))
            for look in ("light", "dark")
        )
        drawing = _embedded(_two_coloured(light, dark, colours), panel_id, finding)
        pictures.append(Picture(panel_id, panel.name, finding, panel.text, drawing))
    return pictures, colours


def _two_coloured(light: str, dark: str, colours: Colours) -> str:
    """Return the light drawing with a variable for each colour that the dark one has otherwise.

    Both are the same drawing but for their colours, which come in the same order.
    """
    pairs = zip(_COLOUR.findall(light), _COLOUR.findall(dark), strict=True)
    names = (f"var({colours.name(one, other)})" for one, other in pairs)
    return _COLOUR.sub(lambda _found: next(names), light)


def _embedded(drawing: str, prefix: str, title: str) -> Markup:
    """Return a drawing to stand in a page beside others: own ids, no size of its own, a title."""
    body = _UNWANTED.sub("", drawing[drawing.index("<svg") :])
    body = _ID.sub(lambda found: f'id="{prefix}-{found[1]}"', body)
    body = _LINK.sub(lambda found: f"{found[1]}{prefix}-{found[2]}", body)
    body = _PATH.sub(lambda found: _DECIMALS.sub(r"\1", found[0]), body)
    head, rest = body.split(">", 1)
    head = re.sub(r' (width|height|version|xmlns(:xlink)?)="[^"]*"', "", head)
    head = head.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg" role="img"', 1)
    rest = rest.replace("xlink:href", "href")
    return Markup(f"{head}><title>{escape(title)}</title>{rest}")  # noqa: S704 - escaped above
