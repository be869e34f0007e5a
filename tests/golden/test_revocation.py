from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.compiled.governance import Channel
from models.engine.orders import DRILL
from models.engine.propagation import missed
from models.engine.replacement import Replacement
from models.engine.reviews import Reviews
from models.engine.revocation import Revocations
from models.engine.secrets import Secrets
from models.engine.simulation import prepare
from models.engine.streams import stream
from models.engine.working_hours import Calendar, Team
from tests.golden.estimate import assert_golden
from tests.models.engine.conftest import (
    build_governance,
    build_row,
    build_world,
    exponential,
    uniform,
)
from tests.models.engine.organisation import lognormal

if TYPE_CHECKING:
    import numpy.typing as npt

    from models.compiled.sampler import Sampler
    from models.engine.records import Orders

    Floats = npt.NDArray[np.float64]

MINUTE_H = 1 / 60


def drill(
    agents: int,
    platforms: int = 1,
    *,
    each_alone: bool = True,
    **row: Any,  # noqa: ANN401 - any attribute
) -> Orders:
    """Order the end of every agent's access, one by one or in bulk, and return the record."""
    world = build_world(
        platforms=platforms,
        agents=(agents,),
        resources_per_platform=1,
        tasks_per_h=1e-9,
        novelty=0.0,
    )
    state = prepare(world, build_governance(world, build_row(**row)), 0)
    secrets, reviews = Secrets(state), Reviews(state)
    revocations = Revocations(state, secrets, reviews, Replacement(state, secrets))

    def order() -> None:
        for batch in [[agent] for agent in range(agents)] if each_alone else [list(range(agents))]:
            revocations.order(batch, DRILL, 7)

    state.clock.at(0.0, order)
    state.clock.advance(world.horizon_h)
    return revocations.book.orders(world, state.agents)


def last_domain_h(orders: Orders, platforms: int) -> Floats:
    lag_h: Floats = orders.lag_h.reshape(-1, platforms).max(axis=1)
    return lag_h


def test_a_poll_chain_takes_two_hours() -> None:
    steps = (180 * MINUTE_H, 30 * MINUTE_H, 40 * MINUTE_H)
    orders = drill(12_000, channel=Channel.POLL, poll_steps_h=steps, minted=False)
    minutes = orders.lag_h / MINUTE_H
    assert_golden(minutes, 125.0)
    assert_golden((minutes - 125.0) ** 2, 53.93**2)
    np.testing.assert_array_equal(orders.propagate_h, orders.lag_h)


@pytest.mark.parametrize(
    ("servers", "every_h", "work", "jobs", "wait_h"),
    [
        (1, 6.0, exponential(4.0), 400_000, 8.0),
        (6, 1.0, exponential(4.0), 1_400_000, 0.5695),
        (1, 6.0, lognormal(4.0, 1.5), 800_000, 13.0),
    ],
    ids=["one", "pooled", "varied"],
)
def test_a_ticket_waits_behind_others(
    servers: int, every_h: float, work: Sampler, jobs: int, wait_h: float
) -> None:
    team = Team("team", Calendar(np.ones(168, dtype=np.bool_)), [-math.inf] * servers)
    gap_h = exponential(every_h).draw(stream(1, 0, "arrivals of tickets"), jobs)
    work_h = work.draw(stream(1, 0, "work of tickets"), jobs)
    wait = np.empty(jobs)
    for n, (at_h, h) in enumerate(zip(np.cumsum(gap_h).tolist(), work_h.tolist(), strict=True)):
        job = team.serve(at_h, h)
        wait[n] = job.started_h - at_h
        team.jobs.clear()
    assert_golden(controlled(wait, gap_h - every_h, work_h - work.mean), wait_h)


def controlled(wait: Floats, gap: Floats, work: Floats) -> Floats:
    """Return means over batches, less what gaps and work, of mean 0, explain of them."""
    batches = 400
    products = [work * np.roll(gap, lag) for lag in (-1, 1)]
    products += [each * np.roll(each, lag) for each in (gap, work) for lag in (1, 2, 4)]
    means = [each.reshape(batches, -1).mean(axis=1) for each in (gap, work, *products, wait)]
    controls, target = np.stack(means[:-1], axis=1), means[-1]
    slopes = np.linalg.lstsq(controls - controls.mean(axis=0), target, rcond=None)[0]
    rest: Floats = target - controls @ slopes
    return rest


@pytest.mark.parametrize(
    ("delay", "hours"), [(uniform(0.0, 1.0), 51.43 * MINUTE_H), (exponential(1.0), 2.45)]
)
def test_the_last_of_six_domains_is_late(delay: Sampler, hours: float) -> None:
    orders = drill(4000, 6, channel=Channel.PUSH, push_delay_h=delay)
    assert_golden(last_domain_h(orders, 6), hours)


def test_a_bulk_order_takes_its_time() -> None:
    orders = drill(20_000, each_alone=False, bulk_rate_per_h=5000.0, minted=False)
    assert_golden(orders.disable_h / MINUTE_H, 120.0)


def test_a_bulk_order_misses_something() -> None:
    generator = stream(1, 0, "missed in bulk")
    found = [any(missed(generator, 4 / 5000) for _ in range(5000)) for _ in range(3000)]
    assert_golden(found, 0.982, share=True)
