"""Where one object names another, in one table; and following a new name, or its loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from models.scenario import controls, incidents
from models.scenario import organisation as org
from models.scenario.base import Model, Valued
from models.scenario.design import LOCAL, ControlException, Costs, Design, Rule, Where
from models.scenario.distributions import Distribution
from models.scenario.experiment import Experiment
from models.scenario.objects import WITH_CARDS, ObjectRef
from models.scenario.plan import Plan, Step
from models.scenario.workload import Fleet

if TYPE_CHECKING:
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


class _Gone:
    """Stands for a part that says nothing any more."""


_GONE = _Gone()


def repointed(scenario: Scenario, ref: ObjectRef, new: str | None) -> Scenario:
    """Return the scenario in which everything that names *ref* names *new* instead.

    Args:
        scenario: The scenario before; the object itself is not looked at.
        ref: The object whose name changes.
        new: Its new id; None where it is gone: what cannot be without it goes too.
    """
    if ref.kind in ("rule", "exception", "trust_edge", "incident"):
        return _with_paths(scenario, ref, new)
    changed: Scenario = follow(scenario, ref, new)
    return _with_paths(_with_layout(changed, ref, new), ref, new)


def follow(part: Any, ref: ObjectRef, new: str | None) -> Any:  # noqa: ANN401 - any part
    """Return a part of a scenario with its references followed; itself where none is in it."""
    if isinstance(part, dict):
        return _members(part, ref, new)
    if not isinstance(part, Model) or isinstance(part, _SKIPPED):
        return part
    changed: dict[str, object] = {}
    for name, value in part.__dict__.items():
        plain = value is None or isinstance(value, str | int | float)
        after: object = value if plain else follow(value, ref, new)
        if ref.kind in _PLACES.get((type(part), name), ()):
            after = _swapped(after, ref.id, new)
        if type(part) is Design and name == "binding":
            after = _bound(cast("dict[str, str]", after), ref, new)
        if after is value:
            continue
        if isinstance(after, _Gone) or (type(part) is Plan and name == "steps" and not after):
            field = type(part).model_fields[name]
            if (type(part), name) in _ESSENTIAL or field.is_required():
                return _GONE
            after = field.get_default(call_default_factory=True)
        changed[name] = after
    return part.model_copy(update=changed) if changed else part


def _members(members: dict[str, object], ref: ObjectRef, new: str | None) -> dict[str, object]:
    """Return a mapping with its members followed, without those that are gone."""
    after = {key: follow(one, ref, new) for key, one in members.items()}
    if all(after[key] is one for key, one in members.items()):
        return members
    return {key: one for key, one in after.items() if not isinstance(one, _Gone)}


def _swapped(value: object, old: str, new: str | None) -> object:
    """Return a reference, a list of them, or a mapping by them with *old* exchanged."""
    if isinstance(value, Valued):
        inner = _swapped(value.value, old, new)
        if isinstance(inner, _Gone):
            return _GONE
        return value if inner is value.value else value.model_copy(update={"value": inner})
    if isinstance(value, dict) and old in value:
        pairs = (((new if key == old else key), one) for key, one in value.items())
        return {key: one for key, one in pairs if key is not None}
    if isinstance(value, tuple) and old in value:
        kept = tuple(new if one == old else one for one in value if one != old or new is not None)
        return kept or _GONE
    if value == old:
        return _GONE if new is None else new
    return value


def _bound(binding: dict[str, str], ref: ObjectRef, new: str | None) -> dict[str, str]:
    """Return a binding; a platform whose directory is gone falls back to its own users."""
    if ref.kind == "platform":
        return cast("dict[str, str]", _swapped(binding, ref.id, new))
    if ref.kind == "directory" and ref.id in binding.values():
        return {key: (new or LOCAL) if one == ref.id else one for key, one in binding.items()}
    return binding


def _with_layout(scenario: Scenario, ref: ObjectRef, new: str | None) -> Scenario:
    if ref.kind not in WITH_CARDS or ref.id not in scenario.layout:
        return scenario
    layout = _swapped(scenario.layout, ref.id, new)
    return scenario.model_copy(update={"layout": layout})


def _with_paths(scenario: Scenario, ref: ObjectRef, new: str | None) -> Scenario:
    """Return the scenario in which what the experiment varies is found by its new path."""
    vary = scenario.experiment.vary
    if not vary:
        return scenario
    old = ".".join(ref.path)
    fresh = {_path(key, old, new): one for key, one in vary.items()}
    fresh.pop("", None)
    if fresh == vary:
        return scenario
    run = scenario.experiment.model_copy(update={"vary": fresh})
    return scenario.model_copy(update={"experiment": run})


def _path(path: str, old: str, new: str | None) -> str:
    if path != old and not path.startswith(f"{old}."):
        return path
    return "" if new is None else f"{old.rpartition('.')[0]}.{new}{path[len(old) :]}"
