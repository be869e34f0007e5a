"""Opening hours of a team: `Mon-Fri 09-17`, or `always`.

Time 0 is a Monday at 00:00, so an hour of the week is ``time_h % 168``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Self

from models.units.quantity import Quantity, refuse

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HOURS = re.compile(
    r"^\s*(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:\s*-\s*(Mon|Tue|Wed|Thu|Fri|Sat|Sun))?\s+"
    r"([01]?[0-9]|2[0-4])\s*-\s*([01]?[0-9]|2[0-4])\s*$"
)


@dataclass(frozen=True, slots=True)
class OpeningHours(Quantity):
    """When a team works; ``number`` is the open hours a week.

    Attributes:
        first_day: First open day, Monday is 0.
        last_day: Last open day, at least ``first_day``.
        open_h: Hour of the day at which work starts.
        close_h: Hour of the day at which it ends, above ``open_h``.
    """

    first_day: int = 0
    last_day: int = 6
    open_h: int = 0
    close_h: int = 24

    expected: ClassVar[str] = "opening hours such as `Mon-Fri 09-17` or `always`"
    advice: ClassVar[str] = "give a day or a range of days, then hours from 0 to 24"
    pattern: ClassVar[str] = r"^(always|[A-Z][a-z]{2}(-[A-Z][a-z]{2})? [0-9]{1,2}-[0-9]{1,2})$"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``Mon-Fri 09-17`` or ``always``."""
        if text.strip() == "always":
            return cls(168.0, "always")
        match = _HOURS.match(text)
        if match is None:
            raise refuse(cls.expected, text, cls.advice)
        first = DAYS.index(match[1])
        last = DAYS.index(match[2]) if match[2] else first
        opening, closing = int(match[3]), int(match[4])
        if last < first or closing <= opening:
            raise refuse("a range that runs forwards", text, cls.advice)
        week_h = float((last - first + 1) * (closing - opening))
        return cls(week_h, text, first, last, opening, closing)

    @property
    def week_h(self) -> float:
        """Open hours a week, above 0 and at most 168."""
        return self.number
