"""Builders of small worlds and designs for tests of the engine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.compiled.governance import (
    Behaviour,
    Channel,
    Compensation,
    Controls,
    Decision,
    Governance,
    Presence,
    Row,
    Subject,
)
from models.compiled.keys import keys_of
from models.compiled.sampler import Sampler
from models.compiled.world import Fleets, Queue, World

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NEVER = float("inf")


def constant(value: float) -> Sampler:
    return Sampler("constant", value, 0.0, value)


def exponential(mean: float) -> Sampler:
    return Sampler("exponential", mean, 0.0, mean)


def uniform(low: float, high: float) -> Sampler:
    return Sampler("uniform", low, high, (low + high) / 2)


def build_row(**changes: Any) -> Row:  # noqa: ANN401 - any attribute
    """Return a plain profile: an agent's own OIDC token of one hour, a static role, no gates."""
    plain: dict[str, Any] = {
        "credential": "workload_oidc",
        "behaviour": Behaviour.EXCHANGED,
        "subject": Subject.AGENT,
        "minted": True,
        "exportable": False,
        "ttl_low_h": 1.0,
        "ttl_high_h": 1.0,
        "renew_point": 1.0,
        "on_demand": False,
        "session_h": 0.0,
        "rotation_h": NEVER,
        "rotation_skip": 0.0,
        "jit": False,
        "linger_h": 0.0,
        "revoke_on_end": False,
        "decision": Decision.STATIC_ROLE,
        "decision_h": constant(0.0),
        "cache_h": 0.0,
        "fail_open": False,
        "false_allow": 0.0,
        "false_deny": 0.0,
        "permits": np.zeros(3, dtype=np.bool_),
        "grant_factor": constant(2.0),
        "channel": Channel.EXPIRY,
        "push_delay_h": constant(0.0),
        "push_coverage": 1.0,
        "push_fallback": Channel.EXPIRY,
        "poll_steps_h": (),
        "ticket_h": constant(1.0),
        "ticket_queue": 0,
        "bulk_rate_per_h": 5000.0,
        "bulk_miss": 0.0,
        "on_retired": Presence.LEAVE,
        "on_incident": Presence.ROTATE,
        "redistribute_h": constant(4.0),
        "enforced": 1.0,
        "exception_per_h": 0.0,
        "compensation": Compensation(1.0, 0.0, NEVER, NEVER),
        "scope": 1.0,
        "captured_more": 0.0,
        "residue": 0.0,
        "vault": -1,
        "copies": constant(0.0),
        "sink": 0,
        "captured": constant(1.0),
        "recorded": np.ones(3, dtype=np.bool_),
        "log_delay_h": constant(0.0),
        "correlated": 1.0,
        "retention_h": NEVER,
        "alarm": 0.0,
        "triage_h": constant(1.0),
        "review_every_h": NEVER,
        "review_catch": 0.0,
        "review_delay_h": 0.0,
        "review_chain": False,
        "approval_queue": 0,
        "gates": 1,
        "approval_h": constant(1.0),
        "last_queue": 0,
        "last_work": 1.0,
        "approval_timeout_h": NEVER,
        "refused": 0.0,
        "birth_asks": False,
        "grant_h": NEVER,
        "removed": 1.0,
        "removal_h": constant(0.0),
        "known": 1.0,
        "owned": 1.0,
        "reconcile_h": NEVER,
        "trigger": 1.0,
        "route_h": constant(0.0),
        "copy_leak_per_h": 0.0,
        "token_theft_per_h": 0.0,
        "hijack_per_h": 0.0,
        "federation_per_h": 0.0,
        "public": 0.0,
        "public_use_h": constant(0.3),
        "quiet_use_h": constant(24.0),
        "attack_rate_per_h": 1.0,
    }
    unknown = set(changes) - set(plain)
    assert not unknown, unknown
    return Row(**(plain | changes))


