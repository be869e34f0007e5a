"""Authority against its formulas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.metrics import NUMBERS, TABLES
from tests.models.metrics.outcomes import draft


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("authority", 2400.0 / 10.0),
        ("standing_privilege", 600.0 / 10.0),
        ("needed_authority", 240.0 / 10.0),
        ("excess_privilege", 0.9),
        ("blast_radius", 0.4),
        ("hazard_blast", 1.5),
        ("directory_blast", 0.8),
    ],
)
def test_numbers(key: str, value: float) -> None:
    one = draft().having(
        authority={
            "authority_wh": 2400.0,
            "standing_wh": 600.0,
            "needed_wh": 240.0,
            "agent_h": 240.0,
            "blast": np.array([0.3, 0.5]),
            "blast_hazard_per_y": np.array([1.0, 2.0]),
            "blast_directory": np.array([0.7, 0.9]),
        }
    )
    assert NUMBERS[key].reduce(one.outcome()) == pytest.approx(value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("authority", 120.0),
        ("needed_authority", 30.0),
        ("standing_privilege", 60.0),
        ("excess_privilege", 0.75),
    ],
)
def test_twins_under_equal_weights(key: str, value: float) -> None:
    equal = NUMBERS[key].equal
    assert equal is not None
    one = draft().having(authority={"agent_h": 240.0, "equal_wh": np.array([1200.0, 600.0, 300.0])})
    assert equal(one.outcome()) == pytest.approx(value)


@pytest.mark.parametrize(
    "key", ["authority", "excess_privilege", "blast_radius", "hazard_blast", "needed_authority"]
)
def test_nobody_has_no_authority(key: str) -> None:
    assert np.isnan(NUMBERS[key].reduce(draft().outcome()))


@pytest.mark.parametrize(
    ("key", "row"),
    [("authority_over_time", 0), ("standing_over_time", 1), ("needed_over_time", 2)],
)
def test_curves_keep_the_integral(key: str, row: int) -> None:
    edges_h = np.linspace(0.0, 1440.0, 61)
    curve = np.random.default_rng(3).random((3, 60))
    one = draft().having(
        authority={"edges_h": edges_h, "curve_wh": curve, "curve_agent_h": np.full(60, 24.0)}
    )
    top, bottom = TABLES[key].reduce(one.outcome())
    (middle_h,) = TABLES[key].grid(one.world)
    assert isinstance(middle_h, np.ndarray)
    assert top.sum() == pytest.approx(curve[row].sum())
    assert bottom == pytest.approx(1440.0 / 24.0 / len(middle_h))
    assert middle_h[0] == pytest.approx(1440.0 / len(middle_h) / 2)


def test_used_authority_has_an_unweighted_twin() -> None:
    found = {
        "used": np.array([1.0, 6.0]),
        "needed": np.array([10.0, 10.0]),
        "used_things": np.array([1.0, 2.0]),
        "needed_things": np.array([4.0, 4.0]),
    }
    one = replace(draft(), tallies={"used_authority": found}).outcome()
    metric = NUMBERS["used_authority"]
    assert metric.equal is not None
    assert metric.reduce(one) == pytest.approx(0.6)
    assert metric.equal(one) == pytest.approx(0.5)
