"""Revocation lags against their formulas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.metrics import METRICS, NUMBERS, TABLES
from models.metrics.revocation.per_order import last_domains
from tests.models.metrics.outcomes import INF, NAN, Draft, draft, orders

TAU_H = 480.0


def _with(*rows: tuple[int, int, float], **more: Any) -> Draft:  # noqa: ANN401 - columns
    made = orders(*rows, **more)
    return draft().having(orders={name: getattr(made, name) for name in made.__slots__})


def _number(key: str, of: Draft) -> float:
    return NUMBERS[key].reduce(of.outcome())


# Order 0: platforms 0 and 1; order 1: platform 1 never; order 2: platform 2.
THREE = ((0, 0, 10.0), (1, 1, INF), (0, 1, 30.0), (2, 2, 470.0), (1, 0, 5.0))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("last_domain_lag", (30.0 + TAU_H + 470.0) / 3),
        ("domain_lag", (10 + TAU_H + 30 + 470 + 5) / 5),
        ("lag_p95", INF),
        ("lag_over_tau", 1 / 3),
        ("never_ends", 1 / 3),
        ("orders", 3 * 720.0 / (1440.0 - TAU_H)),
    ],
)
def test_numbers(key: str, value: float) -> None:
    assert _number(key, _with(*THREE)) == pytest.approx(value)


def test_lag_is_weighted_by_traffic() -> None:
    share = np.array([0.9, 0.5, 0.1, 1.0, 0.5])
    lag_h = (0.9 * 10 + 0.5 * TAU_H + 0.1 * 30 + 470.0 + 0.5 * 5) / 3.0
    assert _number("domain_lag", _with(*THREE, share=share)) == pytest.approx(lag_h)


def test_p95_is_reached_by_95_percent() -> None:
    rows = tuple((i, 0, float(i + 1)) for i in range(20))
    assert _number("lag_p95", _with(*rows)) == 19.0
    assert _number("lag_p95", _with(*rows, (20, 0, TAU_H + 1), (21, 0, INF))) == INF


@pytest.mark.parametrize(
    "metric", [m for m in METRICS if m.family == "revocation"], ids=lambda m: m.id
)
def test_without_orders(metric: Any) -> None:  # noqa: ANN401 - number or table
    found = metric.reduce(draft().outcome())
    if metric.id in TABLES:
        assert all(part.sum() == 0 for part in found)
    elif metric.id in ("collateral_agent_hours", "orders"):
        assert found == 0
    else:
        assert np.isnan(found)


def test_collateral_is_told_per_30_days() -> None:
    one = draft().having(
        collateral={
            "at_h": np.zeros(2),
            "agents": np.ones(2, dtype=np.int64),
            "agent_h": np.array([3.0, 5.0]),
        }
    )
    assert _number("collateral_agent_hours", one) == pytest.approx(8.0 / 2)


def test_residual_access_counts_the_living() -> None:
    top, bottom = TABLES["residual_access"].reduce(_with(*THREE).outcome())
    (grid_h,) = TABLES["residual_access"].grid(draft().world)
    assert isinstance(grid_h, np.ndarray)
    assert top[0] == 3
    assert top[-1] == 1
    assert set(bottom.tolist()) == {3.0}
    for at_h, alive in zip(grid_h, top, strict=True):
        assert alive == sum(lag > at_h for lag in (30.0, INF, 470.0))


def test_lag_by_domain() -> None:
    one = _with(*THREE).outcome()
    total, count = TABLES["lag_by_domain"].reduce(one)
    assert total.tolist() == [15.0, 30.0 + TAU_H, 470.0]
    assert count.tolist() == [2.0, 2.0, 1.0]
    over, count = TABLES["over_tau_by_domain"].reduce(one)
    assert over.tolist() == [0.0, 1.0, 0.0]
    complete, whole = TABLES["domain_lag_distribution"].reduce(one)
    (_, grid_h) = TABLES["domain_lag_distribution"].grid(one.world)
    assert isinstance(grid_h, np.ndarray)
    assert complete.shape == whole.shape == (3, len(grid_h))
    assert complete[:, -1].tolist() == [2.0, 1.0, 1.0]
    assert np.array_equal(complete[0], (grid_h >= 10.0).astype(float) + (grid_h >= 5.0))


def test_steps_add_up_to_the_lag() -> None:
    made = _with((0, 0, 70.0), (0, 1, 5.0), (1, 0, 800.0), (2, 0, INF))
    parts = {
        "route_h": np.array([10.0, 1.0, 100.0, 1.0]),
        "disable_h": np.array([20.0, 1.0, 300.0, 2.0]),
        "propagate_h": np.array([30.0, 1.0, 400.0, 3.0]),
        "expire_h": np.array([10.0, 2.0, 0.0, INF]),
        "detect_h": np.array([NAN, NAN, 7.0, NAN]),
    }
    total, count = TABLES["lag_decomposition"].reduce(made.having(orders=parts).outcome())
    assert total.tolist() == [7.0, 111.0, 322.0, 30.0 + 80.0 + 3.0, 10.0 + 474.0]
    assert count.tolist() == [1.0, 3.0, 3.0, 3.0, 3.0]
    assert total[1:].sum() == 70.0 + TAU_H + TAU_H


@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.integers(0, 2),
            st.one_of(st.floats(0, 2000), st.just(INF)),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_the_last_domain_is_the_slowest(rows: list[tuple[int, int, float]]) -> None:
    one = _with(*rows).outcome()
    found = last_domains(one)
    numbers = sorted({row[0] for row in rows})
    assert found.lag_h.tolist() == [max(r[2] for r in rows if r[0] == n) for n in numbers]
    assert found.never.tolist() == [any(r[2] == INF for r in rows if r[0] == n) for n in numbers]
    by_domain = _number("domain_lag", _with(*rows))
    slowest = np.minimum(found.lag_h, TAU_H).max()
    assert by_domain <= slowest + 1e-9
