"""What makes two cells the same: the content that can change a result, and nothing else."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from models.engine.version import ENGINE_VERSION
from models.metrics import definitions_digest

if TYPE_CHECKING:
    from models.experiments.executors import Task
    from models.scenario.scenario import Scenario

FOR_PEOPLE = frozenset({"title", "notes", "note", "source", "purpose", "reason"})
"""Keys of a scenario that change no result."""


def content_of(tree: object) -> object:
    """Return a scenario's part without what is only for people."""
    if isinstance(tree, dict):
        return {k: content_of(v) for k, v in tree.items() if k not in FOR_PEOPLE}
    if isinstance(tree, list | tuple):
        return [content_of(each) for each in tree]
    return tree


def scenario_key(scenario: Scenario, baseline: str) -> str:
    """Return the SHA-256 of all that cells of this scenario share.

    Args:
        scenario: The scenario.
        baseline: Digest of the as-found design, from which stocks are inherited.
    """
    whole = scenario.model_dump(mode="json", by_alias=True)
    experiment = scenario.experiment
    shared = {
        "organisation": content_of(whole["organisation"]),
        "workload": content_of(whole["workload"]),
        "incidents": content_of(whole.get("incidents", {})),
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
