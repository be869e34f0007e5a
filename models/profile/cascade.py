"""The cascade: preset, standard, rules in file order, exceptions; a later one wins."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from models.errors import Place, ScenarioError
from models.presets import (
    base,
    credential_layer,
    default_integration,
    layer,
    own_directory_kind,
)
from models.profile.capability import MODERN, takes
from models.profile.design_profile import (
    AnyLeaf,
    ControlProfile,
    DesignProfile,
    Layer,
    Origin,
    Phase,
    local_of,
)
from models.profile.inheritance import merged
from models.profile.migration import Migration, dates
from models.profile.origin import origin_of
from models.profile.pairs import OnPlatform, Pairs
from models.scenario.base import Valued
from models.scenario.design import LOCAL, ControlException, Design, Rule
from models.scenario.leaves import flatten, leaves

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.scenario.organisation import Platform
    from models.scenario.scenario import Scenario

IMPLICIT = ("vault", "logging.sink")
"""Leaves that name a place: where nothing is said, it is the platform's own."""


@dataclass(frozen=True)
class _Said:
    """What one rule, exception or the standard says."""

    layer: Layer
    id: str
    flat: Mapping[str, AnyLeaf]
    rule: Rule
    until_h: float = math.inf


@dataclass
class _Cascade:
    """The layers of one design, and the profiles that were resolved so far."""

    scenario: Scenario
    design: Design
    binding: Mapping[str, str]
    declared: Mapping[str, AnyLeaf]
    said: list[_Said]
    resolved: dict[object, ControlProfile] = field(default_factory=dict)
    origins: dict[tuple[str, str, str, int], Origin] = field(default_factory=dict)
    kept: list[AnyLeaf] = field(default_factory=list)  # so that no identity is used twice

    def phase(self, start_h: float) -> Phase:
        """Return the profiles that hold from *start_h*."""
        live = [said for said in self.said if said.until_h > start_h]
        fleets = tuple(self.scenario.workload.fleets)
        held: dict[str, OnPlatform] = {}
        for name, platform in self.scenario.organisation.platforms.items():
            bound = self.binding[name]
            here = [s for s in live if names_platform(s.rule, name, platform, bound)]
            # Fleets that no rule names are governed alike: one answer holds for all of them.
            said = {fleet for one in here for fleet in one.rule.where.fleet or ()}
            other = next((fleet for fleet in fleets if fleet not in said), None)
            held[name] = OnPlatform(
                None if other is None else self._profile(name, platform, here, other),
                {
                    fleet: self._profile(name, platform, here, fleet)
                    for fleet in fleets
                    if fleet in said
                }
                if said
                else {},
            )
        in_force = tuple(said.id for said in live if said.layer == "exception")
        return Phase(start_h, Pairs(held, fleets), in_force)

    def _profile(
        self, name: str, platform: Platform, here: list[_Said], fleet: str
    ) -> ControlProfile:
        ours = [s for s in here if s.rule.where.fleet is None or fleet in s.rule.where.fleet]
        kind = bound_kind(self.scenario, name, self.binding[name])
        named: set[str] = {path for said in ours for path in said.flat} | set(self.declared)
        own = name if any(path not in named for path in IMPLICIT) else ""
        able = (platform.legacy, platform.workload_identity)
        said = tuple((s.layer, s.id) for s in ours)
        key = (platform.kind, platform.preset, kind, own, able, said)
        if key not in self.resolved:
            self.resolved[key] = self._resolve(platform, kind, name, ours)
        return self.resolved[key]

    def _resolve(
        self, platform: Platform, kind: str, name: str, ours: list[_Said]
    ) -> ControlProfile:
        said: dict[str, tuple[Layer, str, AnyLeaf]] = {}
        for path in IMPLICIT:
            said[path] = ("preset", platform.kind, implicit_place(name))
        for path, default in layer(platform.kind, platform.preset or "", kind).items():
            said[path] = ("preset", default.preset, default.leaf)
        upper: dict[str, tuple[Layer, str, AnyLeaf]] = {
            path: ("standard", "", leaf) for path, leaf in self.declared.items()
        }
        for rule in ours:
            upper.update({p: (rule.layer, rule.id, leaf) for p, leaf in rule.flat.items()})
        for path in MODERN:
            if path in upper and not takes(platform, path, upper[path][2].value):
                del upper[path]
        said.update(_taken(platform, said))
        credential = upper.get("credential", said["credential"])[2].value
        special = credential_layer(platform.kind, platform.preset or "", kind, credential)
        for path, default in special.items():
            said[path] = ("preset", default.preset, default.leaf)
        said.update(_taken(platform, said))
        said.update(upper)
        return ControlProfile(
            {path: said[path][2] for path in leaves()},
            {path: self._origin(path, *said[path]) for path in leaves()},
        )

    def _origin(self, path: str, level: Layer, by: str, leaf: AnyLeaf) -> Origin:
        key = (level, by, path, id(leaf))
        known = self.origins.get(key)
        if known is None:
            self.kept.append(leaf)
            known = origin_of(level, by, path, leaf, self.declared.get(path))
            self.origins[key] = known
        return known


