from __future__ import annotations

import pytest

from models.presets import evidence, evidence_table


def test_rows_say_what_they_are() -> None:
    row = evidence("E100")
    assert (row.value, row.unit, row.grade) == ("0.05", "fraction", "A")
    assert row.title
    assert row.supports_fact


@pytest.mark.parametrize("row_id", ["E102", "E108", "E136", "E138", "E093"])
def test_rows_that_measure_something_else_make_no_facts(row_id: str) -> None:
    assert not evidence(row_id).supports_fact


def test_every_row_has_a_grade_and_a_parameter() -> None:
    assert len(evidence_table()) > 150
    for row_id, row in evidence_table().items():
        assert row.id == row_id
        assert row.parameter
        assert row.grade in ("A", "B", "C", "observed", "assumption")


def test_there_is_no_row_without_a_name() -> None:
    with pytest.raises(KeyError):
        evidence("E000")