def build_world(  # one keyword a thing that tests vary
    *,
    platforms: int = 3,
    resources_per_platform: int = 2,
    count: int = 20,
    agents: tuple[int, ...] = (5, 3),
    tasks_per_h: float = 0.5,
    novelty: float = 0.02,
    lifetime: Sampler | None = None,
    owner_changes_per_h: float = 0.0,
    purpose_changes_per_h: float = 0.0,
    **changes: Any,  # noqa: ANN401 - any attribute
) -> World:
    """Return an organisation: every fleet uses every resource; one team, always open."""
    n, fleets = platforms * resources_per_platform, len(agents)
    ids = tuple(f"p{i}" for i in range(platforms))
    resources = tuple(f"r{i}" for i in range(n))
    fleet_ids = tuple(f"f{i}" for i in range(fleets))
    aim = np.empty((fleets, 2 * n))
    aim[:, :n], aim[:, n:] = (1 - novelty) / n, novelty / n
    plain: dict[str, Any] = {
        "seed": 1,
        "horizon_h": 60 * 24.0,
        "warm_up_h": 14 * 24.0,
        "follow_up_h": 20 * 24.0,
        "greenfield": False,
        "platform_ids": ids,
        "platform_keys": keys_of("platform", ids),
        "platform_owner": np.zeros(platforms, dtype=np.int64),
        "resource_ids": resources,
        "resource_keys": keys_of("resource", resources),
        "resource_platform": np.repeat(np.arange(platforms), resources_per_platform),
        "resource_class": np.arange(n) % 3,
        "classes": ("internal", "confidential", "restricted"),
        "weight": np.array([1.0, 4.0, 10.0])[np.arange(n) % 3],
        "count": np.full(n, count),
        "edges": np.zeros((0, 2), dtype=np.int64),
        "edge_kind": np.zeros(len(changes.get("edges", ())), dtype=np.int64),
        "edge_keys": np.arange(len(changes.get("edges", ())), dtype=np.uint64),
        "queues": (Queue("team", 2, np.ones(168, dtype=np.bool_)),),
        "sink_ids": ("log",),
        "sink_central": np.ones(1, dtype=np.bool_),
        "sink_analysts": np.ones(1, dtype=np.int64),
        "vault_ids": (),
        "vault_leak_per_h": np.zeros(len(changes.get("vault_ids", ()))),
        "fleets": Fleets(
            ids=fleet_ids,
            keys=keys_of("fleet", fleet_ids),
            agents=np.array(agents),
            tasks_per_h=np.full(fleets, tasks_per_h),
            novelty=np.full(fleets, novelty),
            growth_per_month=np.zeros(fleets),
            lifetime=(lifetime or constant(NEVER),) * fleets,
            aim=aim,
            needed=np.ones((fleets, n), dtype=np.int64),
            owner=np.zeros(fleets, dtype=np.int64),
            owner_changes_per_h=np.full(fleets, owner_changes_per_h),
            purpose_changes_per_h=np.full(fleets, purpose_changes_per_h),
        ),
        "hops_per_task": constant(3.0),
        "hop_gap_h": exponential(0.02),
        "week": np.ones(168),
        "event_share": np.array([0.1, 0.2, 0.7]),
        "happenings": (),
    }
    unknown = set(changes) - set(plain)
    assert not unknown, unknown
    return World(**(plain | changes))


def build_governance(
    world: World,
    row: Row | None = None,
    *,
    per_platform: Mapping[int, Row] | None = None,
    directory_of: tuple[int, ...] | None = None,
    **changes: Any,  # noqa: ANN401 - any attribute
) -> Governance:
    """Return a design: one profile, other ones on some platforms; one directory for all."""
    n = world.n_platforms
    rows = [row or build_row()]
    place = np.zeros((n, len(world.fleets.ids)), dtype=np.int64)
    for platform, other in (per_platform or {}).items():
        place[platform] = len(rows)
        rows.append(other)
    bound = np.array(directory_of or (0,) * n)
    ids = tuple(f"d{i}" for i in range(int(bound.max()) + 1))
    plain = Governance(
        digest="test",
        directory_ids=ids,
        directory_keys=keys_of("directory", ids),
        outage_every_h=(constant(NEVER),) * len(ids),
        outage_lasts_h=(constant(4.0),) * len(ids),
        compromise_per_h=np.zeros(len(ids)),
        recovery_h=(constant(24.0),) * len(ids),
        phases=(Controls(-NEVER, tuple(rows), place, bound, np.ones(n, dtype=np.bool_)),),
        integration_person_days=np.zeros(n),
        migrated=np.zeros(n, dtype=np.bool_),
        planned_h=np.full(n, -NEVER),
        real_h=np.full(n, -NEVER),
        exceptions=(0,),
    )
    return replace(plain, **changes)


@pytest.fixture
def make_row() -> Callable[..., Row]:
    return build_row


@pytest.fixture
def make_world() -> Callable[..., World]:
    return build_world


@pytest.fixture
def make_governance() -> Callable[..., Governance]:
    return build_governance
