"""Names of what a trace speaks of, as its scenario gives them; ids where it gives none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.engine.events import Kind
from models.profile import LOCAL_PREFIX
from models.profile.wording import name_of
from models.scenario.objects import ObjectRef, title_of
from models.trace.recorder import agent_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.scenario.scenario import Scenario
    from models.trace.trace import Heading

OF_FLEETS = frozenset({Kind.OWNER_CHANGED, Kind.PURPOSE_CHANGED})
"""Kinds whose sort is the id of a fleet."""


class Names:
    """What people call platforms, things, fleets, agents, stores and incidents.

    Attributes:
        platforms: By their numbers in the trace.
        resources: By their numbers.
        fleets: By their numbers.
        directories: By their numbers; a platform's own users in words.
    """

    def __init__(self, heading: Heading, scenario: Scenario | None) -> None:
        """Know the names of *scenario*; without one everything is called by its id."""
        self._ids, self._scenario = heading.fleets, scenario
        self.platforms = self._all("platform", heading.platforms)
        self.resources = self._all("resource", heading.resources)
        self.fleets = self._all("fleet", heading.fleets)
        self.directories = self._all("directory", heading.directories)

    def _all(self, kind: str, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.of(kind, key) for key in keys)

    def of(self, kind: str, key: str) -> str:
        """Return the name of an object by its kind and id."""
        own = key.removeprefix(LOCAL_PREFIX)
        if own != key:
            return f"{self.of('platform', own)} (its own users)"
        return title_of(self._scenario, ObjectRef(kind, key)) if self._scenario else key

    def agent(self, fleet: int, slot: int, generation: int) -> str:
        """Return the name of an agent, such as ``Mail triage 3``; its id where the fleet has none.

        Args:
            fleet: Number of its fleet.
            slot: Its place in the fleet, from 0.
            generation: How many held the place before.
        """
        name, key = self.fleets[fleet], self._ids[fleet]
        numbered = agent_name(key, slot, generation)
        return numbered if name == key else f"{name} {numbered.removeprefix(f'{key}_')}"

    def sort(self, kind: Kind, what: str) -> str:
        """Return the sort of an event in words; fleet, vault or incident by its name."""
        if kind in OF_FLEETS:
            return self.of("fleet", what)
        of, _, key = what.partition(" ")
        if kind == Kind.STORE_COMPROMISED and of == "vault":
            return f"vault {self.of('vault', key)}"
        if kind == Kind.INCIDENT:
            return f"{self.of('incident', key)} ({name_of(of)})"
        return name_of(what)
