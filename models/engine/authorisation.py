"""M5, authorisation: what a hop may do, given grants and policy.

`allow` holds the probability that a hop at a code is allowed.  In scope: 1 - false deny where
the need is granted, else false allow.  Outside the scope a share e of the things is open, by
grants or because policy permits their class: e (1 - false deny) + (1 - e) false allow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from models.compiled.world import BoolArray, FloatArray, IntArray
    from models.engine.state import State


def rows_of(state: State, accounts: IntArray) -> IntArray:
    """Return which control profile governs each resource for some accounts, now, (n, R)."""
    return state.way_rows(accounts)[:, state.world.resource_platform]


def outside(state: State, accounts: IntArray) -> IntArray:
    """Return how many things of each resource lie outside the scope of some accounts, (n, R)."""
    return state.world.count - state.world.fleets.needed[state.accounts.fleet[accounts]]


def open_share(state: State, accounts: IntArray) -> FloatArray:
    """Return the share of the things outside the scope that some accounts can use, (n, R).

    Platforms that an account does not open count nothing.
    """
    rows, there = rows_of(state, accounts), outside(state, accounts)
    share = state.grants.extra[accounts] / np.maximum(there, 1)
    permitted = state.profiles.permits[rows, state.world.resource_class]
    share = np.where((permitted | unchecked(state, accounts)) & (there > 0), 1.0, share)
    return share * state.accounts.covers[accounts][:, state.world.resource_platform]


def unchecked(state: State, accounts: IntArray) -> BoolArray:
    """Return on which resources nothing is checked of some accounts now, (n, R)."""
    world, found = state.world, np.zeros((len(accounts), state.world.n_resources), dtype=np.bool_)
    for window in state.unchecked.windows:
        if np.isinf(window.to_h):
            whom = window.fleets[state.accounts.fleet[accounts]]
            found |= whom[:, None] & (world.resource_platform == window.platform)
    return found


def allowance(state: State, accounts: IntArray) -> npt.NDArray[np.float32]:
    """Return the probability that a hop with each account at each code is allowed, (n, 2R)."""
    rows, share = rows_of(state, accounts), open_share(state, accounts)
    no, wrongly = state.profiles.false_deny[rows], state.profiles.false_allow[rows]
    within = np.where(state.grants.needed[accounts], 1.0 - no, wrongly)
    beyond = share * (1.0 - no) + (1.0 - share) * wrongly
    free = unchecked(state, accounts)
    if free.any():
        within, beyond = np.where(free, 1.0, within), np.where(free, 1.0, beyond)
    return np.concatenate([within, beyond], axis=1).astype(np.float32)


def allow_again(state: State, accounts: IntArray) -> None:
    """Bring `allow` up to date for all agents of some accounts; others' codes stay as they are."""
    world = state.world
    allowed = allowance(state, accounts)
    place = np.full(len(state.accounts) + 1, -1)  # the last stands for "no account"
    place[accounts] = np.arange(len(accounts))
    covered = state.accounts.covers[accounts].any(axis=0)
    for platform in np.flatnonzero(covered).tolist():
        codes = np.flatnonzero(np.tile(world.resource_platform == platform, 2))
        row = place[state.accounts.account_of[:, platform]]
        agents = np.flatnonzero((row >= 0) & ~state.unopened[:, platform])
        state.allow[np.ix_(agents, codes)] = allowed[np.ix_(row[agents], codes)]


def open_of_code(state: State, account: int, code: int) -> float:
    """Return the share of the things of one code that an account can use."""
    world, grants = state.world, state.grants
    resource, fleet = code % world.n_resources, int(state.accounts.fleet[account])
    if code < world.n_resources:
        return float(grants.needed[account, resource])
    there = int(world.count[resource] - world.fleets.needed[fleet, resource])
    row = state.way_number(account, int(world.resource_platform[resource]))
    if there > 0 and state.profiles.permits[row, world.resource_class[resource]]:
        return 1.0
    if there > 0 and state.unchecked.open_to(int(world.resource_platform[resource]), fleet):
        return 1.0
    return float(grants.extra[account, resource]) / max(there, 1)


def allow_code(state: State, account: int, code: int) -> float:
    """Bring `allow` up to date for one code of one account; return the share of things open.

    Agents that no longer work with it there keep theirs.
    """
    world, share = state.world, open_of_code(state, account, code)
    platform = int(world.resource_platform[code % world.n_resources])
    row = state.way_number(account, platform)
    no, wrongly = float(state.profiles.false_deny[row]), float(state.profiles.false_allow[row])
    agents = state.accounts.users_of(account, platform)
    agents = agents[~state.unopened[agents, platform]]
    if state.unchecked.open_to(platform, int(state.accounts.fleet[account])):
        no, wrongly = 0.0, 1.0
    state.allow[agents, code] = share * (1.0 - no) + (1.0 - share) * wrongly
    return share


def cached_rest_h(generator: np.random.Generator, cache_h: float, hops_per_h: FloatArray) -> float:
    """Return how long the last cached decision of an agent's hops is still good, hours.

    Each key of the cache is fetched by the first hop after it ran out; hops are Poisson.  At an
    instant it is live with probability rate x cache / (1 + rate x cache), for a uniform rest.

    Args:
        generator: Keyed stream.
        cache_h: How long a decision is cached.
        hops_per_h: Hops of the agent by key of the cache (resource).
    """
    live, rest = generator.random(len(hops_per_h)), generator.random(len(hops_per_h))
    load = hops_per_h * cache_h
    held = live * (1.0 + load) < load
    return float((rest * held).max(initial=0.0) * cache_h)
