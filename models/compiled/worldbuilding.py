"""From a scenario to its world."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from models.compiled.keys import keys_of
from models.compiled.sampler import compile_distribution
from models.compiled.world import (
    EDGE_KINDS,
    Fleets,
    FloatArray,
    Happening,
    IntArray,
    Queue,
    World,
)
from models.presets.failure import DEFAULT_VAULT_LEAK

if TYPE_CHECKING:
    from models.compiled.keys import KeyArray
    from models.scenario.base import Valued
    from models.scenario.incidents import Incident
    from models.scenario.organisation import Team
    from models.scenario.scenario import Scenario
    from models.scenario.workload import Workload
    from models.units import Rate

OFFICE_RATE = 4.0
"""Task rate in office hours (Mon-Fri 08-18) relative to the rest of the week; an assumption."""


def compile_world(scenario: Scenario) -> World:
    """Return all of *scenario* that no design changes, as arrays."""
    org, exp, work = scenario.organisation, scenario.experiment, scenario.workload
    platforms, resources, teams = tuple(org.platforms), tuple(org.resources), tuple(org.teams)
    classes = tuple(org.sensitivity)
    things = org.resources.values()
    edges, edge_kind, edge_keys = _edges(scenario)
    event = np.array([work.events.auth, work.events.control, work.events.data])
    return World(
        seed=exp.seed,
        horizon_h=exp.horizon.hours,
        warm_up_h=exp.warm_up.hours,
        follow_up_h=exp.follow_up.hours,
        greenfield=exp.start == "greenfield",
        platform_ids=platforms,
        platform_keys=keys_of("platform", platforms),
        platform_owner=_places(teams, [p.owner for p in org.platforms.values()]),
        resource_ids=resources,
        resource_keys=keys_of("resource", resources),
        resource_platform=_places(platforms, [r.platform for r in things]),
        resource_class=_places(classes, [r.sensitivity for r in things]),
        classes=classes,
        weight=np.array([org.sensitivity[r.sensitivity] for r in things], dtype=np.float64),
        count=np.array([r.count for r in things], dtype=np.int64),
        edges=edges,
        edge_kind=edge_kind,
        edge_keys=edge_keys,
        queues=tuple(_queue(key, team) for key, team in org.teams.items()),
        **_stores(scenario),
        fleets=_fleets(scenario),
        hops_per_task=compile_distribution(work.hops_per_task.value),
        hop_gap_h=compile_distribution(work.hop_gap.value),
        week=week_profile(work),
        event_share=event / event.sum(),
        happenings=_happenings(scenario),
    )


def _stores(scenario: Scenario) -> dict[str, Any]:
    """Return log sinks and vaults, then each platform's own."""
    org = scenario.organisation
    own = tuple(f"local:{each}" for each in org.platforms)
    leaks = [(v.leak or DEFAULT_VAULT_LEAK).value.per_h for v in org.vaults.values()]
    central = [s.central for s in org.log_sinks.values()]
    analysts = [s.analysts for s in org.log_sinks.values()]
    return {
        "sink_ids": tuple(org.log_sinks) + own,
        "sink_central": np.array(central + [False] * len(own), dtype=np.bool_),
        "sink_analysts": np.array(analysts + [1] * len(own), dtype=np.int64),
        "vault_ids": tuple(org.vaults) + own,
        "vault_leak_per_h": np.array(leaks + [0.0] * len(own)),
    }


def _places(ids: tuple[str, ...], names: list[str | None]) -> IntArray:
    place = {each: i for i, each in enumerate(ids)}
    return np.array([-1 if n is None else place[n] for n in names], dtype=np.int64)


def _queue(key: str, team: Team) -> Queue:
    hours = team.hours
    hour = np.arange(168)
    day, of_day = hour // 24, hour % 24
    open_hour = (
        (day >= hours.first_day)
        & (day <= hours.last_day)
        & (of_day >= hours.open_h)
        & (of_day < hours.close_h)
    )
    other = team.background
    if other is None:
        return Queue(key, max(1, team.approvers), open_hour)
    work = compile_distribution(other.service.value)
    return Queue(key, max(1, team.approvers), open_hour, other.tickets.value.per_h, work)


def _edges(scenario: Scenario) -> tuple[IntArray, IntArray, KeyArray]:
    """Return pairs of resources, kinds and keys of the trust edges."""
    org = scenario.organisation
    place = {each: i for i, each in enumerate(org.resources)}
    kept = {
        key: edge
        for key, edge in org.trust_edges.items()
        if edge.source in place and edge.target in place
    }
    pairs = [(place[edge.source], place[edge.target]) for edge in kept.values()]
    kinds = [EDGE_KINDS.index(edge.by) for edge in kept.values()]
    return (
        np.array(pairs, dtype=np.int64).reshape(-1, 2),
        np.array(kinds, dtype=np.int64),
        keys_of("trust edge", tuple(kept)),
    )


