"""One replication of one design, reduced."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from models.comparison import Cell, run_cell
from models.comparison.cell import EQUAL, tally_factories
from models.metrics import NUMBERS, TABLES
from tests.models.engine.conftest import (
    build_governance,
    build_row,
    build_world,
    constant,
    exponential,
)

TABLE = (np.array([1.0, np.nan]), np.array([2.0, 0.0]))


def test_the_digest_sees_every_number_and_no_order() -> None:
    one = Cell({"a": 1.0, "b": math.nan}, {"t": TABLE})
    assert Cell({"b": math.nan, "a": 1.0}, {"t": TABLE}).digest() == one.digest()
    assert Cell({"a": 1.0, "b": -math.nan}, {"t": TABLE}).digest() == one.digest()
    others = [
        Cell({"a": 1.0 + 1e-15, "b": math.nan}, {"t": TABLE}),
        Cell({"a": 1.0, "c": math.nan}, {"t": TABLE}),
        Cell({"a": 1.0, "b": math.inf}, {"t": TABLE}),
        Cell({"a": 1.0, "b": math.nan}, {"t": (TABLE[1], TABLE[0])}),
        Cell({"a": 1.0, "b": math.nan}, {"t": (TABLE[0][:, None], TABLE[1])}),
    ]
    assert len({cell.digest() for cell in (one, *others)}) == 6


def test_minus_zero_is_zero() -> None:
    assert Cell({"a": -0.0}, {}).digest() == Cell({"a": 0.0}, {}).digest()


def test_every_tally_is_made_once() -> None:
    expected = {"hop_counts", "chain_counts", "used_authority", "task_credentials"}
    assert set(tally_factories()) == expected


def test_twins_are_what_equal_weights_would_give() -> None:
    world = build_world(agents=(4, 2), tasks_per_h=0.2, novelty=0.1, lifetime=exponential(500.0))
    governance = build_governance(world, build_row(grant_factor=constant(1.5)))
    plain = replace(world, weight=np.ones(world.n_resources))
    one, equal = run_cell(world, governance, 0), run_cell(plain, governance, 0)
    assert one.numbers["authority"] != pytest.approx(equal.numbers["authority"])
    for key, metric in NUMBERS.items():
        if metric.equal is not None:
            assert one.numbers[key + EQUAL] == pytest.approx(equal.numbers[key]), key


def test_a_run_gives_every_metric_and_the_same_again() -> None:
    world = build_world(agents=(4, 2), tasks_per_h=0.2, lifetime=exponential(500.0))
    governance = build_governance(world)
    one = run_cell(world, governance, 0)
    twins = {key + EQUAL for key, metric in NUMBERS.items() if metric.equal is not None}
    assert set(one.numbers) == {*NUMBERS, *twins}
    assert set(one.tables) == set(TABLES)
    for key, (numerator, denominator) in one.tables.items():
        shape = tuple(len(axis) for axis in TABLES[key].grid(world))
        assert numerator.shape == denominator.shape == shape
    assert run_cell(world, governance, 0).digest() == one.digest()
    assert run_cell(world, governance, 1).digest() != one.digest()
    shares = [k for k, m in NUMBERS.items() if m.unit == "share"]
    assert all(math.isnan(one.numbers[k]) or 0 <= one.numbers[k] <= 1 for k in shares)
