"""How the end of an account reaches a platform, and when its last token runs out (M12).

Draws are keyed by the order, the agent and the platform; coverage of a push by the agent and
the platform alone, since it was settled when the agent was bound.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import Channel, Decision
from models.engine.authentication import rest_of_task_h
from models.engine.authorisation import cached_rest_h
from models.engine.single_token import token_of

if TYPE_CHECKING:
    from models.compiled.governance import Row
    from models.compiled.sampler import Sampler
    from models.compiled.world import FloatArray
    from models.engine.orders import Order
    from models.engine.state import State


def poll_delay_h(
    generator: np.random.Generator, steps_h: tuple[float, ...], size: int
) -> FloatArray:
    """Return how long news takes through a chain of polls, hours, (size,).

    Each link looks at the one before it at a fixed interval, with an independent phase.
    """
    found = np.zeros(size)
    for step_h, phase in zip(steps_h, generator.random((len(steps_h), size)), strict=True):
        found += step_h * phase
    return found


def bulk_wait_h(place: int, rate_per_h: float) -> float:
    """Return how long the account at one place, from 0, of a bulk order waits, hours."""
    return (place + 1) / rate_per_h if rate_per_h > 0 else math.inf


def missed(generator: np.random.Generator, miss: float) -> bool:
    """Say whether a bulk order misses a credential."""
    return bool(generator.random() < miss)


def covered_by_push(state: State, agent: int, platform: int, row: Row) -> bool:
    """Say whether pushes reach this agent's access to this platform."""
    generator = state.stream("covered by push", *_keys(state, agent, platform))
    return bool(generator.random() < row.push_coverage)


def drawn_h(state: State, purpose: str, sampler: Sampler, order: Order, platform: int) -> float:
    """Return one draw for one order on one platform, hours."""
    keys = order.key, *_keys(state, order.agent, platform)
    return sampler.draw_one(state.stream(purpose, *keys))


def ticket_h(state: State, row: Row, order: Order, platform: int) -> float:
    """Join the queue of tickets now, and return how long the ticket takes, hours.

    Without a team that is named the work begins at once.
    """
    work_h = drawn_h(state, "work of a ticket", row.ticket_h, order, platform)
    if row.ticket_queue < 0:
        return work_h
    return state.teams[row.ticket_queue].serve(state.now, work_h).left_h - state.now


def arrival_h(
    state: State, row: Row, order: Order, platform: int, *, ticketed: bool
) -> tuple[float, bool]:
    """Return how long a disabled account stays usable on a platform, and whether tokens die then.

    Args:
        state: The replication, at the instant at which the account was disabled.
        row: Control profile of the agent on the platform.
        order: The order.
        platform: Platform.
        ticketed: True where a ticket has already removed the account's secret.
    """
    channel = row.channel
    if channel == Channel.PUSH:
        if covered_by_push(state, order.agent, platform, row):
            return drawn_h(state, "delay of a push", row.push_delay_h, order, platform), True
        channel = row.push_fallback
    if channel == Channel.POLL:
        keys = order.key, *_keys(state, order.agent, platform)
        generator = state.stream("phases of polls", *keys)
        return float(poll_delay_h(generator, row.poll_steps_h, 1)[0]), False
    if channel == Channel.TICKET and not ticketed:
        return ticket_h(state, row, order, platform), False
    return 0.0, False


def rest_h(state: State, order: Order, account: int, platform: int, at_h: float) -> float:
    """Return how long what an agent holds of an account at an instant can still be used, hours.

    That is what can be minted and used without the account; less where a policy decides at
    every hop, or where credentials live no longer than their task.
    """
    fleet = int(state.agents.fleet[order.agent])
    row = state.way_row(account, platform, at_h)
    keys = order.key, *_keys(state, order.agent, platform)
    rest = token_rest_h(state, order.agent, account, platform, order.key, at_h)
    if row.decision == Decision.REQUEST_TIME and rest > 0:
        here = state.world.resource_platform == platform
        hops = state.hops_on_resources_per_h[fleet, here]
        cached = cached_rest_h(state.stream("decisions in the cache", *keys), row.cache_h, hops)
        rest = min(rest, cached)
    if row.jit and rest > 0:
        rest = min(rest, task_rest_h(state, order.agent, platform, order.key, row))
    return rest


def token_rest_h(
    state: State,
    agent: int,
    account: int,
    platform: int,
    occasion: int,
    at_h: float,
    *,
    mints: bool = True,
) -> float:
    """Return how long an agent's tokens of an account give access after an instant, hours.

    Args:
        state: The replication.
        agent: The agent.
        account: The account.
        platform: The platform.
        occasion: Key of the occasion; one occasion gives one answer.
        at_h: The instant; from then on nothing is issued to the account.
        mints: Whether the holder has the source token too, and mints to the last.
    """
    row = state.way_row(account, platform)
    if not row.minted:
        return 0.0
    keys = _keys(state, agent, platform)
    asked = state.stream("token asked about", *keys, occasion)
    phases = state.stream("phase of tokens", *keys)
    hops_per_h = float(state.hops_per_h[state.agents.fleet[agent], platform])
    token = token_of(row, hops_per_h, asked, phases)
    return token.mintable_h(at_h) if mints else token.access_rest_h(at_h)


def task_rest_h(state: State, agent: int, platform: int, occasion: int, row: Row) -> float:
    """Return how long the credential of an agent's latest task lives on, 0 if there is none."""
    generator = state.stream("running tasks", occasion, *_keys(state, agent, platform))
    return rest_of_task_h(state.world, generator, row, int(state.agents.fleet[agent]))[1]


def _keys(state: State, agent: int, platform: int) -> tuple[int, int]:
    return int(state.agents.key[agent]), int(state.world.platform_keys[platform])
