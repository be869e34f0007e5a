from __future__ import annotations

import numpy as np
import pytest

from models.engine.reviews import Reviews
from models.engine.simulation import prepare, simulate
from tests.golden.estimate import assert_golden
from tests.models.engine.conftest import exponential
from tests.models.engine.organisation import DAY_H, one_platform


@pytest.mark.parametrize(("catch", "days", "agents"), [(0.8, 67.5, 8000), (0.05, 1755.0, 10_000)])
def test_a_stale_grant_stands_until_a_review_finds_it(
    catch: float, days: float, agents: int
) -> None:
    world, design = one_platform(agents, review_every_h=90 * DAY_H, review_catch=catch)
    state = prepare(world, design, 0)
    reviews = Reviews(state)
    stale = np.random.default_rng(2).uniform(0.0, 90 * DAY_H, agents)
    found = [reviews.found_h(account, 0, at_h) - at_h for account, at_h in enumerate(stale)]
    assert_golden(np.array(found) / DAY_H, days)


def test_most_accounts_of_short_lived_agents_are_never_reviewed() -> None:
    horizon = {"horizon_h": 40 * 90 * DAY_H, "lifetime": exponential(7 * DAY_H)}
    world, design = one_platform(20, world=horizon, review_every_h=90 * DAY_H, review_catch=0.5)
    records, _ = simulate(world, design, 0, {})
    accounts, never = records.estate.accounts, records.estate.never_reviewed
    assert_golden(np.arange(accounts) < never, 0.922, share=True)
