from __future__ import annotations

from models.formats import read_scenario
from models.scenario.differences import diff, diff_as_written
from tests.models.formats.samples import changed, valid_scenario


def test_equal_scenarios_do_not_differ() -> None:
    assert diff(valid_scenario(), read_scenario(changed())) == []


def test_units_are_no_difference_in_meaning_but_in_writing() -> None:
    other = read_scenario(changed(("access_ttl: 60 min", "access_ttl: 1 h")))
    assert diff(valid_scenario(), other) == []
    (change,) = diff_as_written(valid_scenario(), other)
    assert (change.old, change.new) == ("60 min", "1 h")


def test_every_kind_of_change_is_told() -> None:
    other = read_scenario(
        changed(
            ("catch: 0.05", "catch: 0.1"),
            ("    note:     {from", "    memo:     {from"),
            ("{slots: 1, files: 0.25}", "{files: 0.25, slots: 1}"),
        )
    )
    told = [str(change) for change in diff(valid_scenario(), other)]
    assert told[0].startswith("- organisation.trust_edges.note: ")
    assert told[1].startswith("+ organisation.trust_edges.memo: ")
    assert told[2] == "~ workload.fleets.booker.uses: ['slots', 'files'] -> ['files', 'slots']"
    assert told[3] == "~ designs.today.standard.review.catch: 0.05 -> 0.1"
    assert len(told) == 4
