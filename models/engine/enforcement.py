"""Which declared controls are enforced: in one replication, on each platform.

What a design says is not done everywhere: a control is believed to hold in three clouds and holds
in one.  One draw for each (platform, control), keyed without any design, says where it lapses; what
holds there instead is what the platform does when nobody sees to it.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import Channel, Controls, Decision, Governance
from models.compiled.world import EVENT_CLASSES
from models.engine.exemptions import exempt
from models.engine.records import CONTROLS, Assurance
from models.engine.streams import stream

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.compiled.governance import Row
    from models.compiled.world import FloatArray, World


def _without_policy(row: Row) -> Row:
    decides = row.decision == Decision.REQUEST_TIME
    return replace(row, decision=Decision.STATIC_ROLE) if decides else row


def _without_jit(row: Row) -> Row:
    return replace(row, jit=False) if row.jit else row


def _without_rotation(row: Row) -> Row:
    rotates = row.exportable and row.rotation_h < math.inf
    return replace(row, rotation_h=math.inf) if rotates else row


def _without_push(row: Row) -> Row:
    return replace(row, channel=row.push_fallback) if row.channel == Channel.PUSH else row


def _without_reviews(row: Row) -> Row:
    reviewed = row.review_every_h < math.inf
    return replace(row, review_every_h=math.inf) if reviewed else row


def _without_log(event_class: int) -> Callable[[Row], Row]:
    def without(row: Row) -> Row:
        if not row.recorded[event_class]:
            return row
        recorded = row.recorded.copy()
        recorded[event_class] = False
        return replace(row, recorded=recorded)

    return without


LAPSES: tuple[Callable[[Row], Row], ...] = (
    _without_policy,
    _without_jit,
    _without_rotation,
    _without_push,
    _without_reviews,
    *(_without_log(event_class) for event_class in range(len(EVENT_CLASSES))),
)
"""What a profile becomes where a control of `CONTROLS` lapses: itself, if it has none."""


def enforce(world: World, governance: Governance, replication: int) -> Governance:
    """Return a design as it is in one replication: what lapses, and what new exceptions excuse."""
    drawn = _drawn(world, replication)
    phases = tuple(_enforced(controls, drawn) for controls in governance.phases)
    return exempt(world, replace(governance, phases=phases), replication, _excused)


def assure(world: World, governance: Governance, replication: int) -> Assurance:
    """Return how many controls a design declares at the start, and how many are enforced."""
    controls, drawn = governance.controls(-world.warm_up_h), _drawn(world, replication)
    shape = world.n_platforms, len(CONTROLS)
    found = Assurance(np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64))
    for platform, fleet in np.argwhere(world.uses.T).tolist():
        row = controls.at(platform, fleet)
        declared = np.array([lapse(row) is not row for lapse in LAPSES])
        found.declared[platform] += declared
        found.enforced[platform] += declared & (drawn[platform] < row.enforced)
    return found


def _drawn(world: World, replication: int) -> FloatArray:
    """Return the draw of each control on each platform, (P, controls)."""
    draws = [
        stream(world.seed, replication, "controls enforced", int(key)).random(len(CONTROLS))
        for key in world.platform_keys
    ]
    return np.array(draws).reshape(-1, len(CONTROLS))


def _enforced(controls: Controls, drawn: FloatArray) -> Controls:
    """Replace the profiles of platforms where a control that they have lapses."""
    has = np.array([[lapse(row) is not row for lapse in LAPSES] for row in controls.rows])
    share = np.array([row.enforced for row in controls.rows])[controls.row]
    lapsed = has[controls.row] & (drawn[:, None, :] >= share[:, :, None])
    if not lapsed.any():
        return controls
    rows, place = list(controls.rows), controls.row.copy()
    weak: dict[tuple[int, bytes], int] = {}
    for platform, fleet in np.argwhere(lapsed.any(axis=2)).tolist():
        missing = lapsed[platform, fleet]
        key = int(controls.row[platform, fleet]), missing.tobytes()
        if key not in weak:
            weak[key] = len(rows)
            rows.append(_weakened(controls.at(platform, fleet), missing.tolist()))
        place[platform, fleet] = weak[key]
    return replace(controls, rows=tuple(rows), row=place)


def _excused(row: Row) -> Row:
    """Return a profile as an exception leaves it: without policy, access per task, rotation, push.

    Reviews and logs go on: an exception is from a control of access, not from being looked at.
    """
    return _without_push(_without_rotation(_without_jit(_without_policy(row))))


def _weakened(row: Row, missing: list[bool]) -> Row:
    """Return a profile without some of its controls, a flag for each of `CONTROLS`."""
    for lapse, is_missing in zip(LAPSES, missing, strict=True):
        row = lapse(row) if is_missing else row
    return row
