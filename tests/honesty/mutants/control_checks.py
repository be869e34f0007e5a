"""Checks of the control plane against references that do one thing at a time."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest

from models.compiled.governance import Channel
from models.compiled.world import Happening
from models.engine.authentication import Tokens, draw, residual_h
from models.engine.propagation import poll_delay_h, token_rest_h
from models.engine.reviews import things_found
from models.engine.secrets import Secrets
from models.engine.simulation import prepare, simulate
from models.engine.single_token import token_of
from models.engine.streams import stream
from models.engine.visibility import observe
from models.engine.ways import through_edges
from models.engine.working_hours import Calendar, Team
from tests.models.engine.conftest import build_governance, build_row, build_world, constant
from tests.models.engine.organisation import stored_key
from tests.models.engine.test_simulation import OFFICE, design, lively
from tests.reference.reneging_queue import leave_times
from tests.reference.token_clock import Life, residuals_h

N = 20_000

Hours = npt.NDArray[np.float64]


def tokens() -> None:
    """Compare residuals of tokens, many or one, with those of tokens issued one by one."""
    for life in (
        Life(1.0, 3.0),
        Life(1.0, 1.0, renew_point=0.5),
        Life(1.0, 3.0, renew_point=0.5),
        Life(1.0, 1.0, renew_point=0.5, hops_per_h=2.0),
        Life(1.0, 3.0, renew_point=0.8, hops_per_h=1.0),
        Life(1.0, 1.0, session_h=7.3719),
    ):
        expected = residuals_h(life, N, 5)
        _assert_alike(_residuals_h(life), expected, life)
        if not life.session_h:
            _assert_alike(_single_residuals_h(life), expected, life)


def minting() -> None:
    """Who holds a source token mints at the last moment: its rest, and a whole TTL."""
    row = build_row(ttl_low_h=1.0, ttl_high_h=1.0, session_h=8.0)
    asked, phases = stream(1, 0, "asked"), stream(1, 0, "phases")
    found = [token_of(row, 0.0, asked, phases).mintable_h(777.7) for _ in range(5000)]
    assert np.mean(found) == pytest.approx(8.0 / 2 + 1.0, rel=0.02)


def _assert_alike(found: Hours, expected: Hours, life: Life) -> None:
    assert found.mean() == pytest.approx(expected.mean(), rel=0.03), life
    places = np.linspace(0.05, 0.95, 19)
    apart = np.abs(np.quantile(found, places) - np.quantile(expected, places))
    assert apart.max() < 0.05 * (life.high_h + life.session_h), life


def _single_residuals_h(life: Life) -> Hours:
    row = build_row(
        ttl_low_h=life.low_h,
        ttl_high_h=life.high_h,
        renew_point=life.renew_point,
        on_demand=life.hops_per_h > 0,
    )
    asked, phases = stream(1, 0, "asked"), stream(1, 0, "phases")
    return np.array(
        [token_of(row, life.hops_per_h, asked, phases).access_rest_h(777.7) for _ in range(5000)]
    )


def _residuals_h(life: Life) -> Hours:
    column = np.ones(N)
    kinds = Tokens(
        low_h=column * life.low_h,
        high_h=column * life.high_h,
        renew_point=column * life.renew_point,
        on_demand=np.full(N, life.hops_per_h > 0),
        session_h=column * life.session_h,
        hops_per_h=column * life.hops_per_h,
    )
    return residual_h(kinds, draw(stream(1, 0, "asked"), stream(1, 0, "phases"), N), 777.7)


def draws() -> None:
    """Draws hang on what they are keyed by, and on nothing else."""
    world = build_world(agents=(40,))
    states = [prepare(world, build_governance(world, build_row()), n) for n in range(2)]
    rests = [
        [token_rest_h(states[0], agent, agent, 0, n, 55.5) for agent in range(40)] for n in (1, 2)
    ]
    assert rests[0] == rests[1]  # a clock ticks on, whoever asks
    other = [token_rest_h(states[1], agent, agent, 0, 1, 55.5) for agent in range(40)]
    assert rests[0] != other


def orders() -> None:
    """Misses are of credentials, coverage is of an agent's access, and news falls back."""
    at = [
        Happening("drill", n, 100.0 * (n + 1), "order", -1, -1, "", 0, "drill", 0.0) for n in (0, 1)
    ]
    world = build_world(platforms=2, agents=(60,), happenings=tuple(at), tasks_per_h=1e-9)
    row = build_row(
        channel=Channel.PUSH,
        push_coverage=0.5,
        push_fallback=Channel.POLL,
        poll_steps_h=(1000.0,),
        bulk_miss=0.5,
        ttl_low_h=0.01,
        ttl_high_h=0.01,
    )
    found = simulate(world, build_governance(world, row), 0, {})[0].orders
    missed = np.isinf(found.disable_h)
    assert 40 < missed[found.at_h == 100.0].sum() < 80
    late = found.propagate_h > 0.0
    assert (found.propagate_h[late & ~missed] > 1.0).any()
    slow = [
        {(a, p) for a, p in zip(found.agent[mine], found.platform[mine], strict=True)}
        for at_h in (100.0, 200.0)
        for mine in [(found.at_h == at_h) & late & ~missed]
    ]
    quick = [
        {(a, p) for a, p in zip(found.agent[mine], found.platform[mine], strict=True)}
        for at_h in (100.0, 200.0)
        for mine in [(found.at_h == at_h) & ~late & ~missed]
    ]
    assert slow[0] & slow[1]
    assert not slow[0] & quick[1]
    assert not slow[1] & quick[0]


