"""What joining two objects does to a scenario, and what parting them does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import Place, ScenarioError
from models.profile.inheritance import merged
from models.profile.layer_edits import on_platform
from models.scenario.building import with_object
from models.scenario.design import LOCAL
from models.scenario.edits import with_value, without
from models.scenario.leaves import flatten
from models.scenario.objects import ObjectRef, collection, title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.scenario.scenario import Scenario

LEAVES: Mapping[str, str] = {"vault": "vault", "log_sink": "logging.sink"}
"""The setting that joins a platform to an object of each kind."""

OWNED = ("directory", "platform", "vault", "fleet")
"""Kinds of object that a team owns."""


def held(scenario: Scenario, platform: str) -> list[str]:
    """Return the resources on a platform."""
    resources = scenario.organisation.resources
    return [key for key, one in resources.items() if one.platform == platform]


def edges(scenario: Scenario, source: str, target: str) -> list[str]:
    """Return the trust edges from one resource to another."""
    there = scenario.organisation.trust_edges
    return [key for key, one in there.items() if (one.source, one.target) == (source, target)]


# -- joining ----------------------------------------------------------------------------------


def _bind(scenario: Scenario, platform: str, target: ObjectRef, design: str) -> Scenario:
    return with_value(scenario, ("designs", design, "binding", platform), target.id)


def _keep(scenario: Scenario, platform: str, target: ObjectRef, design: str) -> Scenario:
    return on_platform(scenario, design, platform, LEAVES[target.kind], target.id)


def _use(scenario: Scenario, fleet: str, target: ObjectRef, design: str) -> Scenario:
    del design
    wanted = [target.id]
    if target.kind == "platform":
        wanted = held(scenario, target.id)
        if not wanted:
            title = f"Data of {title_of(scenario, target)}"
            raw = {"title": title, "platform": target.id}
            scenario, made = with_object(scenario, "resource", raw, key=f"{target.id}_data")
            wanted = [made.id]
    uses = {**dict.fromkeys(wanted, 1.0), **scenario.workload.fleets[fleet].uses}
    order = [*scenario.workload.fleets[fleet].uses, *wanted]
    return with_value(
        scenario, ("workload", "fleets", fleet, "uses"), {one: uses[one] for one in order}
    )


def _hold(scenario: Scenario, resource: str, target: ObjectRef, design: str) -> Scenario:
    del design
    path = ("organisation", "resources", resource, "platform")
    return with_value(scenario, path, target.id)


def _trust(scenario: Scenario, source: str, target: ObjectRef, design: str) -> Scenario:
    del design
    raw = {"from": source, "to": target.id, "by": "secret_in_resource"}
    return with_object(scenario, "trust_edge", raw, key=f"{source}_to_{target.id}")[0]


def _own(scenario: Scenario, owned: str, target: ObjectRef, design: str) -> Scenario:
    del design
    return with_value(scenario, (*_owned(scenario, owned).path, "owner"), target.id)


def _extend(scenario: Scenario, source: str, target: ObjectRef, design: str) -> Scenario:
    del design
    return with_value(scenario, ("designs", source, "extends"), target.id)


def _owned(scenario: Scenario, key: str) -> ObjectRef:
    kind = next(kind for kind in OWNED if key in collection(scenario, kind))
    return ObjectRef(kind, key)


# -- parting ----------------------------------------------------------------------------------


def _unbind(scenario: Scenario, platform: str, target: ObjectRef, design: str) -> Scenario:
    del target
    return with_value(scenario, ("designs", design, "binding", platform), LOCAL)


def _take_out(scenario: Scenario, platform: str, target: ObjectRef, design: str) -> Scenario:
    """Return the scenario without the design's own statement about exactly one platform."""
    leaf = LEAVES[target.kind]
    for layer in ("exceptions", "rules"):
        rules = getattr(scenario.designs[design], layer)
        for key, rule in reversed(rules.items()):
            said = flatten(rule.set)
            if rule.where.platform != (platform,) or rule.where.fleet or leaf not in said:
                continue
            path = ("designs", design, layer, key)
            if len(said) == 1 and layer == "rules":
                return without(scenario, path)
            return without(scenario, (*path, "set", *leaf.split(".")))
    raise ScenarioError(
        Place("", 0, f"designs.{design}"),
        f"a rule of this design that names `{platform}` alone",
        "none: the standard or another design says it",
        "change it there, or join the platform to something else",
    )


def _stop_using(scenario: Scenario, fleet: str, target: ObjectRef, design: str) -> Scenario:
    del design
    dropped = {target.id} if target.kind == "resource" else set(held(scenario, target.id))
    uses = scenario.workload.fleets[fleet].uses
    left = {key: weight for key, weight in uses.items() if key not in dropped}
    return with_value(scenario, ("workload", "fleets", fleet, "uses"), left)


def _stay(scenario: Scenario, resource: str, target: ObjectRef, design: str) -> Scenario:
    del scenario, design
    raise ScenarioError(
        Place("", 0, f"organisation.resources.{resource}.platform"),
        "a platform for the resource to lie on",
        f"`{target.id}` taken away",
        "join it to another platform, or take the resource away",
    )


def _distrust(scenario: Scenario, source: str, target: ObjectRef, design: str) -> Scenario:
    del design
    for key in edges(scenario, source, target.id):
        scenario = without(scenario, ("organisation", "trust_edges", key))
    return scenario


def _disown(scenario: Scenario, owned: str, target: ObjectRef, design: str) -> Scenario:
    del target, design
    return without(scenario, (*_owned(scenario, owned).path, "owner"))


def _stand_alone(scenario: Scenario, source: str, target: ObjectRef, design: str) -> Scenario:
    """Return the scenario in which a design says itself what it took over."""
    del target, design
    whole = merged(scenario.designs, source).model_copy(update={"extends": None})
    return with_value(scenario, ("designs", source), whole)


JOIN: Mapping[str, Callable[[Scenario, str, ObjectRef, str], Scenario]] = {
    "binding": _bind,
    "vault": _keep,
    "log_sink": _keep,
    "use": _use,
    "holding": _hold,
    "trust": _trust,
    "owner": _own,
    "extends": _extend,
}

PART: Mapping[str, Callable[[Scenario, str, ObjectRef, str], Scenario]] = {
    "binding": _unbind,
    "vault": _take_out,
    "log_sink": _take_out,
    "use": _stop_using,
    "holding": _stay,
    "trust": _distrust,
    "owner": _disown,
    "extends": _stand_alone,
}
