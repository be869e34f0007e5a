"""How long an out-of-scope touch stays unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.metrics.definition import Number
from models.metrics.tallies.hop_counts import HOPS, hops_by_code

if TYPE_CHECKING:
    from models.compiled.governance import Controls, Row
    from models.compiled.world import FloatArray, World
    from models.metrics.definition import Outcome


def by_review_h(row: Row, limit_h: float) -> float:
    """Return the expected time to the review that finds an excess, cut at *limit_h*.

    Reviews stand on a fixed grid of which the instant of the touch is independent; each
    finds the excess with ``review_catch``, ``review_delay_h`` later.
    """
    every_h, catch = row.review_every_h, row.review_catch
    left_h = limit_h - row.review_delay_h
    if not np.isfinite(every_h) or catch <= 0.0 or left_h <= 0.0:
        return limit_h
    cycles = int(left_h // every_h)
    # In cycle k the share still unknown falls from (1 - catch)^k by catch, evenly over the cycle.
    known, spent_h = 1.0, min(row.review_delay_h, limit_h)
    for _ in range(cycles):
        spent_h += known * every_h * (1.0 - catch / 2.0)
        known *= 1.0 - catch
    rest_h = left_h - cycles * every_h
    return spent_h + known * (rest_h - catch * rest_h * rest_h / (2.0 * every_h))


def _hours(world: World, controls: Controls, captured: FloatArray) -> FloatArray:
    """Return the expected time to discovery by fleet, resource and event class, (F, R, 3)."""
    limit_h = world.follow_up_h
    place = controls.row.T[:, world.resource_platform]  # (F, R)
    rows = controls.rows
    review_h = np.array([by_review_h(row, limit_h) for row in rows])[place]
    seen = [row.sink >= 0 and np.isfinite(row.log_delay_h.mean) for row in rows]
    alarm = np.array([row.alarm if s else 0.0 for row, s in zip(rows, seen, strict=True)])[place]
    told_h = np.array([row.log_delay_h.mean + row.triage_h.mean for row in rows])[place]
    told_h = np.where(alarm > 0, told_h, limit_h)
    chance = captured * alarm[..., None]
    hours = chance * np.minimum(told_h, review_h)[..., None] + (1 - chance) * review_h[..., None]
    return np.asarray(hours, dtype=np.float64)


def reduce(outcome: Outcome) -> float:
    """Return the mean over touches of the expected time to discovery."""
    world = outcome.world
    touches = hops_by_code(outcome)[:, :, world.n_resources :]
    if touches.sum() <= 0:
        return float("nan")
    captured = outcome.records.visibility.captured.astype(np.float64)
    hours = [
        _hours(world, controls, captured[n]) for n, controls in enumerate(outcome.governance.phases)
    ]
    return float((touches * np.stack(hours)).sum() / touches.sum())


METRIC = Number(
    id="time_to_discovery",
    name="Time to discovery",
    unit="h",
    direction="lower",
    family="compromise",
    text=(
        "Expected time from an out-of-scope touch to somebody knowing of it, mean over touches: by "
        "an alarm on the captured event (visibility delay and triage work, without waiting for an "
        "analyst), otherwise by the review that catches the excess; cut at the follow-up time. "
        "Computed from the hops and the control profile, not simulated event by event."
    ),
    reduce=reduce,
    tallies=HOPS,
    limit="tau",
    rank=6,
)
