"""A comparison survives JSON, and nothing else is taken for one."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from models.comparison import Comparison, ComparisonUnreadable, Level, from_json, to_json
from models.errors import ModelError
from tests.models.comparison import samples

MADE = samples.comparison(6)


@pytest.mark.parametrize(
    "made", [MADE, samples.awkward(), samples.two_designs()], ids=["plain", "awkward", "two"]
)
def test_nothing_is_lost(made: Comparison) -> None:
    text = to_json(made)
    found = from_json(text)
    assert to_json(found) == text
    assert repr(found) == repr(made)


@given(
    arrays.arrays(
        np.float64, arrays.array_shapes(max_dims=1, max_side=8), elements=st.floats(width=64)
    )
)
def test_every_number_survives(values: np.ndarray) -> None:
    first = MADE.metrics[0]
    level = Level("x", values, first.levels[0].interval)
    made = replace(MADE, metrics=(replace(first, levels=(level,)),))
    found = from_json(to_json(made)).metrics[0].levels[0].values
    assert found.dtype == np.float64
    assert np.array_equal(found, values, equal_nan=True)
    assert np.array_equal(
        np.signbit(found[~np.isnan(values)]), np.signbit(values[~np.isnan(values)])
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"format": "sprawl comparison"}',
        '{"format": "x", "version": 1, "comparison": {}}',
        '{"format": "sprawl comparison", "version": 2, "comparison": {}}',
        '{"format": "sprawl comparison", "version": 1, "comparison": {}}',
        '{"format": "sprawl comparison", "version": 1, "comparison": NaN}',
        "[" * 100_000,
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ComparisonUnreadable):
        from_json(text)
    assert issubclass(ComparisonUnreadable, ModelError)


def _broken(path: tuple[str | int, ...], value: Any) -> str:  # noqa: ANN401 - any wrong value
    whole = json.loads(to_json(MADE))
    at = whole["comparison"]
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return json.dumps(whole)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("seed",), "1"),
        (("seed",), True),
        (("horizon_h",), "long"),
        (("horizon_h",), None),
        (("columns",), {}),
        (("columns", 0, "facts"), 1.5),
        (("columns", 0, "colour"), "red"),
        (("metrics", 0, "headline"), 1),
        (("metrics", 0, "levels", 0, "values"), [1.0]),
        (("metrics", 0, "levels", 0, "values", "shape"), [2]),
        (("metrics", 0, "levels", 0, "values", "shape"), [-6]),
        (("metrics", 0, "levels", 0, "interval", "method"), "guess"),
        (("metrics", 0, "differences", 0, "effects", "luck"), None),
        (("metrics", 0, "differences", 0, "call"), "good"),
        (("tables", 0, "grid", 0), 3),
        (("verdict", 0, "strength"), ["finding"]),
        (("scenario",), {"a": 1}),
    ],
)
def test_a_broken_part_is_named(path: tuple[str | int, ...], value: Any) -> None:  # noqa: ANN401
    with pytest.raises(ComparisonUnreadable, match=str(path[0])):
        from_json(_broken(path, value))


@given(st.data())
def test_a_cut_text_is_refused(data: st.DataObject) -> None:
    text = to_json(replace(MADE, metrics=MADE.metrics[:1], tables=()))
    end = data.draw(st.integers(0, len(text) - 3))
    with pytest.raises(ComparisonUnreadable):
        from_json(text[:end])
