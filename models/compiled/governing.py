"""From a resolved design to its governance: control profiles as rows of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from models.compiled.credentials import NATURES
from models.compiled.governance import (
    Channel,
    Compensation,
    Controls,
    Decision,
    Governance,
    Presence,
    Row,
    compensated,
)
from models.compiled.keys import keys_of
from models.compiled.sampler import Sampler, compile_distribution
from models.compiled.world import EVENT_CLASSES, FloatArray
from models.presets.failure import DEFAULT_COMPROMISE, DEFAULT_OUTAGE, DEFAULT_RECOVERY
from models.profile import digest, person_days_spent, stages
from models.scenario.controls import PLATFORM_OWNER, SAME_TEAM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.compiled.world import World
    from models.profile import DesignProfile, Stage
    from models.scenario.base import Valued
    from models.scenario.controls import Settings
    from models.scenario.organisation import Outage
    from models.scenario.scenario import Scenario

T = TypeVar("T")
Legacy = frozenset[str]
"""Platforms on which compensating controls hold, exception or not."""

ZERO = Sampler("constant", 0.0, 0.0, 0.0)


def compile_governance(world: World, profile: DesignProfile, scenario: Scenario) -> Governance:
    """Return *profile* as arrays over *world*."""
    held = stages(profile)
    bound = {stage.binding[each]: None for each in world.platform_ids for stage in held}
    declared = [each for each in scenario.organisation.directories if each in bound]
    own = [each for each in bound if each.startswith("local:")]
    ids = (*declared, *own)
    every, lasts, compromise = _failures(ids, scenario)
    effort = person_days_spent(profile)
    dates = profile.migration.dates if profile.migration is not None else {}
    legacy = frozenset(k for k, each in scenario.organisation.platforms.items() if each.legacy)
    phases = [_controls(world, stage, ids, legacy) for stage in held]
    return Governance(
        digest=digest(profile),
        directory_ids=ids,
        directory_keys=keys_of("directory", ids),
        outage_every_h=every,
        outage_lasts_h=lasts,
        compromise_per_h=compromise,
        recovery_h=_recoveries(ids, scenario),
        phases=tuple(phases),
        integration_person_days=np.array([effort.get(p, 0.0) for p in world.platform_ids]),
        migrated=np.array([p in profile.migrated for p in world.platform_ids], dtype=np.bool_),
        planned_h=_column(world, {each: date.planned_h for each, date in dates.items()}),
        real_h=_column(world, {each: date.real_h for each, date in dates.items()}),
        exceptions=tuple(
            _standing_exceptions(controls, stage, world, legacy)
            for controls, stage in zip(phases, held, strict=True)
        ),
    )


def _column(world: World, hours: Mapping[str, float]) -> FloatArray:
    """Return instants by platform, ``-inf`` where there is none or it is the start."""
    found = np.array([hours.get(each, -np.inf) for each in world.platform_ids])
    return np.where(found > 0.0, found, -np.inf)


def _failures(
    ids: tuple[str, ...], scenario: Scenario
) -> tuple[tuple[Sampler, ...], tuple[Sampler, ...], FloatArray]:
    org = scenario.organisation
    outages: list[Outage] = []
    compromise = []
    for each in ids:
        named = org.directories.get(each)
        place = named or org.platforms[each.removeprefix("local:")]
        outages.append(place.outage or DEFAULT_OUTAGE)
        rate = (named.compromise if named else None) or DEFAULT_COMPROMISE
        compromise.append(rate.value.per_h)
    every = tuple(compile_distribution(o.every.value) for o in outages)
    lasts = tuple(compile_distribution(o.lasts.value) for o in outages)
    return every, lasts, np.array(compromise, dtype=np.float64)


def _standing_exceptions(controls: Controls, stage: Stage, world: World, legacy: Legacy) -> int:
    """Return how many exceptions stand: stated ones, and legacy platforms that nothing covers."""
    uncovered = 0
    for platform in legacy:
        pairs = [stage.profiles[platform, fleet] for fleet in world.fleets.ids]
        rows = controls.row[world.platform_ids.index(platform)]
        weighs = any(controls.rows[row].compensation.weighs for row in rows.tolist())
        uncovered += not weighs and not any(each.excepted for each in pairs)
    return stage.exceptions + uncovered


def _recoveries(ids: tuple[str, ...], scenario: Scenario) -> tuple[Sampler, ...]:
    named = [scenario.organisation.directories.get(each) for each in ids]
    return tuple(
        compile_distribution(((each.recovery if each else None) or DEFAULT_RECOVERY).value)
        for each in named
    )


def _controls(world: World, stage: Stage, directories: tuple[str, ...], legacy: Legacy) -> Controls:
    rows: list[Row] = []
    place: dict[tuple[int, int, bool], int] = {}
    row = np.zeros((world.n_platforms, len(world.fleets.ids)), dtype=np.int64)
    for p, platform in enumerate(world.platform_ids):
        owner = int(world.platform_owner[p])
        for f, fleet in enumerate(world.fleets.ids):
            resolved = stage.profiles[platform, fleet]
            excused = resolved.excepted or platform in legacy
            key = (id(resolved), owner, excused)
            if key not in place:
                place[key] = len(rows)
                plain = compile_row(world, resolved.settings, owner)
                rows.append(compensated(plain) if excused else plain)
            row[p, f] = place[key]
    bound = [stage.binding[each] for each in world.platform_ids]
    return Controls(
        start_h=stage.start_h,
        rows=tuple(rows),
        row=row,
        directory_of=np.array([directories.index(each) for each in bound], dtype=np.int64),
        federated=np.array([not each.startswith("local:") for each in bound], dtype=np.bool_),
    )


def given(group: T | None) -> T:
    """Return a group of a resolved profile, in which nothing is left out."""
    if group is None:
        raise ValueError("a resolved control profile leaves nothing out")
    return group


def value(leaf: Valued[T] | None) -> T:
    """Return the value of a leaf of a resolved profile."""
    return given(leaf).value


def _team(world: World, name: str | None, owner: int) -> int:
    if name is None or name == PLATFORM_OWNER:
        return owner
    return next(i for i, queue in enumerate(world.queues) if queue.id == name)


def _place(ids: tuple[str, ...], leaf: Valued[str] | None) -> int:
    return ids.index(leaf.value) if leaf is not None and leaf.value in ids else -1


def compile_row(world: World, s: Settings, owner: int) -> Row:
    """Return one resolved control profile as numbers.

    Args:
        world: The world, for the places of teams, vaults and sinks.
        s: Settings with every leaf filled.
        owner: Index of the team that owns the platform, or -1.
    """
    parts: dict[str, Any] = {}
    for part in PARTS:
        parts |= part(world, s, owner)
    return Row(**parts)


def _credential(_world: World, s: Settings, _owner: int) -> dict[str, Any]:
    kind = value(s.credential)
    nature = NATURES[kind]
    ttl = compile_distribution(value(s.access_ttl))
    low, high = (ttl.a, ttl.b) if ttl.kind == "uniform" else (ttl.mean, ttl.mean)
    renewal = value(s.renewal)
    return {
        "credential": kind,
        "behaviour": nature.behaviour,
        "subject": nature.subject,
        "minted": nature.minted,
        "exportable": nature.exportable,
        "ttl_low_h": low if nature.minted else 0.0,
        "ttl_high_h": high if nature.minted else 0.0,
        "renew_point": renewal.chosen.point.value,
        "on_demand": renewal.kind == "on_demand",
        "session_h": value(s.session_ttl).hours if nature.first_clock else 0.0,
    }


def _issuance(world: World, s: Settings, _owner: int) -> dict[str, Any]:
    issuance, how = value(s.issuance), value(s.authorisation)
    jit = issuance.jit
    policy = how.request_time
    permits = np.array(
        [policy is not None and each in policy.permits for each in world.classes], dtype=np.bool_
    )
    return {
        "jit": jit is not None,
        "linger_h": jit.linger.value.hours if jit else 0.0,
        "revoke_on_end": jit.revoke_on_end if jit else False,
        "decision": Decision[how.kind.upper()],
        "decision_h": compile_distribution(policy.decision.value) if policy else ZERO,
        "cache_h": policy.cache.value.hours if policy else 0.0,
        "fail_open": policy.when_down == "open" if policy else False,
        "false_allow": policy.false_allow.value if policy else 0.0,
        "false_deny": policy.false_deny.value if policy else 0.0,
        "permits": permits,
        "grant_factor": compile_distribution(value(s.grant_factor)),
    }


def _channel(world: World, s: Settings, owner: int) -> dict[str, Any]:
    how = value(s.revocation)
    push, poll, ticket = how.push, how.poll, how.ticket
    return {
        "channel": Channel[how.kind.upper()],
        "push_delay_h": compile_distribution(push.delay.value) if push else ZERO,
        "push_coverage": push.coverage.value if push else 0.0,
        "push_fallback": Channel[push.fallback.upper()] if push else Channel.EXPIRY,
        "poll_steps_h": tuple(step.hours for step in poll.steps) if poll else (),
        "ticket_h": compile_distribution(ticket.service.value) if ticket else ZERO,
        "ticket_queue": _team(world, ticket.team if ticket else None, owner),
        "bulk_rate_per_h": value(s.bulk_rate).per_h,
        "bulk_miss": value(s.bulk_miss),
        "on_retired": Presence[value(given(s.shared_order).retired).upper()],
        "on_incident": Presence[value(given(s.shared_order).incident).upper()],
        "redistribute_h": compile_distribution(value(given(s.shared_order).redistribute)),
        "enforced": value(s.enforced),
    }


def _exceptions(_world: World, s: Settings, _owner: int) -> dict[str, Any]:
    instead = given(s.compensation)
    return {
        "exception_per_h": value(s.exception_rate).per_h,
        "compensation": Compensation(
            scope=value(instead.scope),
            captured=value(instead.captured),
            rotation_h=value(instead.rotation).hours,
            expiry_h=value(instead.expiry).hours,
        ),
        "scope": 1.0,
        "captured_more": 0.0,
    }


def _secrets(world: World, s: Settings, _owner: int) -> dict[str, Any]:
    return {
        "rotation_h": value(s.rotation).hours,
        "rotation_skip": value(s.rotation_skip),
        "residue": value(s.residue),
        "vault": _place(world.vault_ids, s.vault),
        "copies": compile_distribution(value(s.copies)),
    }


def _logging(world: World, s: Settings, _owner: int) -> dict[str, Any]:
    log = given(s.logging)
    recorded = [value(getattr(log, each)) == "recorded" for each in EVENT_CLASSES]
    return {
        "sink": _place(world.sink_ids, log.sink),
        "captured": compile_distribution(value(log.captured)),
        "recorded": np.array(recorded, dtype=np.bool_),
        "log_delay_h": compile_distribution(value(log.delay)),
        "correlated": value(log.correlated),
        "retention_h": value(log.retention).hours,
        "alarm": value(given(s.detection).alarm),
        "triage_h": compile_distribution(value(given(s.detection).triage)),
    }


def _oversight(world: World, s: Settings, owner: int) -> dict[str, Any]:
    review, approval = given(s.review), given(s.approval)
    by, last_by = value(approval.by), value(approval.last_by)
    last_by = by if last_by == SAME_TEAM else last_by
    return {
        "review_every_h": value(review.every).hours,
        "review_catch": value(review.catch),
        "review_delay_h": value(review.delay).hours,
        "review_chain": value(review.scope) == "chain",
        "approval_queue": _team(world, by, owner),
        "gates": value(approval.gates),
        "approval_h": compile_distribution(value(approval.service)),
        "last_queue": _team(world, last_by, owner),
        "last_work": value(approval.last_work),
        "approval_timeout_h": value(approval.timeout).hours,
        "refused": value(approval.refused),
        "birth_asks": value(approval.at_birth) == "asked",
        "grant_h": value(approval.grant).hours,
        "removed": value(given(s.cutover).removed),
        "removal_h": compile_distribution(value(given(s.cutover).delay)),
        "known": value(given(s.inventory).known),
        "owned": value(given(s.inventory).owned),
        "reconcile_h": value(given(s.inventory).reconcile).hours,
        "trigger": value(given(s.offboarding).trigger),
        "route_h": compile_distribution(value(given(s.offboarding).route)),
    }


def _hazards(_world: World, s: Settings, _owner: int) -> dict[str, Any]:
    hazards = given(s.hazards)
    return {
        "copy_leak_per_h": value(hazards.copy_leak).per_h,
        "token_theft_per_h": value(hazards.token_theft).per_h,
        "hijack_per_h": value(hazards.hijack).per_h,
        "federation_per_h": value(hazards.federation).per_h,
        "public": value(hazards.public),
        "public_use_h": compile_distribution(value(hazards.public_use)),
        "quiet_use_h": compile_distribution(value(hazards.quiet_use)),
        "attack_rate_per_h": value(hazards.attack_rate).per_h,
    }


PARTS = (
    _credential,
    _issuance,
    _channel,
    _exceptions,
    _secrets,
    _logging,
    _oversight,
    _hazards,
)
"""Each fills some numbers of a row from resolved settings."""
