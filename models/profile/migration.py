"""A design by plan: when each domain really changes over, and what governs it until then.

Each team works on its domains in the order of their planned dates, one after the other, at its
capacity, from the start of the plan on; a domain changes over when its work is done, yet not
before its date.  So a real date is the later of the planned one and
``start + (effort of it and of all before it) / capacity``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.units import HOURS_PER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.profile.design_profile import ControlProfile, DesignProfile
    from models.scenario.plan import Plan


@dataclass(frozen=True, slots=True)
class Date:
    """When one domain changes over.

    Attributes:
        planned_h: Planned date, hours.
        real_h: Real one; ``inf``: never.
        done: Share of its effort that is spent by the horizon, 0 to 1.
    """

    planned_h: float
    real_h: float
    done: float


@dataclass(frozen=True, slots=True)
class Migration:
    """A plan over its source.

    Attributes:
        source: Design that governs a domain before its real date.
        dates: Date of each platform that the plan names.
    """

    source: DesignProfile
    dates: Mapping[str, Date]

    def is_due(self, platform: str, at_h: float) -> bool:
        """Return whether a platform has changed over by an instant; one without a date has."""
        date = self.dates.get(platform)
        return date is None or date.real_h <= max(at_h, 0.0)


@dataclass(frozen=True, slots=True)
class Stage:
    """A span of time in which the same directories and control profiles hold.

    Attributes:
        start_h: Start in hours; ``-inf`` for the first one, which covers the warm-up.
        binding: Directory of each platform.
        profiles: Control profile of every (platform, fleet).
        exceptions: Exceptions in force.
    """

    start_h: float
    binding: Mapping[str, str]
    profiles: Mapping[tuple[str, str], ControlProfile]
    exceptions: int


def dates(plan: Plan, effort: Mapping[str, float], horizon_h: float) -> dict[str, Date]:
    """Return when each domain of a plan changes over.

    Args:
        plan: The plan.
        effort: Person-days of each platform; none where left out.
        horizon_h: End of the run, by which effort is counted.
    """
    waiting: dict[str | None, list[tuple[float, str]]] = {}
    for platform, step in plan.dated():
        waiting.setdefault(plan.team_of(step), []).append((step.at.hours, platform))
    found: dict[str, Date] = {}
    for team, domains in waiting.items():
        pace = plan.capacity.get(team) if team is not None else None
        per_h = math.inf if pace is None else pace.value.person_days / HOURS_PER["month"]
        begun_h = plan.start.hours
        for at_h, platform in sorted(domains, key=lambda each: each[0]):
            days = effort.get(platform, 0.0)
            done_h = begun_h + (0.0 if days == 0.0 else math.inf if not per_h else days / per_h)
            real_h = max(at_h, done_h)
            real_h = real_h if real_h <= plan.stop_after.hours else math.inf
            until_h = min(horizon_h, plan.stop_after.hours)
            found[platform] = Date(at_h, real_h, _share(begun_h, done_h, until_h))
            begun_h = done_h
    return {platform: found[platform] for platform, _ in plan.dated()}


def _share(from_h: float, to_h: float, until_h: float) -> float:
    """Return the share of work in [from_h, to_h] that is done by an instant."""
    if to_h <= until_h:
        return 1.0
    if until_h <= from_h or math.isinf(to_h):
        return 0.0
    return (until_h - from_h) / (to_h - from_h)


def stages(design: DesignProfile) -> tuple[Stage, ...]:
    """Return what holds by time: what a domain's source says until its date, then the design."""
    migration = design.migration
    starts = {phase.start_h for phase in design.phases}
    if migration is not None:
        starts |= {phase.start_h for phase in migration.source.phases}
        real = (date.real_h for date in migration.dates.values())
        starts |= {real_h for real_h in real if 0.0 < real_h < math.inf}
    found: list[Stage] = []
    for start_h in sorted(starts):
        stage = _stage(design, start_h)
        same = found and (stage.binding, stage.exceptions) == (
            found[-1].binding,
            found[-1].exceptions,
        )
        if not (same and _equal(stage.profiles, found[-1].profiles)):
            found.append(stage)
    return tuple(found)


def _equal(
    one: Mapping[tuple[str, str], ControlProfile], other: Mapping[tuple[str, str], ControlProfile]
) -> bool:
    return all(profile is other[pair] for pair, profile in one.items())


def _stage(design: DesignProfile, start_h: float) -> Stage:
    own, migration = design.at(start_h), design.migration
    if migration is None:
        return Stage(start_h, design.binding, own.profiles, len(own.exceptions))
    before = migration.source.at(start_h)
    due = {platform: migration.is_due(platform, start_h) for platform in design.binding}
    return Stage(
        start_h=start_h,
        binding={
            platform: directory if due[platform] else migration.source.binding[platform]
            for platform, directory in design.binding.items()
        },
        profiles={
            pair: profile if due[pair[0]] else before.profiles[pair]
            for pair, profile in own.profiles.items()
        },
        exceptions=len(own.exceptions) * any(due.values())
        + len(before.exceptions) * (not all(due.values())),
    )


def person_days_spent(design: DesignProfile) -> dict[str, float]:
    """Return the effort of each platform that is spent by the horizon."""
    dated = design.migration.dates if design.migration is not None else {}
    return {
        platform: days * (dated[platform].done if platform in dated else 1.0)
        for platform, days in design.integration_person_days.items()
    }
