"""Whether two scenarios are one and the same to the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario


def same_run(one: Scenario, other: Scenario) -> bool:
    """Whether two scenarios lead to the same run: all but title, notes and layout agree."""
    parts = ("organisation", "workload", "designs", "incidents", "experiment")
    return all(
        getattr(one, part) is getattr(other, part) or getattr(one, part) == getattr(other, part)
        for part in parts
    )
