"""Keys: which mark or colour stands for what, in one or two lines above a plot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.charts.lettering import readable, width_px
from app.charts.sheet import SMALL_PX, Area

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.charts.looks import Look
    from app.charts.sheet import Sheet

_LINE_PX = 15.0
_SIGN_PX = 13.0
_GAP_PX = 14.0


def design_key(sheet: Sheet, area: Area, looks: Sequence[Look]) -> Area:
    """Write marker and name of each design; return what is left below."""

    def sign(index: int, x: float, y: float) -> None:
        sheet.marks([x + 4.0], [y], looks[index].mark, size=7.5)

    colours = [look.mark.colour for look in looks]
    return _key(sheet, area, [look.title for look in looks], colours, sign)


def colour_key(sheet: Sheet, area: Area, names: Sequence[str], colours: Sequence[str]) -> Area:
    """Write a square and a name for each colour; return what is left below."""

    def sign(index: int, x: float, y: float) -> None:
        sheet.box(Area(x, y - 4.5, x + 9.0, y + 4.5), colours[index])

    return _key(sheet, area, names, [sheet.theme.muted] * len(names), sign)


def _key(
    sheet: Sheet, area: Area, names: Sequence[str], colours: Sequence[str],
    sign: Callable[[int, float, float], None],
) -> Area:  # fmt: skip
    """Lay entries out in as many lines as they need."""
    x, y = area.left, area.top + _LINE_PX / 2 + 2.0
    for index, name in enumerate(names):
        text = sheet.short(readable(name), area.width - _SIGN_PX, SMALL_PX)
        wide = _SIGN_PX + width_px(text, SMALL_PX)
        if x > area.left and x + wide > area.right:
            x, y = area.left, y + _LINE_PX
        sign(index, x, y)
        sheet.text(x + _SIGN_PX, y, text, size=SMALL_PX, color=colours[index], middle=True)
        x += wide + _GAP_PX
    return Area(area.left, y + _LINE_PX / 2 + 2.0, area.right, area.bottom)
