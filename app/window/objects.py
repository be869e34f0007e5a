"""The objects of a scenario as the window names, lists and finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.scenario.objects import (
    COLLECTIONS,
    OF_DESIGNS,
    ObjectRef,
    collection,
    find,
    title_of,
)
from models.scenario.objects import WITH_CARDS as ON_CANVAS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "COLLECTIONS", "OF_DESIGNS", "ON_CANVAS", "PLURALS", "SINGULARS", "ObjectRef", "collection",
    "find", "object_at", "title_of",
]  # fmt: skip

PLURALS: Mapping[str, str] = {
    "directory": "Directories",
    "platform": "Platforms",
    "fleet": "Agent fleets",
    "vault": "Vaults",
    "log_sink": "Log sinks",
    "resource": "Resources",
    "trust_edge": "Trust edges",
    "team": "Teams",
    "design": "Designs",
    "incident": "Incidents",
    "rule": "Rules",
    "exception": "Exceptions",
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
    "trust_edge": "Trust edge",
    "team": "Team",
    "design": "Design",
    "incident": "Incident",
    "rule": "Rule",
    "exception": "Exception",
}


def object_at(path: str) -> ObjectRef | None:
    """Return the object in which a dotted path of an error lies; None above all objects."""
    keys = tuple(path.split("."))
    for kind, key in OF_DESIGNS.items():
        if len(keys) > 3 and keys[0] == "designs" and keys[2] == key:
            return ObjectRef(kind, keys[3], keys[1])
    for kind, prefix in COLLECTIONS.items():
        if keys[: len(prefix)] == prefix and len(keys) > len(prefix):
            return ObjectRef(kind, keys[len(prefix)])
    if keys[0] == "experiment":
        return ObjectRef("experiment")
    return ObjectRef("scenario") if keys[0] in ("title", "question", "notes") else None
