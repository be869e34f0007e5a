"""The 2 x 2: what adds up, what cancels, and what cannot be formed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.comparison.effects import (
    Corners,
    assumption_share,
    correlation,
    effect_intervals,
    effect_values,
)
from models.comparison.intervals import excludes_zero


def _corners(seed: int, n: int = 20, same: dict[str, str] | None = None) -> Corners:
    rng = np.random.default_rng(seed)
    found = {
        key: rng.normal(level, 1.0, n)
        for key, level in (
            ("baseline", 10.0),
            ("target", 4.0),
            ("structure_only", 8.0),
            ("settings_only", 7.0),
            ("put_back", 6.0),
        )
    }
    found |= {key: found[other] for key, other in (same or {}).items()}
    return Corners(**found)


@given(st.integers(0, 2**32))
def test_structure_and_settings_add_up_to_the_total(seed: int) -> None:
    found = effect_values(_corners(seed))
    assert found["structure"] + found["settings"] == pytest.approx(found["total"])


def test_against_the_formulas() -> None:
    c = Corners(*(np.array([x]) for x in (10.0, 4.0, 8.0, 7.0, 6.0)))
    found = {effect: values.item() for effect, values in effect_values(c).items()}
    assert found == {
        "total": -6.0,
        "structure": (-2.0 - 3.0) / 2,
        "settings": (-3.0 - 4.0) / 2,
        "interaction": 4.0 - 8.0 - 7.0 + 10.0,
        "assumptions": -2.0,
    }


@given(st.integers(0, 2**32))
def test_what_has_no_influence_cancels_to_the_last_bit(seed: int) -> None:
    no_structure = _corners(seed, same={"structure_only": "baseline", "settings_only": "target"})
    found = effect_intervals(no_structure)
    for part in (found["structure"], found["interaction"]):
        assert (part.method, part.estimate) == ("identical", 0.0)
    no_settings = _corners(seed, same={"structure_only": "target", "settings_only": "baseline"})
    found = effect_intervals(no_settings)
    for part in (found["settings"], found["interaction"]):
        assert (part.method, part.estimate) == ("identical", 0.0)


def test_rounding_is_no_difference() -> None:
    base = np.random.default_rng(2).normal(1e6, 1.0, 20)
    other = base + np.where(np.arange(20) % 3, 1.2e-10, 2.4e-10)
    assert not np.array_equal(other, base)
    for part in effect_intervals(Corners(base, other, base, other, base)).values():
        assert (part.method, part.estimate) == ("identical", 0.0)


def test_equal_designs_differ_in_nothing() -> None:
    same = dict.fromkeys(("target", "structure_only", "settings_only", "put_back"), "baseline")
    for interval in effect_intervals(_corners(1, same=same)).values():
        assert (interval.method, interval.estimate) == ("identical", 0.0)
    assert assumption_share(_corners(1, same=same)) is None


def test_pairing_narrows_the_interval() -> None:
    rng = np.random.default_rng(8)
    common = rng.normal(0.0, 5.0, 30)
    one = Corners(*(common + rng.normal(level, 0.1, 30) for level in (3.0, 2.0, 2.5, 2.5, 2.2)))
    total = effect_intervals(one)["total"]
    assert excludes_zero(total)
    assert total.high - total.low < 0.2
    assert correlation(one.baseline, one.target) > 0.99


def test_one_endless_value_leaves_no_difference() -> None:
    c = _corners(3)
    endless = np.where(np.arange(20) == 4, np.inf, c.baseline)
    found = effect_intervals(Corners(endless, c.target, c.structure_only, c.target, c.put_back))
    assert all(found[e].method == "none" for e in ("total", "structure", "settings", "interaction"))
    assert found["assumptions"].method == "t"
    both = Corners(*(np.full(20, np.inf),) * 5)
    assert effect_intervals(both)["total"].method == "none"


def test_undefined_replications_are_left_out_of_the_pairs() -> None:
    c = _corners(4)
    target = np.where(np.arange(20) < 5, np.nan, c.target)
    found = effect_intervals(
        Corners(c.baseline, target, c.structure_only, c.settings_only, c.put_back)
    )
    assert found["total"].n == 15


def test_the_share_that_rests_on_assumptions() -> None:
    c = _corners(5, n=40)
    found = assumption_share(c)
    assert found is not None
    assert found.estimate == pytest.approx((4.0 - 6.0) / (4.0 - 10.0), abs=0.1)
    assert found.low < 1 / 3 < found.high


def test_correlation_of_what_does_not_vary() -> None:
    assert np.isnan(correlation(np.ones(9), np.arange(9.0)))
    assert correlation(np.arange(9.0), -np.arange(9.0)) == pytest.approx(-1.0)
    odd = np.append(np.arange(9.0), [np.inf, np.nan])
    assert correlation(odd, odd) == pytest.approx(1.0)
