"""Where one object names another, in one table; and following a new name, or its loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from models.scenario import controls, incidents
from models.scenario import organisation as org
from models.scenario.base import Model, Valued
from models.scenario.building.placing import domain_key
from models.scenario.design import LOCAL, ControlException, Costs, Design, Rule, Where
from models.scenario.distributions import Distribution
from models.scenario.experiment import Experiment
from models.scenario.objects import WITH_CARDS
from models.scenario.plan import Plan, Step
from models.scenario.workload import Fleet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.scenario.objects import ObjectRef
    from models.scenario.scenario import Scenario

_PLACES: dict[tuple[type[Model], str], tuple[str, ...]] = {
    (org.Directory, "owner"): ("team",),
    (org.Platform, "owner"): ("team",),
    (org.Vault, "owner"): ("team",),
    (org.Resource, "platform"): ("platform",),
    (org.TrustEdge, "source"): ("resource",),
    (org.TrustEdge, "target"): ("resource",),
    (Fleet, "owner"): ("team",),
    (Fleet, "uses"): ("resource",),
    (Where, "platform"): ("platform",),
    (Where, "fleet"): ("fleet",),
    (Where, "directory"): ("directory",),
    (Where, "owner"): ("team",),
    (ControlException, "owner"): ("team",),
    (Costs, "integration"): ("platform",),
    (Design, "extends"): ("design",),
    (Plan, "source"): ("design",),
    (Plan, "capacity"): ("team",),
    (Step, "platforms"): ("platform",),
    (Step, "team"): ("team",),
    (controls.Settings, "vault"): ("vault",),
    (controls.Logging, "sink"): ("log_sink",),
    (controls.Ticket, "team"): ("team",),
    (controls.Approval, "by"): ("team",),
    (controls.Approval, "last_by"): ("team",),
    (incidents.Order, "fleet"): ("fleet",),
    (incidents.Leak, "fleet"): ("fleet",),
    (incidents.Leak, "platform"): ("platform",),
    (incidents.Hijack, "fleet"): ("fleet",),
    (incidents.DirectoryOutage, "directory"): ("directory", "platform"),
    (incidents.DirectoryCompromise, "directory"): ("directory", "platform"),
    (incidents.VaultLeak, "vault"): ("vault",),
    (Experiment, "baseline"): ("design",),
    (Experiment, "compare"): ("design",),
}
"""Fields that hold the id of another object (of a mapping: its keys), and of which kinds."""

_ESSENTIAL = {
    *((org.Resource, "platform"), (org.TrustEdge, "source"), (org.TrustEdge, "target")),
    *((ControlException, "owner"), (Rule, "where"), (ControlException, "where")),
    *((Where, key) for key in Where.model_fields),
    *((Step, "platforms"), (Plan, "steps"), (incidents.Order, "fleet")),
    *((incidents.Incident, kind) for kind in incidents.KINDS),
}
"""Fields without which their part says nothing, or something else than it said."""

_SKIPPED = (Distribution,)


_P = TypeVar("_P", bound=Model)

Names: TypeAlias = "Mapping[ObjectRef, str | None]"
"""New ids of objects; None where one is gone."""

_Swaps: TypeAlias = "dict[str, str | None]"


class _Gone:
    """Stands for a part that says nothing any more."""


_GONE = _Gone()


def repointed(scenario: Scenario, names: Names) -> Scenario:
    """Return the scenario in which everything that names an object follows its new name.

    Args:
        scenario: The scenario before; the objects themselves are not looked at.
        names: New ids by object; None where it is gone: what cannot be without it goes too.
    """
    (changed,) = follow_all([scenario], names)
    return _with_paths(_with_layout(changed, names), names)


def follow_all(parts: Iterable[_P], names: Names) -> list[_P]:
    """Return parts of a scenario with their references followed; those without any themselves."""
    swaps = _swaps(names)
    return [_follow(part, swaps) if swaps else part for part in parts]


def _swaps(names: Names) -> dict[str, _Swaps]:
    """Return the new names of named objects by kind and id; others are named by nothing."""
    found: dict[str, _Swaps] = {}
    for ref, new in names.items():
        if ref.kind not in ("rule", "exception", "trust_edge", "incident") and ref.id != new:
            found.setdefault(ref.kind, {})[ref.id] = new
    return found


def _follow(part: Any, swaps: dict[str, _Swaps]) -> Any:  # noqa: ANN401 - any part
    if isinstance(part, dict):
        return _members(part, swaps)
    if not isinstance(part, Model) or isinstance(part, _SKIPPED):
        return part
    changed: dict[str, object] = {}
    for name, value in part.__dict__.items():
        plain = value is None or isinstance(value, str | int | float)
        after: object = value if plain else _follow(value, swaps)
        for kind in _PLACES.get((type(part), name), ()):
            if kind in swaps:
                after = _swapped(after, swaps[kind])
        if type(part) is Design and name == "binding":
            after = _bound(cast("dict[str, str]", after), swaps)
        if after is value:
            continue
        if isinstance(after, _Gone) or (type(part) is Plan and name == "steps" and not after):
            field = type(part).model_fields[name]
            if (type(part), name) in _ESSENTIAL or field.is_required():
                return _GONE
            after = field.get_default(call_default_factory=True)
        changed[name] = after
    return part.model_copy(update=changed) if changed else part


def _members(members: dict[str, object], swaps: dict[str, _Swaps]) -> dict[str, object]:
    """Return a mapping with its members followed, without those that are gone."""
    after = {key: _follow(one, swaps) for key, one in members.items()}
    if all(after[key] is one for key, one in members.items()):
        return members
    return {key: one for key, one in after.items() if not isinstance(one, _Gone)}


def _swapped(value: object, swaps: _Swaps) -> object:
    """Return a reference, a list of them, or a mapping by them with new names for old."""
    if isinstance(value, Valued):
        inner = _swapped(value.value, swaps)
        if isinstance(inner, _Gone):
            return _GONE
        return value if inner is value.value else value.model_copy(update={"value": inner})
    if isinstance(value, str):
        return (swaps[value] or _GONE) if value in swaps else value
    if not isinstance(value, dict | tuple) or swaps.keys().isdisjoint(value):
        return value
    if isinstance(value, dict):
        pairs = ((swaps.get(key, key), one) for key, one in value.items())
        return {key: one for key, one in pairs if key is not None}
    after = (swaps.get(one, one) for one in value)
    return tuple(one for one in after if one is not None) or _GONE


def _bound(binding: dict[str, str], swaps: dict[str, _Swaps]) -> dict[str, str]:
    """Return a binding; a platform whose directory is gone falls back to its own users."""
    if "platform" in swaps:
        binding = cast("dict[str, str]", _swapped(binding, swaps["platform"]))
    directories = swaps.get("directory", {})
    if directories.keys().isdisjoint(binding.values()):
        return binding
    return {key: directories.get(one, one) or LOCAL for key, one in binding.items()}


def _with_layout(scenario: Scenario, names: Names) -> Scenario:
    swaps = {ref.id: new for ref, new in names.items() if ref.kind in WITH_CARDS}
    for ref, new in names.items():
        if ref.kind == "directory":
            swaps[domain_key(ref.id)] = None if new is None else domain_key(new)
    if swaps.keys().isdisjoint(scenario.layout):
        return scenario
    layout = _swapped(scenario.layout, swaps)
    return scenario.model_copy(update={"layout": layout})


def _with_paths(scenario: Scenario, names: Names) -> Scenario:
    """Return the scenario in which what the experiment varies is found by its new path."""
    vary = scenario.experiment.vary
    if not vary:
        return scenario
    fresh = {_path(key, names): one for key, one in vary.items()}
    fresh.pop("", None)
    if fresh == vary:
        return scenario
    run = scenario.experiment.model_copy(update={"vary": fresh})
    return scenario.model_copy(update={"experiment": run})


def _path(path: str, names: Names) -> str:
    for ref, new in names.items():
        old = ".".join(ref.path)
        if path == old or path.startswith(f"{old}."):
            return "" if new is None else f"{old.rpartition('.')[0]}.{new}{path[len(old) :]}"
    return path
