"""Numbers with units as people read them; one place for charts, tables, report and verdict."""

from __future__ import annotations

import math

UNDEFINED = "–"
"""Shown where a number is not defined."""

NEVER = "never"
"""Shown for a time that has no end."""

_DURATIONS = (
    (8760.0 * 3, 8760.0, "y"),
    (48.0, 24.0, "d"),
    (1.0, 1.0, "h"),
    (1 / 60, 1 / 60, "min"),
    (1 / 3600, 1 / 3600, "s"),
    (0.0, 1 / 3_600_000, "ms"),
)
"""From how many hours on a unit is used, its length in hours, its name."""

_SIGNIFICANT = 3


def axis_scale(unit: str, largest: float) -> tuple[float, str]:
    """Return what to divide numbers by, and the name of the unit they then have.

    Args:
        unit: Unit of a metric, such as ``h`` or ``share``.
        largest: Largest magnitude that is shown; hours become minutes or days to suit it.

    Returns:
        Divisor above 0 and label; the label of a bare count is empty.
    """
    if unit == "h":
        size = abs(largest) if math.isfinite(largest) else 2160.0
        if size == 0:
            return 1.0, "h"
        # A hair below a threshold it would be shown as the threshold itself.
        return next((length, name) for at, length, name in _DURATIONS if size * 1.0005 >= at)
    if unit == "share":
        return 0.01, "%"
    return 1.0, "" if unit == "n" else unit


def format_number(value: float, decimals: int | None = None) -> str:
    """Return a number with three significant digits, or as many decimals as asked for."""
    if math.isnan(value):
        return UNDEFINED
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    places = _decimals(value, _SIGNIFICANT) if decimals is None else decimals
    text = f"{value:,.{places}f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if not text.strip("-0."):
        text = text.lstrip("-")
    return text.replace("-", "−")


def _decimals(value: float, significant: int) -> int:
    """Return how many decimals show that many significant digits, 0 to 9."""
    if value == 0 or not math.isfinite(value):
        return 0
    return min(9, max(0, significant - 1 - math.floor(math.log10(abs(value) * 1.0005))))


def format_value(value: float, unit: str, limit_h: float | None = None) -> str:
    """Return a number with its unit: ``47 d``, ``36 %``, ``212 per 30 d``.

    Args:
        value: In the metric's unit; ``nan``: not defined, ``inf``: has no end.
        unit: Unit of the metric.
        limit_h: Where durations are followed no longer, hours: told as ``> 90 d``.
    """
    if math.isnan(value):
        return UNDEFINED
    if math.isinf(value):
        return NEVER if limit_h is None else f"> {format_value(limit_h, unit)}"
    scale, label = axis_scale(unit, value)
    return _with_unit(format_number(value / scale), label)


def format_change(before: float, after: float, unit: str, limit_h: float | None = None) -> str:
    """Return two levels, the unit once where they share it: ``47 d to 21 h``, ``12 to 36 %``."""
    first, second = format_value(before, unit, limit_h), format_value(after, unit, limit_h)
    number, label = first.split(" ", 1) if " " in first else (first, "")
    shared = label and not number.startswith(">") and second.endswith(f" {label}")
    return f"{number if shared else first} to {second}"


def format_difference(value: float, unit: str, *, signed: bool = True) -> str:
    """Return a difference with its unit; of shares in percentage points: ``−24 points``."""
    if math.isnan(value):
        return UNDEFINED
    scale, label = axis_scale(unit, value)
    size = value if signed else abs(value)
    text = format_number(size / scale)
    plus = "+" if signed and value > 0 else ""
    return plus + _with_unit(text, "points" if unit == "share" else label)


def format_interval(low: float, high: float, unit: str, *, difference: bool = False) -> str:
    """Return both ends in one unit: ``44 to 48 d``; of differences of shares in points."""
    if math.isnan(low) or math.isnan(high):
        return UNDEFINED
    finite = [abs(end) for end in (low, high) if math.isfinite(end)]
    scale, label = axis_scale(unit, max(finite, default=math.inf))
    if unit == "share" and difference:
        label = "points"
    ends = (low / scale, high / scale)
    width = ends[1] - ends[0]
    whole = width if math.isfinite(width) and width > 0 else max(map(abs, ends))
    places = max(_decimals(whole, 2), 0)
    # An end that would be shown as 0 although it is not takes one more digit.
    while places < 9 and any(e != 0 and f"{abs(e):.{places}f}".strip("0.") == "" for e in ends):
        places += 1
    # Zeros that both ends would carry are left out.
    finite = [end for end in ends if math.isfinite(end)]
    while places > 0 and all(f"{end:.{places}f}".endswith("0") for end in finite):
        places -= 1
    texts = [format_number(end, places if math.isfinite(end) else None) for end in ends]
    return _with_unit(f"{texts[0]} to {texts[1]}", label)


def format_estimate(
    estimate: float, low: float, high: float, unit: str, *, difference: bool = False
) -> str:
    """Return an estimate with its interval, in one unit: ``−54.0 [−57.5 to −50.5] d``.

    The estimate has no more decimals than the interval can bear.
    """
    ends = format_interval(low, high, unit, difference=difference)
    one = format_difference if difference else format_value
    if not all(map(math.isfinite, (estimate, low, high))):
        return f"{one(estimate, unit)} [{ends}]"
    scale, label = axis_scale(unit, max(abs(low), abs(high)))
    label = "points" if unit == "share" and difference else label
    ends = ends.removesuffix(f" {label}") if label else ends
    told = max(len(end.partition(".")[2]) for end in ends.split(" to "))
    number = format_number(estimate / scale, min(told, _decimals(estimate / scale, _SIGNIFICANT)))
    plus = "+" if difference and estimate > 0 and number.strip("0.") else ""
    return _with_unit(f"{plus}{number} [{ends}]", label)


def format_ratio(ratio: float) -> str:
    """Return a ratio of means as a factor: ``0.41 times``."""
    return UNDEFINED if math.isnan(ratio) else f"{format_number(ratio)} times"


def _with_unit(text: str, label: str) -> str:
    return f"{text} {label}" if label else text
