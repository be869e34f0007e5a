"""When other settings than those at the start hold on a platform, in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from models.units import HOURS_PER

if TYPE_CHECKING:
    from models.profile.design_profile import ControlProfile, DesignProfile


def changes_told(profile: DesignProfile, platform: str, fleet: str) -> str:
    """Return when the settings of a platform and fleet hold, and when others do; empty: always.

    Args:
        profile: A resolved design.
        platform: Id of the platform.
        fleet: Id of the fleet.
    """
    return " ".join(filter(None, (_planned(profile, platform), _ending(profile, platform, fleet))))


def _planned(profile: DesignProfile, platform: str) -> str:
    migration = profile.migration
    date = migration.dates.get(platform) if migration is not None else None
    if migration is None or date is None or date.real_h <= 0.0:
        return ""
    before = f"“{migration.source.title}”"
    if math.isinf(date.real_h):
        return f"Planned from {_day(date.planned_h)}, never reached: {before} holds all along."
    return f"Holds from {_day(date.real_h)} on; until then {before} does."


def _ending(profile: DesignProfile, platform: str, fleet: str) -> str:
    """Return when what holds first gives way, as exceptions end."""
    first, told = profile.phases[0].profiles[platform, fleet], []
    for phase in profile.phases[1:]:
        count = other_settings(first, phase.profiles[platform, fleet])
        if count:
            others = "another setting holds" if count == 1 else f"{count} other settings hold"
            told.append(f"From {_day(phase.start_h)} on {others}, as exceptions end.")
        first = phase.profiles[platform, fleet]
    return " ".join(told)


def other_settings(before: ControlProfile, after: ControlProfile) -> int:
    """Return how many settings have another value."""
    if before is after:
        return 0
    return sum(leaf.value != after.leaves[path].value for path, leaf in before.leaves.items())


def _day(at_h: float) -> str:
    day_h = HOURS_PER["d"]
    return f"{at_h / day_h:.3g} d" if at_h >= day_h else f"{at_h:.3g} h"
