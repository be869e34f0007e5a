"""Names as the report shows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.scenario import Scenario

SHOWN_AT_ONCE = 8
"""How many names of a long list are shown before it is cut."""

_STEERING = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def visible(value: object) -> object:
    """Return text with the marks that steer its direction spelt out; leave the rest alone."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _STEERING.sub(lambda found: f"[U+{ord(found[0]):04X}]", value)


class Titles:
    """Names for people of everything in a scenario."""

    def __init__(self, scenario: Scenario) -> None:
        """Know the objects of *scenario*."""
        organisation = scenario.organisation
        self._titles: dict[str, str] = {}
        for objects in (
            organisation.teams, organisation.directories, organisation.platforms,
            organisation.vaults, organisation.log_sinks, organisation.resources,
            scenario.workload.fleets, scenario.designs,
        ):  # fmt: skip
            self._titles.update({key: each.title or key for key, each in objects.items()})

    def __call__(self, key: str) -> str:
        """Return the name of an object; of a platform's own users, and of what is not known."""
        if key.startswith("local:"):
            return "its own users"
        return self._titles.get(key, key)

    def listed(self, keys: Iterable[str], most: int = SHOWN_AT_ONCE) -> str:
        """Return names with commas; beyond *most* only how many more there are."""
        names = [self(key) for key in keys]
        if len(names) <= most + 1:
            return ", ".join(names)
        return f"{', '.join(names[:most])} and {len(names) - most} more"


def counted(count: int, one: str, many: str = "") -> str:
    """Return ``1 fleet`` or ``3 fleets``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
