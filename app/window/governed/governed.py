"""A scenario under one design, as the canvas and the inspector look at it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.profile import LOCAL_PREFIX, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.profile import ControlProfile, DesignProfile
    from models.scenario import Scenario


@dataclass(frozen=True)
class Governed:
    """One scenario, one design, and who uses what under it.

    Attributes:
        scenario: The scenario.
        profile: The resolved design.
        platforms_of: Platforms that each fleet uses, most used first.
        fleets_of: Fleets that use each platform, in file order.
        resources_of: Ids of the resources on each platform.
        restricted_of: How many resources of the heaviest class each platform holds.
    """

    scenario: Scenario
    profile: DesignProfile
    platforms_of: Mapping[str, tuple[str, ...]]
    fleets_of: Mapping[str, tuple[str, ...]]
    resources_of: Mapping[str, tuple[str, ...]]
    restricted_of: Mapping[str, int]
    _cache: dict[str, list[tuple[ControlProfile, int]]] = field(default_factory=dict, repr=False)

    def directory_of(self, platform: str) -> str:
        """Return the directory that authenticates for a platform, ``local:<id>`` for its own."""
        return self.profile.binding[platform]

    def is_local(self, platform: str) -> bool:
        """Whether a platform's own users authenticate."""
        return self.profile.binding[platform].startswith(LOCAL_PREFIX)

    def platforms_under(self, directory: str) -> tuple[str, ...]:
        """Return the platforms for which a directory authenticates."""
        return tuple(p for p, bound in self.profile.binding.items() if bound == directory)

    def control(self, platform: str, fleet: str) -> ControlProfile:
        """Return the settings that hold for one fleet on one platform at the start."""
        return self.profile.phases[0].profiles[platform, fleet]

    def controls(self, platform: str) -> list[tuple[ControlProfile, int]]:
        """Return the different settings that hold on a platform, and for how many fleets.

        A platform that no fleet uses is shown as it would be for any fleet.
        """
        if platform not in self._cache:
            fleets = self.fleets_of.get(platform) or tuple(self.scenario.workload.fleets)[:1]
            found = {id(c): c for c in (self.control(platform, f) for f in fleets)}
            counts = Counter(id(self.control(platform, f)) for f in fleets)
            self._cache[platform] = [(found[key], n) for key, n in counts.most_common()]
        return self._cache[platform]


def govern(scenario: Scenario, design: str) -> Governed:
    """Return *scenario* under one of its designs.

    Raises:
        ScenarioError: The design's `extends` lead to nothing or in a circle.
    """
    organisation, fleets = scenario.organisation, scenario.workload.fleets
    resources: dict[str, list[str]] = {platform: [] for platform in organisation.platforms}
    heaviest = max(organisation.sensitivity.values(), default=0.0)
    restricted: Counter[str] = Counter()
    for key, resource in organisation.resources.items():
        resources.setdefault(resource.platform, []).append(key)
        weight = organisation.sensitivity.get(resource.sensitivity, 0.0)
        restricted[resource.platform] += weight >= heaviest > 0
    platforms_of: dict[str, tuple[str, ...]] = {}
    fleets_of: dict[str, list[str]] = {platform: [] for platform in organisation.platforms}
    for key, fleet in fleets.items():
        used: dict[str, float] = {}
        for name, weight in fleet.uses.items():
            if name in organisation.resources:
                platform = organisation.resources[name].platform
                used[platform] = used.get(platform, 0.0) + weight
        platforms_of[key] = tuple(sorted(used, key=used.__getitem__, reverse=True))
        for platform in used:
            fleets_of.setdefault(platform, []).append(key)
    return Governed(
        scenario,
        resolve(scenario, design),
        platforms_of,
        {key: tuple(users) for key, users in fleets_of.items()},
        {key: tuple(held) for key, held in resources.items()},
        restricted,
    )
