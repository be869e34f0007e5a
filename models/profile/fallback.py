"""What would hold where the file does not say a value: what is inherited, or a default.

A value is *own* where the file says it and could leave it out.  Taking it away is an edit like any
other; what would hold then is looked up in the scenario without it, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from models.presets import (
    DEFAULT_COMPROMISE,
    DEFAULT_RECOVERY,
    DEFAULT_VAULT_LEAK,
    default_integration,
)
from models.profile.cascade import resolve
from models.profile.inheritance import lineage, merged
from models.scenario.base import Choice, Model, Valued
from models.scenario.design import LOCAL
from models.scenario.edits import names_by_key, value_at, without
from models.scenario.leaves import flatten, leaves

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.profile.design_profile import DesignProfile, Layer
    from models.scenario.scenario import Scenario

_KEYED = ("binding", "integration")
"""Mappings of which every key that is not said has a value all the same."""

_LAYERS: Mapping[str, str] = {
    "standard": "standard",
    "rule": "rules",
    "exception": "exceptions",
}
"""Layers that a design says, and the key of each in the file."""

_DEFAULTS: Mapping[tuple[str, str], object] = {
    ("directories", "compromise"): DEFAULT_COMPROMISE,
    ("directories", "recovery"): DEFAULT_RECOVERY,
    ("vaults", "leak"): DEFAULT_VAULT_LEAK,
}
"""What holds where the model leaves something open, by collection and key."""


@dataclass(frozen=True, slots=True)
class Fallback:
    """One value that would hold.

    Attributes:
        value: The value, as the model holds it; None: nothing would be said.
        layer: What would say it: the format's `default`, another design (`inherited`), or a layer
            of the cascade.
        id: The design, preset, rule or exception; empty for the standard and defaults.
        platforms: Where it would hold, for a setting of a control that differs by place.
    """

    value: Any
    layer: Layer | Literal["default", "inherited"]
    id: str = ""
    platforms: tuple[str, ...] = ()


def is_own(scenario: Scenario, path: tuple[str, ...]) -> bool:
    """Return whether the file says the value at a path, and could leave it out.

    What a file that says nothing would mean just as well (a default that is written out, an empty
    text) is not own, but for settings of controls: who says those decides what counts.

    Raises:
        KeyError: The format has no such path.
    """
    owner = value_at(scenario, path[:-1])
    while isinstance(owner, Valued):
        owner = owner.value
    key = path[-1]
    if isinstance(owner, dict):
        return path[-2] in _KEYED and key in owner
    if not isinstance(owner, Model) or isinstance(owner, Choice):
        return False
    name = names_by_key(type(owner))[key]
    info, value = type(owner).model_fields[name], getattr(owner, name)
    if info.is_required() or name not in owner.model_fields_set or value is None:
        return False
    if isinstance(value, dict) or (
        isinstance(value, Model) and not isinstance(value, Valued | Choice)
    ):
        return False  # a group, which is added and removed as a whole
    default = info.get_default(call_default_factory=True)
    return default != "" and (_leaf_of(path) is not None or value != default)


def without_own(scenario: Scenario, path: tuple[str, ...]) -> Scenario:
    """Return the scenario without an own value, and without the groups that it leaves empty.

    Raises:
        KeyError: Nothing stands there.
        pydantic.ValidationError: It cannot be left out.
    """
    scenario = without(scenario, path)
    while len(path) > 1:
        path = path[:-1]
        group, owner = value_at(scenario, path), value_at(scenario, path[:-1])
        if not isinstance(group, Model) or group.model_fields_set or not isinstance(owner, Model):
            break
        if isinstance(group, Choice) or isinstance(owner, Choice | Valued):
            break
        fields = type(owner).model_fields.items()
        if next(info for n, info in fields if (info.alias or n) == path[-1]).is_required():
            break
        scenario = without(scenario, path)
    return scenario


def fallbacks(
    scenario: Scenario, path: tuple[str, ...], before: DesignProfile | None = None
) -> tuple[Fallback, ...]:
    """Return what would hold without the own value at a path; empty: nothing would change.

    Args:
        scenario: The scenario with the value.
        path: Path of an own value.
        before: What the design that says it resolves to, where that is known already.

    Raises:
        KeyError: Nothing stands there.
        pydantic.ValidationError: It cannot be left out.
        ScenarioError: The design cannot be resolved.
    """
    after = without_own(scenario, path)
    leaf = _leaf_of(path)
    if leaf is not None:
        return _of_setting(scenario, after, path, leaf, before)
    if path[-2] in _KEYED:
        return (_of_key(after, path),)
    value = value_at(after, path)
    if value is None and len(path) > 3:
        value = _DEFAULTS.get((path[-3], path[-1]))
    return (Fallback(value, "default"),)


def _leaf_of(path: tuple[str, ...]) -> str | None:
    """Return the setting that a layer of a design says at a path; None: it is no setting."""
    if path[0] != "designs":
        return None
    if path[2] == "standard":
        inner = path[3:]
    elif path[2] in ("rules", "exceptions") and path[4:5] == ("set",):
        inner = path[5:]
    else:
        return None
    leaf = ".".join(inner)
    return leaf if leaf in leaves() else None


def _of_setting(
    scenario: Scenario,
    after: Scenario,
    path: tuple[str, ...],
    leaf: str,
    before: DesignProfile | None,
) -> tuple[Fallback, ...]:
    design, by = path[1], "" if path[2] == "standard" else path[3]
    if path[2] == "standard":
        for elder in reversed(lineage(after.designs, design)[:-1]):
            inherited = flatten(after.designs[elder].standard).get(leaf)
            if inherited is not None:
                return (Fallback(inherited, "inherited", elder),)
    before = before or resolve(scenario, design)
    now = resolve(after, design).phases[0].profiles
    found: dict[tuple[int, Layer, str], tuple[Any, dict[str, None]]] = {}
    for (platform, fleet), control in before.phases[0].profiles.items():
        origin = control.origins[leaf]
        if (_LAYERS.get(origin.layer), origin.id) == (path[2], by):
            said, says = now[platform, fleet].leaves[leaf], now[platform, fleet].origins[leaf]
            place = found.setdefault((id(said), says.layer, says.id), (said, {}))[1]
            place[platform] = None
    return tuple(
        Fallback(said, layer, name, tuple(where))
        for (_, layer, name), (said, where) in found.items()
    )


def _of_key(after: Scenario, path: tuple[str, ...]) -> Fallback:
    design, key = path[1], path[-1]
    whole = merged(after.designs, design)
    binds = path[-2] == "binding"
    said: Mapping[str, Any] = whole.binding if binds else whole.costs.integration
    if key not in said:
        return Fallback(LOCAL if binds else default_integration(), "default")
    elders = reversed(lineage(after.designs, design))
    by = next(d for d in elders
              if key in (after.designs[d].binding if binds
                         else after.designs[d].costs.integration))  # fmt: skip
    return Fallback(said[key], "inherited", by)
