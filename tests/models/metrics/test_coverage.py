"""Logging coverage against its formulas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.metrics import NUMBERS, TABLES
from tests.models.metrics.outcomes import INF, Draft, draft

# 2 platforms of one resource each, of weight 1 and 4; one fleet; codes 0, 1 | 2, 3 outside.
COUNT = np.zeros((1, 1, 4, 3))
COUNT[0, 0, 0] = [10, 0, 30]
COUNT[0, 0, 1] = [0, 20, 20]
COUNT[0, 0, 3] = [0, 0, 20]


def _coverage() -> Draft:
    one = draft(platforms=2, resources_per_platform=1, agents=(1,))
    captured = np.ones((1, 1, 2, 3), dtype=np.bool_)
    captured[0, 0, 0, 2] = False
    one = one.having(
        visibility={
            "captured": captured,
            "keyed": np.array([[[False, True]]]),
            "dedicated": np.array([[[False, False]]]),
            "sink": np.array([[[0, 1]]]),
            "delay_h": np.array([[[1.0, 4.0]]]),
        }
    )
    return replace(one, tallies={"hop_counts": {"count": COUNT}})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("captured_hops", 0.7),
        ("attributable_hops", 0.6),
        ("time_to_visible", (10 * 1.0 + 60 * 4.0) / 70),
        ("blind_spots", 30 / (40 * 1 + 60 * 4)),
        ("touches", 20 / 2),
    ],
)
def test_numbers(key: str, value: float) -> None:
    assert NUMBERS[key].reduce(_coverage().outcome()) == pytest.approx(value)


def test_blind_spots_have_an_unweighted_twin() -> None:
    equal = NUMBERS["blind_spots"].equal
    assert equal is not None
    assert equal(_coverage().outcome()) == pytest.approx(0.3)


def test_what_reaches_no_sink_is_never_visible() -> None:
    visibility = {"sink": np.array([[[0, -1]]]), "delay_h": np.array([[[1.0, INF]]])}
    one = _coverage().having(visibility=visibility)
    assert NUMBERS["time_to_visible"].reduce(one.outcome()) == 1.0


def test_tables_by_platform_and_event_class() -> None:
    one = _coverage().outcome()
    captured, hops = TABLES["coverage"].reduce(one)
    assert hops.tolist() == [[10, 0, 30], [0, 20, 40]]
    assert captured.tolist() == [[10, 0, 0], [0, 20, 40]]
    named, hops = TABLES["attributable_coverage"].reduce(one)
    assert named.tolist() == [[0, 0, 0], [0, 20, 40]]
    assert hops.sum() == COUNT.sum()


def test_chains() -> None:
    found = {"chain_counts": {"ended": np.array([30.0, 10.0]), "whole": np.array([9.0, 1.0])}}
    one = replace(draft(), tallies=found).outcome()
    assert NUMBERS["reconstructable_chains"].reduce(one) == 0.25


@pytest.mark.parametrize("key", ["captured_hops", "attributable_hops", "blind_spots"])
def test_no_hop_has_no_coverage(key: str) -> None:
    one = replace(_coverage(), tallies={"hop_counts": {"count": COUNT * 0}})
    assert np.isnan(NUMBERS[key].reduce(one.outcome()))
