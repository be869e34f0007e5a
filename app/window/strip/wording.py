"""Words of the strip; charts and tables have the same from `models.metrics.wording`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.tokens import design_mark
from app.window.look import appearance
from models.metrics.wording import format_difference, format_interval, format_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.window.running import Sureness
    from models.comparison import Difference, Interval
    from models.metrics.definition import Number

_SHORT = ("h", "share")
"""Units that stand beside the figures; the others stand in the tooltip."""


def unit_shown(metric: Number) -> str:
    """Return the unit in which the figures of a metric are written."""
    return metric.unit if metric.unit in _SHORT else "n"


def levels_told(
    levels: Iterable[tuple[str, float]], designs: list[str], unit: str, limit_h: float | None
) -> str:
    """Return levels as rich text, each with the mark of its design, an arrow between them.

    Args:
        levels: Ids of designs with their level.
        designs: All designs of the scenario: their order gives the marks.
        unit: As `unit_shown` says.
        limit_h: Where durations are followed no longer, hours.
    """
    theme = appearance().theme
    parts = []
    for design, value in levels:
        mark = design_mark(theme, designs.index(design) if design in designs else 0)
        amount = format_value(value, unit, limit_h)
        parts.append(f'<span style="color:{mark.colour}">{mark.glyph} {amount}</span>')
    return f'<span style="color:{theme.muted}"> → </span>'.join(parts)


def moved_told(moved: float, unit: str) -> str:
    """Return what an edit does to a level, with a sign; empty where that is not known."""
    if not math.isfinite(moved):
        return ""
    if moved == 0.0:
        return "this edit: moves nothing"
    sign = "▲" if moved > 0.0 else "▼"
    return f"this edit: {sign} {format_difference(moved, unit, signed=False)}"


def difference_words(difference: Difference, unit: str) -> str:
    """Return a paired difference with its interval, the unit said once."""
    if difference.call == "equal":
        return "equal in every replication"
    total = difference.effects["total"]
    if difference.call == "undecided":
        return _undecided(total, unit)
    return _decided(total, unit)


def preview_words(found: Interval, unit: str) -> str:
    """Return what a preview says of a difference, the unit said once."""
    if found.low <= 0.0 <= found.high and found.low < found.high:
        return _undecided(found, unit)
    return _decided(found, unit)


def _undecided(found: Interval, unit: str) -> str:
    if math.isnan(found.low):
        return "no difference shown"
    interval = format_interval(found.low, found.high, unit, difference=True)
    return f"no difference shown [{interval}]"


def _decided(found: Interval, unit: str) -> str:
    change = format_difference(found.estimate, unit)
    if math.isnan(found.low):
        return f"{change}, no interval"
    interval = format_interval(found.low, found.high, unit, difference=True)
    _, _, word = change.partition(" ")
    return f"{change} [{interval.removesuffix(word).rstrip()}]"


def sureness_words(sure: Sureness, unit: str) -> str:
    """Return how sure a difference is while a run goes on."""
    if sure.estimate is None:
        return "so far: nothing to tell"
    change = format_difference(sure.estimate, unit)
    if sure.half_width is None:
        return f"so far {change}"
    half = format_difference(sure.half_width, unit, signed=False)
    return f"so far {change} ± {half}"
