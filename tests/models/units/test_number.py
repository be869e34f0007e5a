from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from models.units.number import read_number, read_truth, read_whole


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e20, max_value=1e20))
def test_every_number_that_is_written_is_read(value: float) -> None:
    assert read_number(repr(value)) == value
    assert read_number(value) == value


@pytest.mark.parametrize("raw", ["nan", "inf", "1e999", "", "1_0", "0x1", True, None, float("nan")])
def test_odd_numbers_are_refused(raw: object) -> None:
    with pytest.raises(PydanticCustomError):
        read_number(raw)


def test_whole_numbers() -> None:
    assert read_whole(" 12 ") == 12
    assert read_whole(-3) == -3


@pytest.mark.parametrize("raw", ["1.0", "1e3", "9" * 16, True, 1.5, "x"])
def test_what_is_not_whole_is_refused(raw: object) -> None:
    with pytest.raises(PydanticCustomError, match="whole number"):
        read_whole(raw)


@pytest.mark.parametrize(("raw", "value"), [("true", True), ("false", False), (True, True)])
def test_truth_values(raw: object, value: object) -> None:
    assert read_truth(raw) is value


@pytest.mark.parametrize("raw", ["yes", "no", "on", "off", "True", 1, ""])
def test_other_words_are_no_truth_values(raw: object) -> None:
    with pytest.raises(PydanticCustomError, match="`true` or `false`"):
        read_truth(raw)
