"""Small organisations in the corners that closed forms know."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from models.compiled.governance import Behaviour, Governance
from models.compiled.sampler import Sampler
from tests.models.engine.conftest import build_governance, build_row, build_world, constant

if TYPE_CHECKING:
    from models.compiled.world import World

DAY_H = 24.0


def lognormal(mean: float, cv: float) -> Sampler:
    variance = math.log1p(cv * cv)
    return Sampler("lognormal", math.log(mean) - variance / 2, math.sqrt(variance), mean)


def one_platform(
    agents: int,
    *,
    world: dict[str, Any] | None = None,
    **row: Any,  # noqa: ANN401 - any attribute
) -> tuple[World, Governance]:
    """Return an organisation of one fleet on one platform, nobody of whom has a task."""
    quiet: dict[str, Any] = {"tasks_per_h": 1e-9, "novelty": 0.0, "resources_per_platform": 1}
    found = build_world(platforms=1, agents=(agents,), **(quiet | (world or {})))
    return found, build_governance(found, build_row(**row))


def stored_key(agents: int, **row: Any) -> tuple[World, Governance]:  # noqa: ANN401 - any attribute
    """Return the same with a key of one copy for each agent."""
    key: dict[str, Any] = {
        "credential": "static_key",
        "behaviour": Behaviour.STORED,
        "minted": False,
        "exportable": True,
        "copies": constant(1.0),
    }
    return one_platform(agents, **(key | row))
