"""What a design records of a hop, and who can see it (M9).

Drawn once per replication.  The capture probability takes one draw per platform, each
(tool, event class) and each correlation key one draw per resource; designs share them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import Subject
from models.compiled.world import EVENT_CLASSES, FloatArray
from models.engine.records import Visibility
from models.engine.streams import stream

if TYPE_CHECKING:
    from models.compiled.governance import Controls, Governance, Row
    from models.compiled.world import World

SEEN_AFTER_H = 24.0
"""An event counts as visible if it can be seen, and is still kept, this long after the hop."""


def observe(world: World, governance: Governance, replication: int) -> Visibility:
    """Return what every phase of a design records, for one replication."""
    parts = [_of_phase(world, governance, n, replication) for n in range(len(governance.phases))]
    return Visibility(
        captured=np.stack([part.captured for part in parts]),
        keyed=np.stack([part.keyed for part in parts]),
        dedicated=np.stack([part.dedicated for part in parts]),
        account=np.stack([part.account for part in parts]),
        sink=np.stack([part.sink for part in parts]),
        delay_h=np.stack([part.delay_h for part in parts]),
        visible=np.stack([part.visible for part in parts]),
    )


def _of_phase(world: World, governance: Governance, phase: int, replication: int) -> Visibility:
    controls = governance.phases[phase]
    rows = controls.rows
    row_of = controls.row.T  # (F, P)
    per_tool = controls.row.T[:, world.resource_platform]  # (F, R)
    capture = _capture_probability(world, controls, replication)  # (K, P)
    tool, joined = _tool_draws(world, replication)
    recorded = np.stack([row.recorded for row in rows])  # (K, C)
    threshold = capture[per_tool, world.resource_platform[None, :]]  # (F, R)
    subject = np.array([row.subject for row in rows], dtype=np.int64)[row_of]
    delay = np.array([row.log_delay_h.mean for row in rows])
    kept = np.array([_seen_a_day_after(row) for row in rows])
    return Visibility(
        captured=recorded[per_tool] & (tool[None] < threshold[:, :, None]),
        keyed=joined[None] < np.array([row.correlated for row in rows])[per_tool],
        dedicated=subject == Subject.AGENT,
        account=subject * len(governance.directory_ids) + controls.directory_of[None, :],
        sink=np.array([row.sink for row in rows], dtype=np.int64)[row_of],
        delay_h=delay[row_of],
        visible=kept[row_of],
    )


def _capture_probability(world: World, controls: Controls, replication: int) -> FloatArray:
    """Return the share of kinds of events that each row captures where it is in use, (K, P)."""
    found = np.zeros((len(controls.rows), world.n_platforms))
    for p, key in enumerate(world.platform_keys.tolist()):
        for k in np.unique(controls.row[p]).tolist():
            generator = stream(world.seed, replication, "capture probability", key)
            row = controls.rows[k]
            found[k, p] = min(1.0, row.captured.draw_one(generator) + row.captured_more)
    return found


def _tool_draws(world: World, replication: int) -> tuple[FloatArray, FloatArray]:
    """Return uniforms by (resource, event class), (R, C), and by resource, (R,)."""
    draws = [
        stream(world.seed, replication, "captured kinds of events", int(key)).random(
            len(EVENT_CLASSES) + 1
        )
        for key in world.resource_keys
    ]
    table = np.array(draws).reshape(-1, len(EVENT_CLASSES) + 1)
    return table[:, :-1], table[:, -1]


def _seen_a_day_after(row: Row) -> bool:
    """Say whether a sink shows the event a day later, and still keeps it."""
    return row.sink >= 0 and row.log_delay_h.mean <= SEEN_AFTER_H <= row.retention_h
