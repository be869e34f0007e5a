"""What the metrics of queues share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.compiled.world import World


def teams(world: World) -> tuple[tuple[str, ...]]:
    """Return the labels of an axis of teams: teams, then the analysts of each sink."""
    return ((*(queue.id for queue in world.queues), *world.sink_ids),)