def polls() -> None:
    """Compare a poll chain with links that look at their own instants."""
    steps = (3.0, 0.5, 2.0 / 3.0)
    found = poll_delay_h(stream(1, 0, "polls"), steps, N)
    generator, expected = np.random.default_rng(3), np.zeros(2000)
    for n in range(len(expected)):
        now = begun = generator.random() * 1000.0
        for step in steps:
            phase = generator.random() * step
            now = phase + math.ceil((now - phase) / step) * step
        expected[n] = now - begun
    assert found.mean() == pytest.approx(expected.mean(), rel=0.05)
    assert found.std() == pytest.approx(expected.std(), rel=0.08)


def conserved() -> None:
    """What was issued has expired, was revoked, or lives; at every team Little's identity holds."""
    world = lively()
    for changes in ({}, {"exceptions": (1,)}):
        estate = simulate(world, design(world, **changes), 1, {})[0].estate
        ended = estate.keys_expired + estate.keys_revoked
        assert estate.keys_issued == ended + estate.keys_live
        assert min(estate.keys_expired, estate.keys_revoked, estate.keys_live) > 0


def queues() -> None:
    """Compare a team with processes that wait, work and give up, and its calendar with a clock."""
    generator = np.random.Generator(np.random.SFC64(4))
    joined = np.cumsum(generator.standard_exponential(400))
    work = 2.2 * generator.standard_exponential(400)
    team = Team("team", Calendar(np.ones(168, dtype=np.bool_)), [-math.inf] * 2)
    left = [team.serve(float(t), float(w), 3.0).left_h for t, w in zip(joined, work, strict=True)]
    assert left == pytest.approx(leave_times(2, joined.tolist(), work.tolist(), 3.0))
    calendar = Calendar(OFFICE)
    for begin, hours in ((8.0, 3.0), (16.5, 1.0), (100.0, 50.0), (130.0, 0.5)):
        minutes = now = round(begin * 60)
        left_min = round(hours * 60)
        while left_min:
            left_min -= bool(OFFICE[now // 60 % 168])
            now += 1
        assert calendar.after(minutes / 60, hours) == pytest.approx(now / 60)


def reviews() -> None:
    """Compare the finds of a review with one coin for every grant."""
    places = np.arange(4000)
    things = np.full(4000, 20, dtype=np.int32)
    found = things_found(stream(2, 0, "review"), things, places, len(places), 0.3)
    coins = (np.random.default_rng(2).random((4000, 20)) < 0.3).sum(axis=1)
    assert found.mean() == pytest.approx(coins.mean(), rel=0.02)
    assert found.std() == pytest.approx(coins.std(), rel=0.05)


def secrets() -> None:
    """Compare the life of a leaked secret with rotations that are skipped one by one."""
    world, governance = stored_key(3000, rotation_h=100.0, rotation_skip=0.2)
    kept = Secrets(prepare(world, governance, 0))
    found = [kept.next_rotation(account, 50.0) - 50.0 for account in range(3000)]
    generator, expected = np.random.default_rng(7), []
    for _ in range(20_000):
        rest = generator.random() * 100.0
        while generator.random() < 0.2:
            rest += 100.0
        expected.append(rest)
    assert np.mean(found) == pytest.approx(np.mean(expected), rel=0.04)


def captures() -> None:
    """Each tool of a platform is captured by its own coin."""
    world = build_world(platforms=1, resources_per_platform=60)
    governance = build_governance(world, build_row(captured=constant(0.5)))
    captured = observe(world, governance, 0).captured[0, 0, :, 2]
    assert 10 < captured.sum() < 50


def edges() -> None:
    """An attacker goes along as many trust edges as there are."""
    pairs = np.array([[2, 3], [1, 2], [0, 1]])
    direct = np.array([9.0, -np.inf, -np.inf, -np.inf])
    found = through_edges(pairs, direct, lambda _edge, source_h: source_h)
    assert found.tolist() == [-np.inf, 9.0, 9.0, 9.0]


OWN = {
    check.__name__: check
    for check in (
        tokens,
        minting,
        draws,
        orders,
        polls,
        conserved,
        queues,
        reviews,
        secrets,
        captures,
        edges,
    )
}
