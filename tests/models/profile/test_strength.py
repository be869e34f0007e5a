from __future__ import annotations

import math

import pytest

from models.profile import size_of
from models.profile.strength import LESS_IS_STRONGER, MORE_IS_STRONGER, RANKS, compare
from models.scenario import DurationDistribution, NumberDistribution
from models.scenario.leaves import leaves
from models.units import Duration


@pytest.mark.parametrize(
    ("path", "enforced", "declared", "gap"),
    [
        ("credential", "static_key", "workload_oidc", "weaker"),
        ("credential", "spiffe_svid", "static_key", "stronger"),
        ("credential", "static_key", "static_key", ""),
        ("rotation", Duration.parse("never"), Duration.parse("90 d"), "weaker"),
        ("rotation", Duration.parse("30 d"), Duration.parse("90 d"), "stronger"),
        ("rotation", Duration.parse("24 h"), Duration.parse("1 d"), ""),
        ("review.catch", 0.1, 0.5, "weaker"),
        ("logging.sink", "here", "there", "different"),
    ],
)
def test_gaps(path: str, enforced: object, declared: object, gap: str) -> None:
    assert compare(path, enforced, declared) == gap


@pytest.mark.parametrize(
    ("raw", "size"),
    [
        ("3", 3.0),
        ({"uniform": {"low": "1", "high": "3"}}, 2.0),
        ({"lognormal": {"mean": "5", "cv": "2"}}, 5.0),
        ({"weibull": {"scale": "2", "shape": "1"}}, 2.0),
        ({"beta": {"a": "1", "b": "3"}}, 0.25),
        ({"empirical": {"p25": "2", "p75": "6"}}, 4.0),
        ({"empirical": {"p50": "2", "p75": "6"}}, 2.0),
        ({"empirical": {"p75": "2", "p95": "6"}}, 2.0),
    ],
)
def test_sizes(raw: object, size: float) -> None:
    assert size_of(NumberDistribution.model_validate(raw)) == pytest.approx(size)


def test_kinds_have_no_size() -> None:
    assert math.isnan(size_of("static_key"))
    assert size_of(DurationDistribution.model_validate("2 h")) == 2.0


def test_only_leaves_have_an_order() -> None:
    assert set(RANKS) | set(LESS_IS_STRONGER) | set(MORE_IS_STRONGER) <= set(leaves())
