"""Why an edit of a design moves nothing, where it does not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from models.profile import other_settings, stages
from models.scenario.objects import ObjectRef, title_of

if TYPE_CHECKING:
    from models.experiments.previews.reading import Sides
    from models.experiments.previews.result import MetricPreview
    from models.profile import DesignProfile
    from models.scenario.scenario import Scenario


def still_told(sides: Sides, metrics: tuple[MetricPreview, ...]) -> str:
    """Return why an edit of designs moves no headline metric; empty: it does, or is none.

    Args:
        sides: The sample before and after the edit.
        metrics: What was read of them.
    """
    if sides.full is None or sides.before is None:
        return ""
    before, after = sides.full.scenario, sides.scenario
    edited = _edited(before, after)
    moves = [reading.moved for one in metrics if one.headline for reading in one.readings]
    is_moved = any(by for by in moves if not math.isnan(by))  # what is not known says nothing
    if not edited or is_moved:
        return ""
    was, now = dict(sides.before.plan.declared), dict(sides.after.plan.declared)
    names = " and ".join(f"“{title_of(after, ObjectRef('design', key))}”" for key in edited)
    if not any(_rests_on(after, key, edited) for key in now):
        return f"{names}: not among the designs that are compared, so nothing moves."
    if sides.unchanged >= set(now):
        return (
            f"{names}: every setting resolves as before. Where it was changed, a rule or an "
            "exception says otherwise, or no platform takes it."
        )
    changed, pairs = _counts([(was[key], now[key]) for key in now if key in was])
    if not changed:
        return f"{names}: settings hold as before, and no headline metric moves in this sample."
    return (
        f"{names}: other settings hold on {changed} of {pairs} pairs of platform and fleet, but no "
        "headline metric moves in this sample: something else limits them there."
    )


def _edited(before: Scenario, after: Scenario) -> list[str]:
    """Return the designs that were edited, where nothing else was."""
    if before.model_copy(update={"designs": after.designs}) != after:
        return []
    return [key for key, one in after.designs.items() if before.designs.get(key, one) != one]


def _rests_on(scenario: Scenario, design: str, edited: list[str]) -> bool:
    """Whether a design is one of those edited, or extends one."""
    seen: set[str] = set()
    while design and design not in seen:
        if design in edited:
            return True
        seen.add(design)
        design = scenario.designs[design].extends or ""
    return False


def _counts(sides: list[tuple[DesignProfile, DesignProfile]]) -> tuple[int, int]:
    """Return on how many pairs of platform and fleet something else holds at any time, of all."""
    changed: set[tuple[int, str, str]] = set()
    compared: dict[tuple[int, int], bool] = {}  # fleets that are governed alike share a profile
    for at, (was, now) in enumerate(sides):
        old, new = stages(was), stages(now)
        for start_h in {stage.start_h for stage in (*old, *new)}:
            before, after = (
                next(stage for stage in reversed(each) if stage.start_h <= start_h)
                for each in (old, new)
            )
            for (platform, fleet), one in after.profiles.items():
                other = before.profiles[platform, fleet]
                key = id(other), id(one)
                if key not in compared:
                    compared[key] = bool(other_settings(other, one))
                if compared[key] or before.binding[platform] != after.binding[platform]:
                    changed.add((at, platform, fleet))
    return len(changed), sum(len(now.phases[0].profiles) for _, now in sides)
