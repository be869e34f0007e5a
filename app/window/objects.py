"""The objects of a scenario as the window names, lists and finds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.scenario import Model, Scenario


@dataclass(frozen=True, slots=True)
class ObjectRef:
    """One object of a scenario.

    Attributes:
        kind: A key of `COLLECTIONS`, or ``scenario`` or ``experiment``.
        id: Its id; empty for the scenario and the experiment.
    """

    kind: str
    id: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """Keys from the top of the file to the object."""
        if self.kind == "scenario":
            return ()
        if self.kind == "experiment":
            return ("experiment",)
        return (*COLLECTIONS[self.kind], self.id)


COLLECTIONS: Mapping[str, tuple[str, ...]] = {
    "directory": ("organisation", "directories"),
    "platform": ("organisation", "platforms"),
    "fleet": ("workload", "fleets"),
    "vault": ("organisation", "vaults"),
    "log_sink": ("organisation", "log_sinks"),
    "resource": ("organisation", "resources"),
    "team": ("organisation", "teams"),
    "design": ("designs",),
}
"""Where the objects of each kind stand, in the order of the outline."""

PLURALS: Mapping[str, str] = {
    "directory": "Directories",
    "platform": "Platforms",
    "fleet": "Agent fleets",
    "vault": "Vaults",
    "log_sink": "Log sinks",
    "resource": "Resources",
    "team": "Teams",
    "design": "Designs",
}

SINGULARS: Mapping[str, str] = {
    "scenario": "Scenario",
    "experiment": "Experiment",
    "directory": "Directory",
    "platform": "Platform",
    "fleet": "Agent fleet",
    "vault": "Vault",
    "log_sink": "Log sink",
    "resource": "Resource",
    "team": "Team",
    "design": "Design",
}

ON_CANVAS = ("directory", "platform", "fleet", "vault", "log_sink")
"""Kinds that have cards."""


def collection(scenario: Scenario, kind: str) -> Mapping[str, Any]:
    """Return all objects of a kind by id, in file order."""
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
    found: Model | None = collection(scenario, ref.kind).get(ref.id)
    return found


def title_of(scenario: Scenario, ref: ObjectRef) -> str:
    """Return the name of an object for people."""
    if ref.kind == "experiment":
        return "Experiment"
    found = find(scenario, ref)
    return getattr(found, "title", "") or ref.id or "Untitled scenario"


def object_at(path: str) -> ObjectRef | None:
    """Return the object in which a dotted path of an error lies; None above all objects."""
    keys = tuple(path.split("."))
    for kind, prefix in COLLECTIONS.items():
        if keys[: len(prefix)] == prefix and len(keys) > len(prefix):
            return ObjectRef(kind, keys[len(prefix)])
    if keys[0] == "experiment":
        return ObjectRef("experiment")
    return ObjectRef("scenario") if keys[0] in ("title", "question", "notes") else None
