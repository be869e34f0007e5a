"""M4, authentication: how long what an agent proves itself with goes on working by itself.

Tokens are not stored: their residual life is computed when asked.

* A stored secret without tokens authenticates at every hop: residual 0.
* Tokens of one constant TTL renewed in the background follow a clock of keyed phase.
* Tokens of uniform TTL: the one that covers an instant is length-biased, the age uniform.
* On demand: the first hop after the renew point renews. Hops of an agent on a platform are
  taken as Poisson at their mean rate, so the token that covers an instant is fresh (uniform
  age up to the renew point) or waits for a hop (renew point plus an exponential time).
* Two clocks, where tokens go on being minted from a source token that is held: its rest, then
  the residual of the token that is minted last.
* Just in time: a credential an open task; the residual of the one that lasts longest.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.engine.equilibrium import uniform_length_biased

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.compiled.governance import Row
    from models.compiled.world import BoolArray, FloatArray, IntArray, World
    from models.engine.state import State


BEGUN_H = 2.0**22
"""Clocks began up to this long ago, by their phase: the ticks of a TTL are ticks of its divisors.

So no access ends later under a TTL that divides the one before, order by order.
"""


@dataclass(frozen=True, slots=True)
class Draws:
    """Uniforms in [0, 1) and an Exp(1) of each token asked about, shapes (n,)."""

    phase: FloatArray
    source: FloatArray
    length: FloatArray
    age: FloatArray
    fresh: FloatArray
    wait: FloatArray


def draw(generator: np.random.Generator, phases: np.random.Generator, size: int) -> Draws:
    """Draw all that residuals of *size* tokens may need.

    Args:
        generator: Keyed by the occasion.
        phases: Keyed by the tokens alone: clocks tick on between occasions.
        size: How many.
    """
    clock = phases.random((2, size))
    u = generator.random((3, size))
    return Draws(clock[0], clock[1], u[0], u[1], u[2], generator.standard_exponential(size))


def together(draws: Sequence[Draws]) -> Draws:
    """Return the draws of some groups of tokens, one group after the other.

    Args:
        draws: At least one.
    """
    columns = ("phase", "source", "length", "age", "fresh", "wait")
    return Draws(*(np.concatenate([getattr(each, name) for each in draws]) for name in columns))


@dataclass(frozen=True, slots=True)
class Tokens:
    """How tokens live, as columns of equal shape.

    Attributes:
        low_h: Least TTL.
        high_h: Largest TTL.
        renew_point: Fraction of the TTL after which a token is renewed.
        on_demand: The next hop renews.
        session_h: Life of a source token from which tokens go on being minted; 0: none.
        hops_per_h: Rate of the hops that renew.
    """

    low_h: FloatArray
    high_h: FloatArray
    renew_point: FloatArray
    on_demand: BoolArray
    session_h: FloatArray
    hops_per_h: FloatArray


def residual_h(tokens: Tokens, draws: Draws, at_h: float) -> FloatArray:
    """Return how long access goes on after *at_h* if nothing is issued anew, hours, (n,)."""
    source = _source_rest(tokens, draws, at_h)
    return source + access_rest_h(tokens, draws, at_h + source)


def mintable_h(tokens: Tokens, draws: Draws, at_h: float) -> FloatArray:
    """Return how long somebody who mints at will keeps access after *at_h*, hours, (n,).

    Without a source token that is the residual of the token; with one, its rest plus a TTL.
    """
    source = _source_rest(tokens, draws, at_h)
    return np.where(source > 0, source + tokens.high_h, access_rest_h(tokens, draws, at_h))


def _source_rest(tokens: Tokens, draws: Draws, at_h: float) -> FloatArray:
    """Return the rest of the source token: a clock of keyed phase, renewed at its end."""
    life = tokens.session_h
    endless, none = np.isinf(life), life <= 0.0
    safe = np.where(endless | none, 1.0, life)
    rest = safe - _age(safe, draws.source, np.full(len(safe), at_h))
    return np.where(none, 0.0, np.where(endless, np.inf, rest))


def access_rest_h(tokens: Tokens, draws: Draws, at_h: FloatArray | float) -> FloatArray:
    """Return the residual of the access token at an instant, hours, (n,)."""
    finite = np.isfinite(tokens.high_h) & (tokens.high_h > 0.0)
    when = np.where(np.isfinite(at_h), at_h, 0.0)
    low, high = np.where(finite, tokens.low_h, 1.0), np.where(finite, tokens.high_h, 1.0)
    biased = uniform_length_biased(low, high, draws.length)
    plain = low + (high - low) * draws.length
    ticking = high - _age(tokens.renew_point * high, draws.phase, when)
    varied = biased - draws.age * tokens.renew_point * biased
    background = np.where(low == high, ticking, varied)
    rest = np.where(tokens.on_demand, _on_demand(tokens, draws, biased, plain), background)
    return np.where(finite, rest, np.where(tokens.high_h > 0.0, np.inf, 0.0))


def _age(period: FloatArray, phase: FloatArray, at_h: FloatArray) -> FloatArray:
    """Return the time since the last renewal of a clock."""
    safe = np.where(period > 0.0, period, 1.0)
    return np.where(period > 0.0, np.mod(at_h + phase * BEGUN_H, safe), 0.0)


def _on_demand(tokens: Tokens, draws: Draws, biased: FloatArray, plain: FloatArray) -> FloatArray:
    """Return residuals of tokens that the next hop after the renew point renews."""
    mean = (tokens.low_h + tokens.high_h) / 2
    fresh_h = tokens.renew_point * mean
    gap_h = 1.0 / np.maximum(tokens.hops_per_h, 1e-9)
    fresh = draws.fresh * (fresh_h + gap_h) < fresh_h
    in_time = biased - draws.age * tokens.renew_point * biased
    waiting = plain - tokens.renew_point * plain - draws.wait * gap_h
    return np.where(fresh, in_time, np.maximum(waiting, 0.0))


# Tokens of accounts.


def tokens_of(
    state: State, platform: int, fleets: IntArray, rows: IntArray | None = None
) -> Tokens:
    """Return how tokens live on a platform for accounts of some fleets, now, (n,).

    Args:
        state: The replication.
        platform: The platform.
        fleets: Fleet of each account, (n,).
        rows: Which of `State.rows` governs each, (n,); those of the platform now if left out.
    """
    profiles = state.profiles
    row = profiles.row[platform, fleets] if rows is None else rows
    minted = profiles.minted[row]
    return Tokens(
        low_h=profiles.ttl_low_h[row] * minted,
        high_h=np.where(minted, profiles.ttl_high_h[row], 0.0),
        renew_point=profiles.renew_point[row],
        on_demand=profiles.on_demand[row],
        session_h=np.where(profiles.exchanged[row], profiles.session_h[row], 0.0),
        hops_per_h=state.hops_per_h[fleets, platform],
    )


def hops_per_h(world: World) -> FloatArray:
    """Return an agent's mean hops per hour by fleet and platform, (F, P)."""
    by_resource = hops_on_resources_per_h(world)
    found = np.zeros((len(by_resource), world.n_platforms))
    for resource, platform in enumerate(world.resource_platform.tolist()):
        found[:, platform] += by_resource[:, resource]
    return found


