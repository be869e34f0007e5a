"""What makes two cells the same: the content that can change a result, and nothing else."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from models.engine.version import ENGINE_VERSION
from models.metrics import definitions_digest
from models.scenario.base import Described, Model, Valued
from models.scenario.workload import Fleet
from models.units import Quantity

if TYPE_CHECKING:
    from models.experiments.dispatch import Task
    from models.scenario.scenario import Scenario

FOR_PEOPLE: tuple[tuple[type[Model], frozenset[str]], ...] = (
    (Described, frozenset({"title", "notes"})),
    (Fleet, frozenset({"purpose"})),
)
"""Fields of parts of a scenario that change no result."""


def content_of(part: object) -> object:
    """Return a part of a scenario without what is only for people.

    Fields go by the kind of their part: an order's `reason` is content, and so is a resource
    whose id is `source`.
    """
    match part:
        case Valued():
            return content_of(part.value)
        case Model():
            dropped = {
                name for kind, names in FOR_PEOPLE if isinstance(part, kind) for name in names
            }
            fields = (name for name in type(part).model_fields if name not in dropped)
            return {name: content_of(getattr(part, name)) for name in fields}
        case Quantity():
            return [repr(part.number), str(part)]
        case dict():
            return {key: content_of(each) for key, each in part.items()}
        case list() | tuple():
            return [content_of(each) for each in part]
        case _:
            return part


def scenario_key(scenario: Scenario, baseline: str) -> str:
    """Return the SHA-256 of all that cells of this scenario share.

    Args:
        scenario: The scenario.
        baseline: Digest of the as-found design, from which stocks are inherited.
    """
    experiment = scenario.experiment
    shared = {
        "organisation": content_of(scenario.organisation),
        "workload": content_of(scenario.workload),
        "incidents": content_of(scenario.incidents),
        "horizon_h": experiment.horizon.hours,
        "warm_up_h": experiment.warm_up.hours,
        "follow_up_h": experiment.follow_up.hours,
        "start": experiment.start,
        "seed": experiment.seed,
        "inherited": baseline,
        "engine": ENGINE_VERSION,
        "metrics": definitions_digest(),
        "numpy": np.__version__,
    }
    return _sha256(shared)


def cell_key(shared: str, task: Task) -> str:
    """Return the key under which a cell is stored."""
    return _sha256({"shared": shared, "design": task.design, "replication": task.replication})


def _sha256(content: dict[str, Any]) -> str:
    text = json.dumps(content, sort_keys=False, separators=(",", ":"), allow_nan=True)
    return hashlib.sha256(text.encode()).hexdigest()
