"""Small whole organisations for Hypothesis: everything that can go wrong at once, and shrinks.

Each choice is a plain value whose simplest form comes first, so that a failing organisation
shrinks to one fleet of one agent on one platform with the one control that matters.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from models.compiled.governance import Behaviour, Channel, Controls, Decision, Presence, Subject
from models.compiled.keys import keys_of
from models.compiled.sampler import Sampler
from models.compiled.world import Happening, Queue
from models.engine.fleet_life import draw_agents
from models.engine.workload import Blocks
from tests.models.engine.conftest import (
    NEVER,
    build_governance,
    build_row,
    build_world,
    constant,
    exponential,
)
from tests.reference.whole_run import Case

if TYPE_CHECKING:
    from models.compiled.governance import Governance, Row
    from models.compiled.world import World

KINDS: tuple[dict[str, Any], ...] = (
    {},
    {
        "credential": "static_key",
        "behaviour": Behaviour.STORED,
        "minted": False,
        "exportable": True,
        "copies": constant(2.0),
        "rotation_h": 60.0,
        "rotation_skip": 0.3,
    },
    {
        "credential": "shared_account",
        "behaviour": Behaviour.SHARED,
        "subject": Subject.FLEET,
        "minted": False,
        "exportable": True,
        "copies": constant(2.0),
        "rotation_h": 60.0,
    },
    {
        "credential": "human_delegated",
        "behaviour": Behaviour.DELEGATED,
        "subject": Subject.PERSON,
        "session_h": 30.0,
    },
    {"credential": "managed_identity", "behaviour": Behaviour.PLATFORM, "ttl_high_h": 6.0},
    {"jit": True, "revoke_on_end": True, "session_h": 8.0},
)
"""Credentials: exchanged, stored, shared by a fleet, a person's, the platform's, per task."""

SHARED_TOKENS = {"subject": Subject.FLEET, "ttl_low_h": 2.0, "ttl_high_h": 5.0}

CHOICES: dict[str, tuple[Any, ...]] = {
    "gates": (1, 0, 2),
    "approval_h": (constant(1.0), exponential(6.0), constant(0.0)),
    "approval_timeout_h": (NEVER, 4.0, 30.0),
    "refused": (0.0, 0.4),
    "grant_h": (NEVER, 5.0),
    "grant_factor": (constant(1.0), constant(3.0)),
    "approval_queue": (0, -1),
    "trigger": (1.0, 0.5),
    "known": (1.0, 0.5),
    "owned": (1.0, 0.5),
    "route_h": (constant(0.0), exponential(10.0)),
    "channel": (Channel.EXPIRY, Channel.PUSH, Channel.POLL, Channel.TICKET),
    "push_coverage": (1.0, 0.5),
    "poll_steps_h": ((), (3.0, 0.5)),
    "bulk_miss": (0.0, 0.5),
    "bulk_rate_per_h": (5000.0, 0.5),
    "on_retired": (Presence.LEAVE, Presence.ROTATE),
    "on_incident": (Presence.ROTATE, Presence.LEAVE),
    "redistribute_h": (constant(4.0), exponential(12.0)),
    "residue": (0.0, 0.5),
    "on_demand": (False, True),
    "renew_point": (1.0, 0.5),
    "review_every_h": (NEVER, 40.0, 24.0),
    "review_catch": (0.0, 0.5),
    "review_delay_h": (0.0, 10.0),
    "token_theft_per_h": (0.0, 2e-3),
    "copy_leak_per_h": (0.0, 1e-3),
    "hijack_per_h": (0.0, 2e-3),
    "federation_per_h": (0.0, 1e-3),
    "alarm": (0.0, 0.5),
    "enforced": (1.0, 0.5),
    "birth_asks": (False, True),
    "removed": (1.0, 0.0),
    "removal_h": (constant(0.0), exponential(30.0)),
}
"""What a control may be, the plainest first."""

POLICY: tuple[dict[str, Any], ...] = (
    {},
    {
        "decision": Decision.REQUEST_TIME,
        "decision_h": constant(1e-4),
        "cache_h": 0.5,
        "false_deny": 0.1,
    },
    {
        "decision": Decision.REQUEST_TIME,
        "decision_h": constant(1e-4),
        "cache_h": 6.0,
        "permits": np.array([True, False, False]),
        "false_allow": 0.3,
    },
    {"decision": Decision.REQUEST_TIME, "decision_h": constant(1e-4), "fail_open": True},
    {"decision": Decision.TOKEN_CLAIM, "ttl_low_h": 2.0, "ttl_high_h": 9.0},
)
"""Who decides: roles; a policy that errs and caches for a while; one that permits a class; one
that fails open; what a token says."""

HOURS = st.one_of(
    st.integers(0, 9).map(lambda day: 24.0 * day),  # block edges, reviews, other happenings
    st.integers(0, 960).map(lambda quarter: quarter / 4),
)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """One control profile: a kind of credential, a way to decide, and odd controls."""
    chosen = {name: draw(st.sampled_from(values)) for name, values in CHOICES.items()}
    kind = draw(st.sampled_from([*KINDS, SHARED_TOKENS]))
    return build_row(**(dict(draw(st.sampled_from(POLICY))) | chosen | kind))


@st.composite
def happenings(
    draw: st.DrawFn, fleets: int, platforms: int, instants: st.SearchStrategy[float]
) -> tuple[Happening, ...]:
    """Return incidents of all kinds, often of one directory at overlapping times."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(["outage", "order", "leak", "hijack", "directory_compromise"]))
        found.append(
            Happening(
                id=kind,
                number=number,
                at_h=draw(instants),
                kind=kind,
                fleet=draw(st.integers(0, fleets - 1)),
                platform=draw(st.integers(0, platforms - 1)),
                directory=draw(st.sampled_from(["d0", "d1"])),
                agents=draw(st.integers(0, 2)),
                reason=draw(st.sampled_from(["incident", "retired", "drill"])),
                lasts_h=draw(st.sampled_from([1.0, 6.0, 40.0])),
                place=draw(st.sampled_from([-1, -1, 0])),
            )
        )
        if found[-1].kind == "outage" and draw(st.booleans()):  # and again before it is over
            again_h = found[-1].at_h + found[-1].lasts_h / 2
            found.append(replace(found[-1], number=100 + number, at_h=again_h))
    return tuple(sorted(found, key=lambda each: each.at_h))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Return a small organisation and its workload."""
    platforms = draw(st.integers(1, 3))
    agents = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=2)))
    office = np.zeros(168, dtype=np.bool_)
    office.reshape(7, 24)[:5, 9:17] = True
    calendar = draw(st.sampled_from([np.ones(168, dtype=np.bool_), office]))
    return build_world(
        platforms=platforms,
        resources_per_platform=draw(st.integers(1, 2)),
        count=draw(st.sampled_from([20, 2])),
        agents=agents,
        tasks_per_h=draw(st.sampled_from([0.1, 0.5, 2.0])),
        novelty=draw(st.sampled_from([0.0, 0.05, 0.3])),
        lifetime=draw(st.sampled_from([constant(NEVER), exponential(120.0), constant(50.0)])),
        seed=draw(st.integers(0, 10_000)),
        horizon_h=draw(st.sampled_from([96.0, 168.0, 200.5])),
        warm_up_h=draw(st.sampled_from([0.0, 24.0, 30.5])),
        follow_up_h=draw(st.sampled_from([0.0, 48.0])),
        greenfield=draw(st.booleans()),
        edges=draw(st.sampled_from([np.zeros((0, 2), dtype=np.int64), np.array([[0, 0]])])),
        queues=(Queue("team", draw(st.integers(1, 2)), calendar),),
        hops_per_task=draw(st.sampled_from([constant(1.0), Sampler("lognormal", 1.2, 0.6, 4.0)])),
        hop_gap_h=draw(st.sampled_from([constant(0.0), exponential(0.02), exponential(2.0)])),
        week=draw(st.sampled_from([np.ones(168), np.where(office, 3.0, 0.375)])),
    )


def hop_times(case: Case) -> list[float]:
    """Return when the agents' first tasks in the run have their hops."""
    agents, world = draw_agents(case.world, case.replication), case.world
    blocks = Blocks(world, agents, case.replication, case.block_h)
    drawn = [blocks.draw(agent, 0).time_h for agent in range(len(agents))]
    times = np.sort(np.concatenate(drawn))
    found: list[float] = times[(times >= 0.0) & (times < world.horizon_h)].tolist()
    return found[:40]


