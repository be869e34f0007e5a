"""Compromise metrics against their formulas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.metrics import NUMBERS
from models.metrics.compromise.time_to_discovery import by_review_h
from tests.models.engine.conftest import build_governance, build_row, constant
from tests.models.metrics.outcomes import INF, draft

TAU_H = 480.0


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("incident_exposure", 900.0 / 2),
        ("weight_touched", 15.0 / 2),
        ("compromises", 3.0 / 2),
        ("containment", (10.0 + 100.0 + TAU_H) / 3),
    ],
)
def test_numbers(key: str, value: float) -> None:
    one = draft().having(
        compromises={
            "used_h": np.array([0.0, 100.0, 200.0]),
            "ended_h": np.array([10.0, 200.0, 1000.0]),
            "exposure_wh": np.array([100.0, 300.0, 500.0]),
            "touched": np.array([0.0, 5.0, 10.0]),
        }
    )
    assert NUMBERS[key].reduce(one.outcome()) == pytest.approx(value)


def test_without_a_compromise() -> None:
    one = draft().outcome()
    assert NUMBERS["incident_exposure"].reduce(one) == 0.0
    assert np.isnan(NUMBERS["containment"].reduce(one))


@pytest.mark.parametrize(
    ("catch", "delay_h", "mean_h"), [(0.8, 0.0, 1620.0), (1.0, 24.0, 1104.0), (0.5, 0.0, 3240.0)]
)
def test_reviews_find_an_excess_after(catch: float, delay_h: float, mean_h: float) -> None:
    # 90 d x (1 - catch / 2) / catch: 67.5 d at a catch of 0.8.
    row = build_row(review_every_h=2160.0, review_catch=catch, review_delay_h=delay_h)
    assert by_review_h(row, 1e6) == pytest.approx(mean_h)


@pytest.mark.parametrize("limit_h", [100.0, 1000.0, 2500.0, 9000.0])
def test_the_cut_mean_agrees_with_simulation(limit_h: float) -> None:
    row = build_row(review_every_h=700.0, review_catch=0.3, review_delay_h=50.0)
    rng = np.random.default_rng(1)
    found_h = 50.0 + rng.uniform(0, 700, 400_000) + 700.0 * (rng.geometric(0.3, 400_000) - 1)
    assert by_review_h(row, limit_h) == pytest.approx(np.minimum(found_h, limit_h).mean(), rel=5e-3)


def test_who_never_reviews_never_finds() -> None:
    assert by_review_h(build_row(), 480.0) == 480.0
    assert by_review_h(build_row(review_every_h=10.0, review_catch=0.0), 480.0) == 480.0


def test_time_to_discovery_mixes_alarm_and_review() -> None:
    one = draft(platforms=1, resources_per_platform=1, agents=(1,))
    row = build_row(
        alarm=0.25,
        log_delay_h=constant(2.0),
        triage_h=constant(4.0),
        review_every_h=100.0,
        review_catch=1.0,
    )
    count = np.zeros((1, 1, 2, 3))
    count[0, 0, 0] = 1000.0
    count[0, 0, 1, 2] = 7.0
    one = replace(one, governance=build_governance(one.world, row))
    one = replace(one, tallies={"hop_counts": {"count": count}})
    metric = NUMBERS["time_to_discovery"]
    assert metric.reduce(one.outcome()) == pytest.approx(0.25 * 6.0 + 0.75 * 50.0)
    blind = one.having(visibility={"captured": np.zeros((1, 1, 1, 3), dtype=np.bool_)})
    assert metric.reduce(blind.outcome()) == pytest.approx(50.0)
    unlogged = replace(one, governance=build_governance(one.world, replace(row, sink=-1)))
    assert metric.reduce(unlogged.outcome()) == pytest.approx(50.0)
    nothing = replace(one, tallies={"hop_counts": {"count": count * 0}})
    assert np.isnan(metric.reduce(nothing.outcome()))
    never = replace(row, alarm=0.0, review_every_h=INF)
    late = replace(one, governance=build_governance(one.world, never))
    assert metric.reduce(late.outcome()) == TAU_H
