"""A scenario under one design, as the canvas and the inspector look at it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from operator import is_
from typing import TYPE_CHECKING, NamedTuple

from models.profile import LOCAL_PREFIX, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.window.governed.chips import Chip
    from app.window.objects import ObjectRef
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
        told: Objects as they were when their chips were made, and these chips.
    """

    scenario: Scenario
    profile: DesignProfile
    platforms_of: Mapping[str, tuple[str, ...]]
    fleets_of: Mapping[str, tuple[str, ...]]
    resources_of: Mapping[str, tuple[str, ...]]
    restricted_of: Mapping[str, int]
    _cache: dict[str, list[tuple[ControlProfile, int]]] = field(default_factory=dict, repr=False)
    told: dict[ObjectRef, tuple[object, list[Chip]]] = field(default_factory=dict, repr=False)

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


class _Uses(NamedTuple):
    """Who uses what and where it is, the same under every design."""

    platforms_of: Mapping[str, tuple[str, ...]]
    fleets_of: Mapping[str, tuple[str, ...]]
    resources_of: Mapping[str, tuple[str, ...]]
    restricted_of: Mapping[str, int]


def govern(
    scenario: Scenario,
    design: str,
    before: Governed | None = None,
    beside: Governed | None = None,
) -> Governed:
    """Return *scenario* under one of its designs.

    Args:
        scenario: The scenario.
        design: Id of one of its designs.
        before: An earlier state under the same design: what did not change since is kept.
        beside: A state under another design: of the same scenario, it knows who uses what.

    Raises:
        ScenarioError: The design's `extends` lead to nothing or in a circle.
    """
    if before is not None and _is_only_elsewhere(before.scenario, scenario):
        return replace(before, scenario=scenario)
    uses = _uses_of(beside) if beside is not None and beside.scenario is scenario else None
    uses = uses or _uses_in(scenario)
    is_same = before is not None and _is_governed_alike(before.scenario, scenario)
    profile = before.profile if before is not None and is_same else resolve(scenario, design)
    found = Governed(scenario, profile, *uses)
    if before is not None and is_same and before.fleets_of == uses.fleets_of:
        found._cache.update(before._cache)  # noqa: SLF001 - of the same class
        if before.platforms_of == uses.platforms_of:
            found.told.update(before.told)
    return found


def _uses_of(known: Governed) -> _Uses:
    return _Uses(known.platforms_of, known.fleets_of, known.resources_of, known.restricted_of)


def _uses_in(scenario: Scenario) -> _Uses:
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
    users_of = {key: tuple(users) for key, users in fleets_of.items()}
    held_on = {key: tuple(held) for key, held in resources.items()}
    return _Uses(platforms_of, users_of, held_on, restricted)


def _is_governed_alike(before: Scenario, after: Scenario) -> bool:
    """Return whether an edit touched nothing that a design's profile is made from."""
    one, other = before.organisation, after.organisation
    return (
        before.experiment is after.experiment
        and _are_same(before.designs, after.designs)
        and _are_same(one.platforms, other.platforms)
        and _are_same(one.directories, other.directories)
        and list(before.workload.fleets) == list(after.workload.fleets)
    )


def _is_only_elsewhere(before: Scenario, after: Scenario) -> bool:
    """Return whether an edit touched none of the parts that are governed: cards were moved, say."""
    one, other = before.organisation, after.organisation
    return (
        _is_governed_alike(before, after)
        and _are_same(before.workload.fleets, after.workload.fleets)
        and _are_same(one.resources, other.resources)
        and one.sensitivity == other.sensitivity
    )


def _are_same(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Return whether two mappings hold the same objects in the same order.

    States of a document share every part that an edit left alone: identity tells, and what is
    equal but was written otherwise counts as another.
    """
    return one is other or (
        list(one) == list(other) and all(map(is_, one.values(), other.values()))
    )
