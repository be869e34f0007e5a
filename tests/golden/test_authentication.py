"""M4: residuals of tokens and live credentials at an instant that knows nothing of them."""

from __future__ import annotations

import numpy as np

from models.engine.authentication import Tokens, draw, residual_h, rest_of_task_h
from models.engine.streams import stream
from tests.golden.estimate import assert_golden
from tests.models.engine.conftest import build_row, build_world, constant

SEED, N = 20261, 200_000
MINUTES = 60.0


def residuals_min(low_min: float, high_min: float, renew_point: float) -> np.ndarray:
    """Return residuals of many accounts' tokens at many instants, minutes."""
    tokens = Tokens(
        low_h=np.full(N, low_min / MINUTES),
        high_h=np.full(N, high_min / MINUTES),
        renew_point=np.full(N, renew_point),
        on_demand=np.zeros(N, dtype=np.bool_),
        session_h=np.zeros(N),
        hops_per_h=np.ones(N),
    )
    draws = draw(stream(SEED, 0, "tokens"), stream(SEED, 0, "phases"), N)
    return residual_h(tokens, draws, 1234.5) * MINUTES


def test_token_residual_is_that_of_the_token_that_covers_the_instant() -> None:
    assert_golden(residuals_min(60.0, 90.0, 1.0), 38.0)


def test_renewing_early_makes_the_residual_longer() -> None:
    assert_golden(residuals_min(60.0, 60.0, 0.5), 45.0)


def test_live_credentials_are_the_tasks_that_run() -> None:
    world = build_world(
        agents=(1,), tasks_per_h=30.0, hops_per_task=constant(2.0), hop_gap_h=constant(0.25)
    )
    row = build_row(jit=True, revoke_on_end=True)
    live = [
        rest_of_task_h(world, stream(SEED, 0, "running tasks", n), row, 0)[0] for n in range(8000)
    ]
    assert_golden(live, 7.5)
