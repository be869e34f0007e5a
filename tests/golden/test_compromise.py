from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.engine.compromise import Attacks
from models.engine.losses import TOKEN_THEFT, Loss
from models.engine.orders import OrderBook
from models.engine.simulation import prepare
from models.engine.visibility import observe
from tests.golden.estimate import assert_golden
from tests.models.engine.conftest import exponential
from tests.models.engine.organisation import one_platform

if TYPE_CHECKING:
    from models.engine.state import State

MINUTE_H = 1 / 60


def thefts(state: State) -> list[Loss]:
    keys = state.accounts.key.tolist()
    return [Loss(TOKEN_THEFT, key, 0.0, "token", n, n, 0) for n, key in enumerate(keys)]


@pytest.mark.parametrize(
    ("minutes", "share", "agents"), [(5, 0.1336, 5000), (60, 0.7250, 8000), (1440, 0.9882, 1000)]
)
def test_a_short_life_of_tokens_comes_before_the_exploit(
    minutes: float, share: float, agents: int
) -> None:
    life = minutes * MINUTE_H
    world, design = one_platform(
        agents,
        ttl_low_h=life,
        ttl_high_h=life,
        public=1.0,
        public_use_h=exponential(17 * MINUTE_H),
        attack_rate_per_h=0.0,
    )
    state = prepare(world, design, 0)
    visibility = observe(world, design, 0)
    attacks = Attacks(state, None, None, NoOrders(), visibility)  # type: ignore[arg-type]
    for loss in thefts(state):
        state.clock.at(0.0, lambda loss=loss: attacks.lose(loss))  # type: ignore[misc]
    state.clock.advance(world.horizon_h)
    used = len(attacks.records().used_h)
    assert_golden(np.arange(agents) < used, share, share=True)


class NoOrders:
    """Nobody notices."""

    book = OrderBook()