def week_profile(workload: Workload) -> FloatArray:
    """Return the relative task rate by hour of the week, shape (168,), mean 1."""
    hour = np.arange(168)
    match workload.profile.kind:
        case "office_hours":
            office = (hour // 24 < 5) & (hour % 24 >= 8) & (hour % 24 < 18)
            weights = np.where(office, OFFICE_RATE, 1.0)
        case "week":
            weights = np.array(workload.profile.chosen.weights, dtype=np.float64)
        case _:
            weights = np.ones(168)
    mean = float(weights.mean())
    return weights / mean


def _fleets(scenario: Scenario) -> Fleets:
    org, fleets = scenario.organisation, scenario.workload.fleets
    resources, teams = tuple(org.resources), tuple(org.teams)
    place = {each: i for i, each in enumerate(resources)}
    weights = np.zeros((len(fleets), len(resources)))
    for row, fleet in zip(weights, fleets.values(), strict=True):
        for used, weight in fleet.uses.items():
            row[place[used]] = weight
    needed = (weights > 0).astype(np.int64)
    novelty = np.array([f.novelty.value for f in fleets.values()], dtype=np.float64)
    aim = _aims(scenario, weights, needed, novelty)
    return Fleets(
        ids=tuple(fleets),
        keys=keys_of("fleet", tuple(fleets)),
        agents=np.array([f.agents for f in fleets.values()], dtype=np.int64),
        tasks_per_h=np.array([f.tasks.value.per_h for f in fleets.values()], dtype=np.float64),
        novelty=novelty,
        growth_per_month=np.array([f.growth.value for f in fleets.values()], dtype=np.float64),
        lifetime=tuple(compile_distribution(f.lifetime.value) for f in fleets.values()),
        aim=aim,
        needed=needed,
        owner=_places(teams, [f.owner for f in fleets.values()]),
        owner_changes_per_h=_rates([f.owner_changes for f in fleets.values()]),
        purpose_changes_per_h=_rates([f.purpose_changes for f in fleets.values()]),
    )


def _rates(leaves: list[Valued[Rate]]) -> FloatArray:
    return np.array([leaf.value.per_h for leaf in leaves], dtype=np.float64)


def _aims(
    scenario: Scenario, weights: FloatArray, needed: IntArray, novelty: FloatArray
) -> FloatArray:
    """Return the probability of each code: needed things by weight, others by number of things."""
    org = scenario.organisation
    platform = _places(tuple(org.platforms), [r.platform for r in org.resources.values()])
    count = np.array([r.count for r in org.resources.values()], dtype=np.int64)
    aim = np.zeros((weights.shape[0], 2 * weights.shape[1]))
    for f in range(weights.shape[0]):
        reached = np.isin(platform, platform[needed[f] > 0])
        outside = np.where(reached, count - needed[f], 0).astype(np.float64)
        share = novelty[f] if outside.sum() > 0 else 0.0
        aim[f, : weights.shape[1]] = weights[f] / weights[f].sum() * (1 - share)
        if share > 0:
            aim[f, weights.shape[1] :] = outside / outside.sum() * share
    return aim


def _happenings(scenario: Scenario) -> tuple[Happening, ...]:
    horizon_h = scenario.experiment.horizon.hours
    found = [
        _happening(scenario, key, incident, number, at_h)
        for key, incident in scenario.incidents.items()
        for number, at_h in enumerate(_times(incident, horizon_h))
    ]
    return tuple(sorted(found, key=lambda h: (h.at_h, h.id, h.number)))


def _times(incident: Incident, horizon_h: float) -> list[float]:
    times = [incident.at.hours]
    until_h = min(horizon_h, incident.until.hours if incident.until else horizon_h)
    while incident.every is not None and incident.every.hours > 0:
        following = incident.at.hours + len(times) * incident.every.hours
        if following >= until_h:
            break
        times.append(following)
    return [t for t in times if t < horizon_h]


def _happening(
    scenario: Scenario, key: str, incident: Incident, number: int, at_h: float
) -> Happening:
    what = incident.happening
    fleet = getattr(what, "fleet", None)
    platform = getattr(what, "platform", None)
    directory = getattr(what, "directory", "")
    if directory in scenario.organisation.platforms:
        directory = f"local:{directory}"
    vault = getattr(what, "vault", None)
    place = getattr(what, "place", None)
    lasts = getattr(what, "lasts", None)
    return Happening(
        id=key,
        number=number,
        at_h=at_h,
        kind=incident.kind,
        fleet=-1 if fleet is None else tuple(scenario.workload.fleets).index(fleet),
        platform=-1 if platform is None else tuple(scenario.organisation.platforms).index(platform),
        directory=directory,
        agents=getattr(what, "agents", None) or 0,
        reason=getattr(what, "reason", "incident"),
        lasts_h=0.0 if lasts is None else lasts.hours,
        vault=-1 if vault is None else tuple(scenario.organisation.vaults).index(vault),
        place=-1 if place is None else place - 1,
    )