@st.composite
def designs(
    draw: st.DrawFn, world: World, few: int = 3, instants: st.SearchStrategy[float] = HOURS
) -> Governance:
    """Return a design of a world: one or two directories, a profile or several, maybe a phase.

    In the later phase platforms may be bound to the other directory, with a date or without one.
    """
    profiles = draw(st.lists(rows(), min_size=1, max_size=few))
    where = st.integers(0, len(profiles) - 1)
    platforms, fleets = world.n_platforms, len(world.fleets.ids)
    bindings = [[draw(st.integers(0, 1)) for _ in range(platforms)] for _ in range(2)]
    bindings[0][0] = 0
    dated = np.array([draw(st.booleans()) for _ in range(platforms)])
    places = [
        np.array([[draw(where) for _ in range(fleets)] for _ in range(platforms)])
        for _ in range(draw(st.integers(1, 2)))
    ]
    starts = (-NEVER, draw(instants))
    directories = max(map(max, bindings)) + 1
    federated = np.array([draw(st.booleans()) for _ in range(platforms)])
    real_h = np.where(dated & (starts[1] > 0.0) & (len(places) > 1), starts[1], -NEVER)
    failing = draw(st.sampled_from([constant(NEVER), exponential(60.0)]))
    return build_governance(
        world,
        directory_ids=tuple(f"d{i}" for i in range(directories)),
        directory_keys=keys_of("directory", tuple(f"d{i}" for i in range(directories))),
        compromise_per_h=np.full(directories, draw(st.sampled_from([0.0, 2e-3]))),
        recovery_h=(exponential(24.0),) * directories,
        outage_every_h=(failing,) * directories,
        outage_lasts_h=(exponential(draw(st.sampled_from([1.0, 12.0]))),) * directories,
        planned_h=real_h,
        real_h=real_h,
        migrated=np.array([draw(st.booleans()) for _ in range(platforms)]),
        phases=tuple(
            Controls(start_h, tuple(profiles), place, np.array(bound), federated)
            for start_h, place, bound in zip(starts, places, bindings, strict=False)
        ),
        exceptions=(0,) * len(places),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Return one replication of a design, now and then with another one that was there before.

    What happens often happens at the very instant of a hop, and so does the end of the run.
    """
    world = draw(worlds())
    block_h, replication = draw(st.sampled_from([24.0, 100.0, None])), draw(st.integers(0, 3))
    plain = Case(world, build_governance(world), replication=replication, block_h=block_h)
    times = hop_times(plain)
    instants = HOURS | st.sampled_from(times) if times else HOURS
    world = replace(
        world,
        horizon_h=draw(st.sampled_from([world.horizon_h, *times[-1:]])),
        happenings=draw(happenings(len(world.fleets.ids), world.n_platforms, instants)),
    )
    return replace(
        plain,
        world=world,
        governance=draw(designs(world, instants=instants)),
        inherited=draw(st.none() | designs(world, few=1)),
    )
