"""Tickets of one order at six teams, or all at one that is pooled: when is the last one done?

A team of the closed forms works round the clock, has M/M/1 load (6 h between, 4 h of work), and
so keeps a ticket for Exp(12 h).
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.engine.streams import stream
from models.engine.working_hours import Calendar, Team
from tests.golden.estimate import AT_95, AT_999, assert_golden
from tests.models.engine.conftest import exponential

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

TEAMS, BETWEEN_H, WORK_H = 6, 6.0, 4.0
KEPT_H = 1 / (1 / WORK_H - 1 / BETWEEN_H)
BATCHES = 240

ABOUT = 0.02 * AT_999 / AT_95
"""What "about" may be off by, relative: 3.4 %.  Such a figure is an estimate itself, and one of
a half-width of up to 2 % counts; so its 99.9 % interval reaches this far."""


def teams(number: int, servers: int = 1) -> list[Team]:
    always = Calendar(np.ones(168, dtype=np.bool_))
    return [Team(f"team {n}", always, [-math.inf] * servers) for n in range(number)]


def drawn_h(mean_h: float, purpose: str, *shape: int) -> Floats:
    drawn = exponential(mean_h).draw(stream(1, 0, purpose), math.prod(shape))
    return drawn.reshape(shape)


def batch_means(values: Floats) -> Floats:
    """Return means of batches so long that one hardly knows of the one before."""
    found: Floats = values.reshape(BATCHES, -1).mean(axis=1)
    return found


def last_of_rare_orders_h(orders: int, jobs_between: int) -> Floats:
    """Return how long the last of six tickets takes, for orders that see a stationary load.

    Rare means that an order's own tickets stand in nobody's way: they join a copy of the queue.
    """
    every_h = jobs_between * BETWEEN_H
    probes = drawn_h(WORK_H, "work of probes", orders, TEAMS)
    found = np.empty((orders, TEAMS))
    for place, team in enumerate(teams(TEAMS)):
        number = int(1.1 * orders * jobs_between)
        at_h = np.cumsum(drawn_h(BETWEEN_H, f"arrivals {place}", number)).tolist()
        work_h = drawn_h(WORK_H, f"work {place}", number).tolist()
        assert at_h[-1] > orders * every_h
        job = 0
        for order in range(orders):
            now_h = (order + 1) * every_h
            while at_h[job] < now_h:
                team.serve(at_h[job], work_h[job])
                job += 1
            team.jobs.clear()
            copy = replace(team, free_h=[*team.free_h], jobs=[])
            found[order, place] = copy.serve(now_h, float(probes[order, place])).left_h - now_h
    last_h: Floats = found.max(axis=1)
    return last_h


def last_of_all_orders_h(orders: int, *, pooled: bool) -> Floats:
    """Return how long the last of six tickets takes where orders bring all tickets."""
    at_h = np.cumsum(drawn_h(BETWEEN_H, "orders", orders)).tolist()
    work_h = drawn_h(WORK_H, "work of orders", orders, TEAMS).tolist()
    queues = teams(1, TEAMS) * TEAMS if pooled else teams(TEAMS)
    found = np.empty(orders)
    for order, (now_h, work) in enumerate(zip(at_h, work_h, strict=True)):
        jobs = [team.serve(now_h, h) for team, h in zip(queues, work, strict=True)]
        found[order] = max(job.left_h for job in jobs) - now_h
        for team in queues:
            team.jobs.clear()
    return found


def by_recursion_h(*, pooled: bool) -> Floats:
    """Return the mean of the last of six tickets in independent organisations.

    Lindley's and Kiefer and Wolfowitz's recursions on the work that each server has ahead, for
    many organisations at once; written without the engine and with draws of its own.
    """
    rng = np.random.default_rng(11)
    organisations, settling, orders = 4000, 200, 400
    every = np.arange(organisations)
    ahead_h, total = np.zeros((organisations, TEAMS)), np.zeros(organisations)
    for order in range(settling + orders):
        last_h = np.zeros(organisations)
        for ticket in range(TEAMS):
            server = ahead_h.argmin(axis=1) if pooled else np.full(organisations, ticket)
            ahead_h[every, server] += rng.exponential(WORK_H, organisations)
            np.maximum(last_h, ahead_h[every, server], out=last_h)
        total += last_h if order >= settling else 0.0
        gap_h = rng.exponential(BETWEEN_H, (organisations, 1))
        ahead_h = np.maximum(ahead_h - gap_h, 0.0)
    return total / orders


def test_the_last_of_six_teams_is_late_for_a_rare_order() -> None:
    last_h = last_of_rare_orders_h(orders=14_400, jobs_between=8)
    harmonic = sum(1 / n for n in range(1, TEAMS + 1))
    assert pytest.approx(29.4) == KEPT_H * harmonic
    assert_golden(batch_means(last_h), KEPT_H * harmonic)


@pytest.mark.parametrize(
    ("pooled", "orders", "about_h"),
    [
        (False, 144_000, 25.5),
        (True, 72_000, 13.9),
        pytest.param(False, 1_440_000, 25.5, marks=pytest.mark.nightly),
        pytest.param(True, 720_000, 13.9, marks=pytest.mark.nightly),
    ],
)
def test_where_orders_bring_all_tickets_their_last_ones_come_together(
    orders: int, about_h: float, *, pooled: bool
) -> None:
    found = batch_means(last_of_all_orders_h(orders, pooled=pooled))
    wanted = by_recursion_h(pooled=pooled)
    errors = [float(each.std(ddof=1)) / len(each) ** 0.5 for each in (found, wanted)]
    apart = float(found.mean() - wanted.mean())
    print(f"{found.mean():.5g} by the engine, {wanted.mean():.5g} by recursion")
    assert AT_95 * errors[0] <= 0.02 * about_h
    assert abs(apart) <= AT_999 * math.hypot(*errors)
    assert abs(wanted.mean() - about_h) <= ABOUT * about_h + AT_999 * errors[1]
