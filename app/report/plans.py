"""Plans: when each domain changes over, as planned and really."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.report.naming import Titles
    from models.profile import DesignProfile

_DAY_H = 24.0


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One domain of one plan.

    Attributes:
        design: Name of the design.
        before: Name of the design that governs the domain until then.
        platform: Its name.
        planned: Planned date, in days from the start of the run.
        real: Date at which its work is done; ``never`` where the project ends before.
        done: Share of its effort that is spent by the end of the run.
        person_days: Effort that it takes.
    """

    design: str
    before: str
    platform: str
    planned: str
    real: str
    done: str
    person_days: str


def plan_rows(profiles: Sequence[DesignProfile], titles: Titles) -> list[PlanRow]:
    """Return every domain of every design that takes effect by a plan, in the plan's order."""
    return [
        PlanRow(
            design=profile.title or profile.design_id,
            before=profile.migration.source.title or profile.migration.source.design_id,
            platform=titles(platform),
            planned=_day(date.planned_h),
            real=_day(date.real_h),
            done=f"{date.done:.0%}",
            person_days=f"{profile.integration_person_days.get(platform, 0.0):g}",
        )
        for profile in profiles
        if profile.migration is not None
        for platform, date in profile.migration.dates.items()
    ]


def _day(at_h: float) -> str:
    return "never" if math.isinf(at_h) else f"day {at_h / _DAY_H:.0f}"
