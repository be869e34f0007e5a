from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.comparison import Cell
from models.verification.golden import Corner, Golden, Reference, Variate, number
from models.verification.judging import controlled_mean, judge, student
from models.verification.result import Row, Verdict
from tests.models.engine.conftest import build_row, build_world

if TYPE_CHECKING:
    from collections.abc import Callable

CORNER = Corner(build_world(), build_row())


def golden(
    analytic: float | Reference,
    unit: str = "h",
    through: Callable[[float, Corner], float] | None = None,
    controls: tuple[Variate, ...] = (),
) -> Golden:
    return Golden(
        id="key",
        mechanism="M0 thing",
        corner="corner",
        file="file",
        design="plain",
        unit=unit,
        analytic=lambda _: analytic,
        read=number("x"),
        through=through,
        controls=controls,
    )


def judged(values: list[float], analytic: float | Reference, unit: str = "h") -> Row:
    cells = [Cell({"x": value}, {}) for value in values]
    return judge(golden(analytic, unit), CORNER, cells)


def test_a_mean_agrees_deviates_or_does_not_count() -> None:
    near = [99.0, 100.0, 101.0, 100.0] * 5
    assert judged(near, 100.1).verdict is Verdict.AGREES
    assert judged(near, 102.0).verdict is Verdict.DEVIATES
    assert judged([80.0, 120.0] * 5, 100.0).verdict is Verdict.IMPRECISE
    assert judged([math.nan, 1.0, 1.0], 1.0).verdict is Verdict.IMPRECISE


def test_a_share_is_judged_by_points() -> None:
    values = [0.025, 0.035] * 10
    assert judged(values, 0.03, "share").verdict is Verdict.AGREES
    assert judged(values, 0.03).verdict is Verdict.IMPRECISE


def test_what_is_the_same_in_every_run_must_be_it() -> None:
    assert judged([120.0, 120.0], 120.0).verdict is Verdict.AGREES
    row = judged([120.0, 120.0], 120.01)
    assert row.verdict is Verdict.DEVIATES
    assert "standard errors below" in row.message


def test_the_message_names_mechanism_and_standard_errors() -> None:
    row = judged([99.0, 101.0] * 50, 98.0)
    assert row.standard_errors == pytest.approx(2.0 / (np.std([99, 101] * 50, ddof=1) / 10))
    assert row.message.startswith("M0 thing, corner (key): 100 h is 19.9 standard errors above")


def test_the_error_of_a_reference_widens_the_interval() -> None:
    values = [99.0, 101.0] * 50
    assert judged(values, 98.0).verdict is Verdict.DEVIATES
    assert judged(values, Reference(98.0, 0.7)).verdict is Verdict.AGREES


def test_an_increasing_function_goes_over_mean_and_ends() -> None:
    cells = [Cell({"x": value}, {}) for value in (2.0, 2.02) * 10]
    row = judge(golden(4.04, through=lambda x, _: x * x), CORNER, cells)
    assert row.estimate == pytest.approx(2.01**2)
    half = student(0.999, 19) * float(np.std([2.0, 2.02] * 10, ddof=1)) / 20**0.5
    assert row.half_width == pytest.approx(2 * 2.01 * half)


def test_control_variates_take_away_what_they_explain_and_nothing_else() -> None:
    rng = np.random.default_rng(5)
    controls = rng.standard_normal((4000, 2))
    noise = 0.1 * rng.standard_normal(4000)
    values = 7.0 + controls @ (3.0, -2.0) + noise
    mean, error, freedom = controlled_mean(values, controls)
    assert abs(mean - 7.0) < 4 * error
    assert error == pytest.approx(0.1 / 4000**0.5, rel=0.05)
    assert freedom == 3997
    plain = controlled_mean(values, np.zeros((4000, 0)))
    assert plain[0] == pytest.approx(values.mean())
    assert plain[1] == pytest.approx(values.std(ddof=1) / 4000**0.5)


def test_variates_are_taken_less_their_means() -> None:
    cells = [Cell({"x": 10 + y, "y": 5 + y}, {}) for y in (0.1, 0.2, 0.4, 0.9)]
    known = Variate(number("y"), lambda _: 5.0)
    row = judge(golden(10.0, controls=(known,)), CORNER, cells)
    assert row.estimate == pytest.approx(10.0)
    assert row.verdict is Verdict.AGREES
