"""The objects of a scenario: which kinds there are, where they stand, how one is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.scenario.base import Model
    from models.scenario.scenario import Scenario

COLLECTIONS: Mapping[str, tuple[str, ...]] = {
    "directory": ("organisation", "directories"),
    "platform": ("organisation", "platforms"),
    "fleet": ("workload", "fleets"),
    "vault": ("organisation", "vaults"),
    "log_sink": ("organisation", "log_sinks"),
    "resource": ("organisation", "resources"),
    "trust_edge": ("organisation", "trust_edges"),
    "team": ("organisation", "teams"),
    "design": ("designs",),
    "incident": ("incidents",),
}
"""Where the objects of each kind stand, in the order in which people think of them."""

OF_DESIGNS: Mapping[str, str] = {"rule": "rules", "exception": "exceptions"}
"""Kinds of object that each design has for itself, and the key of their mapping."""

KINDS = (*COLLECTIONS, *OF_DESIGNS)
"""Every kind of object that can be added and taken away."""

WITH_CARDS = ("directory", "platform", "fleet", "vault", "log_sink")
"""Kinds that `layout` knows places of."""


@dataclass(frozen=True, slots=True)
class ObjectRef:
    """One object of a scenario.

    Attributes:
        kind: One of `KINDS`, or ``scenario`` or ``experiment``.
        id: Its id; empty for the scenario and the experiment.
        design: The design that a rule or an exception belongs to; else empty.
    """

    kind: str
    id: str = ""
    design: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """Keys from the top of the file to the object."""
        if self.kind == "scenario":
            return ()
        if self.kind == "experiment":
            return ("experiment",)
        if self.kind in OF_DESIGNS:
            return ("designs", self.design, OF_DESIGNS[self.kind], self.id)
        return (*COLLECTIONS[self.kind], self.id)


def collection(scenario: Scenario, kind: str, design: str = "") -> Mapping[str, Any]:
    """Return all objects of a kind by id, in file order; none of a design that is not there."""
    if kind in OF_DESIGNS:
        one = scenario.designs.get(design)
        return getattr(one, OF_DESIGNS[kind]) if one is not None else {}
    found: Any = scenario
    for key in COLLECTIONS[kind]:
        found = getattr(found, key)
    mapping: Mapping[str, Any] = found
    return mapping


def find(scenario: Scenario, ref: ObjectRef) -> Model | None:
    """Return the model of an object, or None where it is gone."""
    if ref.kind == "scenario":
        return scenario
    if ref.kind == "experiment":
        return scenario.experiment
    found: Model | None = collection(scenario, ref.kind, ref.design).get(ref.id)
    return found


def objects_of(scenario: Scenario) -> Iterator[ObjectRef]:
    """Yield every object, rules and exceptions after all others."""
    for kind in COLLECTIONS:
        for key in collection(scenario, kind):
            yield ObjectRef(kind, key)
    for design in scenario.designs:
        for kind in OF_DESIGNS:
            for key in collection(scenario, kind, design):
                yield ObjectRef(kind, key, design)


def title_of(scenario: Scenario, ref: ObjectRef) -> str:
    """Return the name of an object for people."""
    if ref.kind == "experiment":
        return "Experiment"
    found = find(scenario, ref)
    return getattr(found, "title", "") or ref.id or "Untitled scenario"
