"""From values to pixels, and which values an axis names."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.charts.lettering import width_px
from app.charts.sheet import SMALL_PX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.charts.looks import Floats
    from app.charts.sheet import Area, Sheet

Tick = tuple[float, str]

_TIMES: tuple[Tick, ...] = (
    (1 / 3600, "1 s"), (1 / 360, "10 s"), (1 / 60, "1 min"), (1 / 6, "10 min"), (1.0, "1 h"),
    (6.0, "6 h"), (24.0, "1 d"), (168.0, "7 d"), (720.0, "30 d"), (2160.0, "90 d"),
    (4320.0, "180 d"), (8760.0, "1 y"), (43_800.0, "5 y"), (262_800.0, "30 y"),
)  # fmt: skip
_GAP_PX = 10.0


@dataclass(frozen=True, slots=True)
class Linear:
    """Even in the value.

    Attributes:
        low: Value at *start*.
        high: Value at *end*.
        start: Pixel of *low*.
        end: Pixel of *high*.
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: Floats) -> Floats:
        """Return pixels of values, kept within the axis."""
        share = (value - self.low) / (self.high - self.low)
        place = self.start + np.clip(share, 0.0, 1.0) * (self.end - self.start)
        return np.asarray(place, dtype=np.float64)

    def at(self, value: float) -> float:
        """Return the pixel of one value."""
        return float(self(np.asarray([value]))[0])


@dataclass(frozen=True, slots=True)
class LogTime:
    """Even in the logarithm of hours, with a place for 0 before the first time.

    Attributes:
        first_h: First time above 0.
        last_h: Last time.
        start: Pixel of 0.
        end: Pixel of *last_h*.
        gutter: Pixels between 0 and *first_h*.
    """

    first_h: float
    last_h: float
    start: float
    end: float
    gutter: float = 14.0

    def __call__(self, hours: Floats) -> Floats:
        """Return pixels of times, kept within the axis."""
        span = math.log(self.last_h / self.first_h)
        kept = np.clip(hours, self.first_h, self.last_h)
        begin = self.start + self.gutter
        place = begin + np.log(kept / self.first_h) / span * (self.end - begin)
        return np.asarray(np.where(hours < self.first_h, self.start, place), dtype=np.float64)

    def at(self, hours: float) -> float:
        """Return the pixel of one time."""
        return float(self(np.asarray([hours]))[0])

    def ticks(self) -> list[Tick]:
        """Return times with their names, those that matter most first."""
        inside = [t for t in _TIMES if self.first_h * 0.999 <= t[0] <= self.last_h * 1.001]
        main = [t for t in inside if t[1] in ("1 min", "1 h", "1 d", "30 d")]
        rest = [t for t in inside if t not in main]
        return [(0.0, "0"), *inside[-1:], *main, *rest]


def log_time(hours: Floats, start: float, end: float) -> LogTime:
    """Return an axis for the times of a curve, whatever they are."""
    known = hours[np.isfinite(hours) & (hours > 0)]
    first = float(known.min()) if len(known) else 1 / 60
    last = float(known.max()) if len(known) else 24.0
    return LogTime(first, max(last, first * 60.0), start, end)


def round_ticks(low: float, high: float, wanted: int) -> list[float]:
    """Return round values from *low* to *high*, about *wanted* of them."""
    span = high - low
    if not (math.isfinite(span) and span > 0):
        return [low]
    raw = span / max(1, wanted)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(f * power for f in (1.0, 2.0, 2.5, 5.0, 10.0) if f * power >= raw * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [index * step for index in range(first, math.floor(high / step + 1e-9) + 1)]


def bottom_labels(
    sheet: Sheet,
    area: Area,
    ticks: Iterable[Tick],
    place: Callable[[float], float],
    *,
    spill: float = 8.0,
) -> list[float]:
    """Name ticks below *area* as far as there is room, the first ones first; return their pixels.

    Args:
        sheet: Where to write.
        area: Labels are kept between its edges.
        ticks: Values and names, in order of weight.
        place: From a value to its pixel.
        spill: How far names may reach beyond the edges.
    """
    taken: list[tuple[float, float]] = []
    shown = []
    for value, name in ticks:
        half = width_px(name, SMALL_PX) / 2
        at = place(value)
        middle = min(max(at, area.left + half - spill), area.right - half + spill)
        if any(middle - half < right and middle + half > left for left, right in taken):
            continue
        taken.append((middle - half - _GAP_PX, middle + half + _GAP_PX))
        shown.append(at)
        sheet.text(
            middle, area.bottom + SMALL_PX * 1.35, name, size=SMALL_PX, color=sheet.theme.muted,
            ha="center",
        )  # fmt: skip
    return shown


def spread(wanted: list[float], heights: list[float], low: float, high: float) -> list[float]:
    """Return tops of labels that overlap nowhere, each as near to its wanted middle as it goes.

    Args:
        wanted: Wanted middle of each label.
        heights: Height of each, gaps included.
        low: Upper end of the room.
        high: Lower end of the room.
    """
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    tops = [0.0] * len(wanted)
    floor = low
    for index in order:
        tops[index] = max(floor, wanted[index] - heights[index] / 2)
        floor = tops[index] + heights[index]
    ceiling = high
    for index in reversed(order):
        tops[index] = min(tops[index], ceiling - heights[index])
        ceiling = tops[index]
    return tops