def _taken(
    platform: Platform, said: Mapping[str, tuple[Layer, str, AnyLeaf]]
) -> dict[str, tuple[Layer, str, AnyLeaf]]:
    """Return the default of all defaults where a preset says what the platform cannot take."""
    plain = base()
    return {
        path: ("preset", plain.id, plain.settings[path])
        for path in MODERN
        if path in said and not takes(platform, path, said[path][2].value)
    }


def names_platform(rule: Rule, name: str, platform: Platform, directory: str) -> bool:
    """Return whether a rule is about this platform, bound to this directory, whatever the fleet."""
    where = rule.where
    bound = LOCAL if directory == local_of(name) else directory
    return (
        (where.platform is None or name in where.platform)
        and (where.kind is None or platform.kind in where.kind)
        and (where.directory is None or bound in where.directory)
        and (where.owner is None or (platform.owner or "") in where.owner)
    )


def is_about(rule: Rule, name: str, platform: Platform, directory: str, fleet: str) -> bool:
    """Return whether a rule is about this platform, bound to this directory, and this fleet."""
    fleets = rule.where.fleet
    return (fleets is None or fleet in fleets) and names_platform(rule, name, platform, directory)


def bound_kind(scenario: Scenario, name: str, bound: str) -> str:
    """Return the kind (or preset) of the directory that a platform is bound to."""
    platform = scenario.organisation.platforms[name]
    if bound == local_of(name):
        return own_directory_kind(platform.kind, platform.preset or "")
    directory = scenario.organisation.directories.get(bound)
    return (directory.preset or directory.kind) if directory else "other"


@lru_cache(maxsize=4096)
def implicit_place(name: str) -> Valued[str]:
    """Return a platform's own vault or log sink, which holds where nobody names another."""
    return Valued[str](value=local_of(name), note="assumption: the platform's own")


def binding_of(scenario: Scenario, design: Design) -> dict[str, str]:
    """Return the directory of every platform under a merged design.

    A platform that is bound to `local` or not at all gets ``local:<platform>``.
    """
    return {
        name: local_of(name) if design.binding.get(name, LOCAL) == LOCAL else design.binding[name]
        for name in scenario.organisation.platforms
    }


def resolve(scenario: Scenario, design_id: str) -> DesignProfile:
    """Return what a design means for every (platform, fleet), with every leaf filled.

    Args:
        scenario: The scenario.
        design_id: Id of one of its designs.

    Raises:
        ScenarioError: The design is unknown, or its `extends` lead to nothing or in a circle.
    """
    design = merged(scenario.designs, design_id)
    binding = binding_of(scenario, design)
    rules = [_Said("rule", key, flatten(r.set), r) for key, r in design.rules.items()]
    exceptions = [
        _Said("exception", key, flatten(e.set), e, _end_of(e))
        for key, e in design.exceptions.items()
    ]
    cascade = _Cascade(scenario, design, binding, flatten(design.standard), rules + exceptions)
    horizon_h = scenario.experiment.horizon.hours
    effort = _integration(scenario, design, binding, _source(scenario, design))
    ends = sorted({e.until_h for e in exceptions if 0 <= e.until_h < horizon_h})
    return DesignProfile(
        design_id=design_id,
        title=design.title or design_id,
        binding=binding,
        phases=tuple(cascade.phase(start_h) for start_h in (-math.inf, *ends)),
        integration_person_days=effort,
        migrated=frozenset(platform for platform, days in effort.items() if days > 0),
        exceptions=design.exceptions,
        migration=_migration(scenario, design_id, design, effort),
    )


def _source(scenario: Scenario, design: Design) -> str:
    """Return the design from which a design starts out."""
    named = design.plan.source if design.plan is not None else None
    return named or scenario.experiment.baseline


def _migration(
    scenario: Scenario, design_id: str, design: Design, effort: Mapping[str, float]
) -> Migration | None:
    """Return the plan of a design over its source; none where every date is the start."""
    if design.plan is None:
        return None
    source = _source(scenario, design)
    if source == design_id or merged(scenario.designs, source).plan is not None:
        raise ScenarioError(
            Place("", 0, f"designs.{design_id}.plan.from"),
            "another design, without a plan of its own",
            f"`{source}`",
            "name the design that holds before the first date",
        )
    when = dates(design.plan, effort, scenario.experiment.horizon.hours)
    if all(date.real_h <= 0.0 for date in when.values()):
        return None
    return Migration(resolve(scenario, source), when)


def _end_of(exception: ControlException) -> float:
    return math.inf if exception.until is None else exception.until.hours


def _integration(
    scenario: Scenario, design: Design, binding: Mapping[str, str], source: str
) -> dict[str, float]:
    """Return the effort per platform: what the file says, else the default where bound anew."""
    said = {k: cost.value.person_days for k, cost in design.costs.integration.items()}
    if source not in scenario.designs:
        return said
    before = binding_of(scenario, merged(scenario.designs, source))
    default = default_integration().value.person_days
    anew = [name for name, bound in binding.items() if before[name] != bound]
    return {name: default for name in anew if name not in said} | said
