"""The cascade of one setting at one place as a chain: who says what, and which one decides.

`cascade` answers what holds for every setting at once; this answers why, for one.  Both read the
same layers; `tests/models/profile/test_chain.py` holds them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from models.presets.defaults import stack
from models.profile.capability import takes
from models.profile.cascade import (
    IMPLICIT,
    bound_kind,
    implicit_place,
    is_about,
)
from models.profile.inheritance import lineage, merged
from models.profile.origin import origin_of
from models.scenario.leaves import flatten
from models.scenario.objects import OF_DESIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.profile.design_profile import AnyLeaf, DesignProfile, Layer, Origin
    from models.scenario.design import Rule
    from models.scenario.organisation import Platform
    from models.scenario.scenario import Scenario

Fate = Literal["decides", "overruled", "not taken"]


@dataclass(frozen=True, slots=True)
class Link:
    """What one layer says.

    Attributes:
        leaf: The value.
        origin: Who says it, what it rests on, and whether it falls short of the standard.
        design: The design that says it, which may be one that is extended; empty for presets.
        credential: Kind of credential for which alone a preset says it; empty for any.
        fate: Whether it decides, is overruled by a later one, or is nothing that the platform can
            take: then its own default holds.
    """

    leaf: AnyLeaf
    origin: Origin
    design: str
    credential: str
    fate: Fate


def chain(
    scenario: Scenario, profile: DesignProfile, platform: str, fleet: str, path: str
) -> tuple[Link, ...]:
    """Return everything that is said of a setting at a place, the lowest layer first.

    It is how things stand at the start of a run: every exception is in force.  One link decides.

    Args:
        scenario: The scenario.
        profile: What one of its designs resolves to.
        platform: Id of the platform.
        fleet: Id of the fleet.
        path: Path of the setting, such as ``logging.captured``.

    Raises:
        KeyError: There is no such platform, fleet or setting.
    """
    about = scenario.organisation.platforms[platform]
    credential = profile.phases[0].profiles[platform, fleet].value("credential")
    kind = bound_kind(scenario, platform, profile.binding[platform])
    presets = list(_presets(about, platform, kind, path, credential))
    said = [*presets, *_designed(scenario, profile, platform, fleet, path)]
    declared = flatten(merged(scenario.designs, profile.design_id).standard).get(path)
    deciding = len(said) - 1
    if not takes(about, path, said[deciding].leaf.value):
        deciding = len(presets) - 1  # the platform's own default holds, not an earlier rule
    if not takes(about, path, said[deciding].leaf.value):
        deciding = 0  # nor does it take that: the default of all defaults
    return tuple(
        Link(
            one.leaf,
            origin_of(one.layer, one.by, path, one.leaf, declared),
            one.design,
            one.credential,
            "decides" if at == deciding
            else "overruled" if takes(about, path, one.leaf.value) else "not taken",
        )
        for at, one in enumerate(said)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Said:
    """What one layer says; see `Link`."""

    layer: Layer
    by: str
    leaf: AnyLeaf
    design: str = ""
    credential: str = ""


def _presets(
    about: Platform, platform: str, kind: str, path: str, credential: str
) -> Iterator[_Said]:
    """Yield what presets say: for any credential, then for the one that is used."""
    if path in IMPLICIT:
        yield _Said("preset", about.kind, implicit_place(platform))
    layers = stack(about.kind, about.preset or "", kind)
    for preset in layers:
        if path in preset.settings:
            yield _Said("preset", preset.id, preset.settings[path])
    for preset in layers:
        flat: Mapping[str, AnyLeaf] = preset.by_credential.get(credential, {})
        if path in flat:
            yield _Said("preset", preset.id, flat[path], credential=credential)


def _designed(
    scenario: Scenario, profile: DesignProfile, platform: str, fleet: str, path: str
) -> Iterator[_Said]:
    """Yield what standards, rules and exceptions say, standards of extended designs first."""
    designs, about = scenario.designs, scenario.organisation.platforms[platform]
    elders, bound = lineage(designs, profile.design_id), profile.binding[platform]
    for design in elders:
        leaf = flatten(designs[design].standard).get(path)
        if leaf is not None:
            yield _Said("standard", "", leaf, design)
    whole = merged(designs, profile.design_id)
    rules: Mapping[Layer, Mapping[str, Rule]] = {"rule": whole.rules, "exception": whole.exceptions}
    for layer, named in rules.items():
        for name, rule in named.items():
            leaf = flatten(rule.set).get(path)
            if leaf is not None and is_about(rule, platform, about, bound, fleet):
                key = OF_DESIGNS[layer]
                by = next(d for d in reversed(elders) if name in getattr(designs[d], key))
                yield _Said(layer, name, leaf, by)
