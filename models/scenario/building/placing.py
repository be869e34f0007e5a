"""Where cards stand: the layout is by ids, or by keys of cards that stand for several objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.scenario.edits import with_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.scenario.scenario import Scenario


def pinned(scenario: Scenario, standing: Mapping[str, tuple[int, int]]) -> Scenario:
    """Return the scenario in which every card has a place, so that none moves with another.

    Args:
        scenario: The scenario before.
        standing: Where cards without a place are shown, in pixels by their keys.
    """
    missing = {key: place for key, place in standing.items() if key not in scenario.layout}
    if not missing:
        return scenario
    return with_value(scenario, ("layout",), {**missing, **scenario.layout})