def hops_on_resources_per_h(world: World) -> FloatArray:
    """Return an agent's mean hops per hour by fleet and resource, (F, R)."""
    fleets, n = world.fleets, world.n_resources
    rate = fleets.tasks_per_h * max(1.0, world.hops_per_task.mean)
    return rate[:, None] * (fleets.aim[:, :n] + fleets.aim[:, n:])


# Just-in-time credentials.

TASKS_BACK = 20.0
"""Tasks are looked for this many mean lengths back."""


def task_lengths_h(world: World, generator: np.random.Generator, size: int) -> FloatArray:
    """Draw the lengths of tasks, from first to last hop, hours, (size,)."""
    hops = np.maximum(np.ceil(world.hops_per_task.draw(generator, size)), 1.0).astype(np.int64)
    gaps = world.hop_gap_h.draw(generator, int(hops.sum()))
    first = np.cumsum(hops) - hops
    gaps[first] = 0.0
    return np.add.reduceat(gaps, first) if size else np.zeros(0)


def credentials_rest_h(
    starts_h: FloatArray, lengths_h: FloatArray, row: Row, at_h: float
) -> FloatArray:
    """Return the rest of each task's just-in-time credential, 0 or less where it has ended, (n,).

    It is renewed while its task runs. Revoked at the end, it lives on for the linger time, else
    until its TTL.
    """
    ends = starts_h + lengths_h
    if row.revoke_on_end:
        return ends + row.linger_h - at_h
    ttl = row.ttl_high_h
    turns = np.ceil(np.maximum(lengths_h, 1e-12) / ttl) if 0.0 < ttl < np.inf else 1.0
    return np.maximum(ends + row.linger_h, starts_h + turns * ttl) - at_h


def rest_of_task_h(
    world: World, generator: np.random.Generator, row: Row, fleet: int
) -> tuple[int, float]:
    """Return how many just-in-time credentials an agent holds at an instant, and the longest rest.

    Tasks arrive at their mean rate; running ones are those of a stationary M/G/infinity queue.
    Tasks that wait for approval are left out.
    """
    rate = float(world.fleets.tasks_per_h[fleet])
    mean_h = (max(1.0, world.hops_per_task.mean) - 1.0) * world.hop_gap_h.mean
    back_h = TASKS_BACK * mean_h + row.linger_h
    if not row.revoke_on_end and np.isfinite(row.ttl_high_h):
        back_h += row.ttl_high_h
    n = int(generator.poisson(rate * back_h))
    starts = -back_h * generator.random(n)
    rest = credentials_rest_h(starts, task_lengths_h(world, generator, n), row, 0.0)
    return int(np.count_nonzero(rest > 0.0)), float(rest.max(initial=0.0))


def live_share(world: World, row: Row, fleet: int) -> float:
    """Return the mean share of time in which an agent holds a just-in-time credential.

    That is the busy share of a stationary M/G/infinity queue.
    """
    mean_h = (max(1.0, world.hops_per_task.mean) - 1.0) * world.hop_gap_h.mean
    return -math.expm1(-float(world.fleets.tasks_per_h[fleet]) * (mean_h + row.linger_h))
