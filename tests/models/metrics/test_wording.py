"""Numbers as people read them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.metrics import METRICS
from models.metrics.wording import (
    axis_scale,
    format_difference,
    format_estimate,
    format_interval,
    format_number,
    format_value,
)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.0, "h", "0 h"),
        (1128.0, "h", "47 d"),
        (47.9999, "h", "2 d"),
        (21.04, "h", "21 h"),
        (0.5, "h", "30 min"),
        (40 / 3_600_000, "h", "40 ms"),
        (40_000.0, "h", "4.57 y"),
        (0.362, "share", "36.2 %"),
        (0.00073, "share", "0.073 %"),
        (51_234.0, "weight-h per agent-day", "51,234 weight-h per agent-day"),
        (1.25, "n", "1.25"),
        (140.0, "person-days", "140 person-days"),
        (math.nan, "h", "–"),
        (math.inf, "h", "never"),
    ],
)
def test_values(value: float, unit: str, text: str) -> None:
    assert format_value(value, unit) == text


def test_a_time_beyond_the_follow_up() -> None:
    assert format_value(math.inf, "h", limit_h=2160.0) == "> 90 d"


def test_differences_of_shares_are_points() -> None:
    assert format_difference(-0.24, "share") == "−24 points"
    assert format_difference(0.24, "share") == "+24 points"
    assert format_difference(-0.24, "share", signed=False) == "24 points"
    assert format_difference(0.0, "h") == "0 h"


def test_intervals_have_one_unit() -> None:
    assert format_interval(1056.0, 1152.0, "h") == "44 to 48 d"
    assert format_interval(-12.0, 1152.0, "h") == "−0.5 to 48.0 d"
    assert format_interval(-0.01, 0.02, "share", difference=True) == "−1 to 2 points"
    assert format_interval(math.nan, 1.0, "h") == "–"
    assert format_interval(3.0, 3.0, "n") == "3 to 3"
    assert format_interval(24.0, math.inf, "h").endswith("to ∞ h")


@given(st.floats(-1e12, 1e12), st.sampled_from(sorted({m.unit for m in METRICS})))
def test_a_value_is_told_to_half_a_percent(value: float, unit: str) -> None:
    text = format_value(value, unit)
    scale, label = axis_scale(unit, value)
    number = text.removesuffix(label).strip().replace(",", "").replace("−", "-")
    assert float(number) * scale == pytest.approx(value, rel=0.006, abs=1e-9 * scale)
    assert "e" not in number


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_an_end_is_never_rounded_to_zero(low: float, width: float) -> None:
    text = format_interval(low, low + width, "n", difference=True)
    ends = [float(e.replace(",", "").replace("−", "-")) for e in text.split(" to ")]
    assert ends[0] <= ends[1]
    if abs(low) > 1e-6:
        assert ends[0] * low > 0


def test_no_minus_zero() -> None:
    assert format_number(-0.0) == "0"
    assert format_number(-1e-11, 2) == "0.00"


@pytest.mark.parametrize(
    ("numbers", "unit", "difference", "text"),
    [
        ((-1296.0, -1380.0, -1212.0), "h", True, "−54.0 [−57.5 to −50.5] d"),
        ((8.03e-6, -2.7e-4, 2.9e-4), "share", True, "+0.001 [−0.027 to 0.029] points"),
        ((0.0001 / 3600, -1.0, 1.0), "h", True, "0 [−1 to 1] h"),
        ((0.838, 0.799, 0.877), "share", False, "83.8 [79.9 to 87.7] %"),
        ((1.25, 1.0, 1.5), "n", False, "1.2 [1.0 to 1.5]"),
        ((48.0, 24.0, math.inf), "h", False, "2 d [24 to ∞ h]"),
    ],
)
def test_an_estimate_is_no_more_precise_than_its_interval(
    numbers: tuple[float, float, float], unit: str, difference: bool, text: str
) -> None:
    assert format_estimate(*numbers, unit, difference=difference) == text
