from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.formats import read_scenario
from models.profile import resolve
from models.scenario.differences import diff
from models.scenario.edits import value_at, with_value
from models.scenario.ordering import moved, order_of

if TYPE_CHECKING:
    from models.scenario import Scenario

FOLDER = Path(__file__).parents[3] / "scenarios"


@cache
def _scenario() -> Scenario:
    return read_scenario(FOLDER / "larkfield.yaml")


MAPPINGS = (("designs",), ("designs", "fragmented", "rules"), ("designs", "unified", "exceptions"))


@given(st.sampled_from(MAPPINGS), st.integers(0, 9), st.integers(-9, 9))
def test_only_the_order_changes_and_moving_back_restores_it(
    path: tuple[str, ...], place: int, by: int
) -> None:
    keys = list(value_at(_scenario(), path))
    key = keys[place % len(keys)]
    after = moved(_scenario(), (*path, key), by)
    now = list(value_at(after, path))
    assert sorted(now) == sorted(keys)
    assert [one for one in now if one != key] == [one for one in keys if one != key]
    went = now.index(key) - keys.index(key)
    assert abs(went) <= abs(by)
    assert went * by >= 0
    assert (after is _scenario()) == (went == 0)
    assert [change.kind for change in diff(_scenario(), after)] == ["moved"] * (went != 0)
    assert list(value_at(moved(after, (*path, key), -went), path)) == keys


def test_a_rule_that_is_moved_behind_another_wins() -> None:
    rules = ("designs", "fragmented", "rules")
    scenario = _scenario()
    for name, ttl in (("one", "5 min"), ("two", "9 min")):
        rule = {"where": {"platform": "lake"}, "set": {"access_ttl": ttl}}
        scenario = with_value(scenario, (*rules, name), rule)
    profiles = [
        resolve(each, "fragmented").phases[0].profiles
        for each in (scenario, moved(scenario, (*rules, "one"), 1))
    ]
    fleet = next(iter(scenario.workload.fleets))
    said = [str(one["lake", fleet].value("access_ttl").chosen) for one in profiles]
    assert said == ["9 min", "5 min"]


def test_what_has_no_order_is_not_moved() -> None:
    assert "wins" in order_of(("designs", "any", "rules"))
    assert not order_of(("organisation", "platforms"))
    assert not order_of(("designs", "any", "binding"))
    for path in (("organisation", "platforms", "lake"), ("designs", "nobody")):
        with pytest.raises(KeyError):
            moved(_scenario(), path, 1)
