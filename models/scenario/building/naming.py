"""Ids: what is one, which are taken, and a free one for a name."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from models.scenario.base import ID_PATTERN
from models.scenario.controls import PLATFORM_OWNER, SAME_TEAM
from models.scenario.design import LOCAL
from models.scenario.objects import COLLECTIONS, OF_DESIGNS, collection

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario

RESERVED = (LOCAL, PLATFORM_OWNER, SAME_TEAM)
"""Words that stand for something in bindings and approvals."""

_LONGEST_STEM = 50


def is_id(text: str) -> bool:
    """Whether a text may be an id."""
    return re.fullmatch(ID_PATTERN, text) is not None


def is_free(scenario: Scenario, kind: str, key: str, design: str = "") -> bool:
    """Whether a new object of a kind may have the id *key*.

    Ids of the organisation and of fleets are one set; designs and incidents have their own,
    rules and exceptions one in each design.
    """
    if kind in OF_DESIGNS:
        return not any(key in collection(scenario, one, design) for one in OF_DESIGNS)
    if kind in ("design", "incident"):
        return key not in collection(scenario, kind)
    shared = [one for one in COLLECTIONS if one not in ("design", "incident")]
    return key not in RESERVED and not any(key in collection(scenario, one) for one in shared)


def stem_of(name: str) -> str:
    """Return small letters, digits and underscores that read like *name*; empty: none do."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_STEM].rstrip("_")


def fresh_id(scenario: Scenario, kind: str, name: str, design: str = "") -> str:
    """Return a free id that reads like *name*, which may be in any script."""
    stem = stem_of(name)
    if not is_id(stem):
        stem = f"{kind}_{stem}".rstrip("_")
    found, number = stem, 1
    while not is_free(scenario, kind, found, design):
        number += 1
        found = f"{stem}_{number}"
    return found
