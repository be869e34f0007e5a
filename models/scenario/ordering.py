"""Where order means something, what it means, and how a part is moved before or behind another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.scenario.edits import value_at, with_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.scenario.scenario import Scenario

_ANY = "*"
_WINS = "A later one wins over an earlier one."
_MEANINGS: Mapping[tuple[str, ...], str] = {
    ("designs",): "Tables and charts show designs in this order, each with its colour.",
    ("designs", _ANY, "rules"): _WINS,
    ("designs", _ANY, "exceptions"): _WINS,
    ("designs", _ANY, "plan", "steps"): "A team works on its steps in this order.",
    ("designs", _ANY, "plan", "steps", _ANY, "platforms"): "They are worked on in this order.",
    ("designs", _ANY, "plan", "capacity"): "A step without a team is the first one's work.",
    ("experiment", "headline"): "Figures are shown in this order.",
    ("experiment", "compare"): "Designs are compared with the baseline in this order.",
    ("experiment", "vary"): "A table of a sweep has its columns in this order.",
}
"""What the order of a mapping or a list means, by its path; ``*`` stands for any id."""


def order_of(path: tuple[str, ...]) -> str:
    """Return what the order of the mapping or list at a path means; empty: nothing."""
    for keys, meaning in _MEANINGS.items():
        if len(keys) == len(path) and all(
            key in (_ANY, one) for key, one in zip(keys, path, strict=True)
        ):
            return meaning
    return ""


def moved(scenario: Scenario, path: tuple[str, ...], by: int) -> Scenario:
    """Return the scenario with a part of a mapping further behind, or before others.

    At either end it stays, and so does the scenario.

    Args:
        scenario: The scenario before.
        path: Path of the part, whose last key is its id.
        by: How many places later; negative: earlier.

    Raises:
        KeyError: Nothing stands there, or its order means nothing.
    """
    if not order_of(path[:-1]):
        raise KeyError(".".join(path))
    mapping = value_at(scenario, path[:-1])
    keys = list(mapping)
    if path[-1] not in keys:
        raise KeyError(".".join(path))
    at = keys.index(path[-1])
    to = min(max(at + by, 0), len(keys) - 1)
    if to == at:
        return scenario
    keys.insert(to, keys.pop(at))
    return with_value(scenario, path[:-1], {key: mapping[key] for key in keys})
