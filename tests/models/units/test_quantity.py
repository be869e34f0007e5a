from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from models.units import Duration, Effort, OpeningHours, Rate


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("60 min", 1.0),
        ("67 d 15 h", 67 * 24 + 15),
        ("never", math.inf),
        ("40 ms", 40 / 3_600_000),
        ("1.5 h", 1.5),
        (".5h", 0.5),
        ("2 month", 1461.0),
        ("1 y", 8766.0),
        ("1e2 s", 100 / 3600),
        ("0 min", 0.0),
    ],
)
def test_durations_are_read_in_hours_and_keep_their_text(text: str, hours: float) -> None:
    read = Duration.parse(text)
    assert read.hours == pytest.approx(hours)
    assert str(read) == text


@pytest.mark.parametrize(
    "text", ["", " ", "60", "min", "60 parsecs", "-1 h", "1 h -5 min", "1 h 5", "2000 y", "nan h",
             "1 hour", "inf h", "9" * 40 + " h", "never 1 h", "1 H"],
)  # fmt: skip
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError, match="expected"):
        Duration.parse(text)


@given(st.floats(0, 8_000_000))
def test_hours_are_spelled_so_that_they_read_back(hours: float) -> None:
    spelled = Duration.of_hours(hours)
    assert Duration.parse(spelled.text).hours == pytest.approx(hours, rel=1e-9, abs=1e-12)
    assert Duration.parse(str(Duration(hours))).hours == pytest.approx(hours, rel=1e-9, abs=1e-12)


def test_equal_lengths_are_equal_whatever_their_text() -> None:
    assert Duration.parse("60 min") == Duration.parse("1 h")
    assert hash(Duration.parse("60 min")) == hash(Duration.parse("1 h"))
    assert Duration.parse("60 min") != Duration.parse("61 min")


def test_rates_and_efforts() -> None:
    assert Rate.parse("48 / d").per_h == pytest.approx(2.0)
    assert Effort.parse("20 person-days").person_days == 20.0
    assert Effort.parse("1 person-day").person_days == 1.0
    assert Rate.parse(str(Rate(0.25))).per_h == 0.25
    assert Effort.parse(str(Effort(2.5))).person_days == 2.5


@pytest.mark.parametrize("text", ["20", "20 / parsec", "/ d", "-1 / d", "20 per d", "1 / 2 d"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError, match="a rate such as"):
        Rate.parse(text)


def test_fields_take_text_only() -> None:
    adapter = TypeAdapter(Duration)
    assert adapter.validate_python("1 h").hours == 1.0
    assert adapter.dump_python(Duration.parse("60 min"), mode="json") == "60 min"
    with pytest.raises(ValidationError, match="a duration such as"):
        adapter.validate_python(60)


def test_opening_hours() -> None:
    office = OpeningHours.parse("Mon-Fri 09-17")
    assert (office.first_day, office.last_day, office.open_h, office.close_h) == (0, 4, 9, 17)
    assert office.week_h == 40.0
    assert OpeningHours.parse("Sat 8-12").week_h == 4.0
    assert OpeningHours.parse("always").week_h == 168.0


@pytest.mark.parametrize("text", ["Fri-Mon 9-17", "Mon-Fri 17-9", "Mon-Fri 9-25", "daily", "9-17"])
def test_what_is_no_calendar_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError, match="expected"):
        OpeningHours.parse(text)
