"""Reruns of one seed after a change: what is the same, and what became of an event."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.engine.events import NOTHING, Kind
from models.scenario.edits import with_value
from models.trace import (
    Drilling,
    Standing,
    Trace,
    contrast,
    controls_to_change,
    place_of,
    record,
    to_rerun,
    why_text,
)
from models.trace.rerunning import changes_in_words, same_until_h, twin_of
from tests.models.trace.conftest import recorded, restless_scenario, scenario_called

ROUTE = ("designs", "fragmented", "standard", "offboarding", "route")
SEED = ("experiment", "seed")


@cache
def changed() -> Trace:
    """The smallest scenario, after orders were made to reach those who act at once."""
    scenario = with_value(scenario_called("three_assistants"), ROUTE, "1 min")
    return record(scenario, "fragmented", 0)[0]


def test_the_same_scenario_run_again_differs_in_nothing(small: Trace) -> None:
    again = record(scenario_called("three_assistants"), "fragmented", 0)[0]
    event = int(small.find([Kind.ACCESS_ENDED])[0])
    found = contrast(small, event, again)
    assert math.isinf(found.same_until_h)
    assert found.sooner_h == 0.0
    assert found.before == found.after
    assert all(each.before == each.after for each in found.measures)


@given(st.integers(0, 10**9))
def test_every_event_is_its_own_twin(seed: int) -> None:
    trace = recorded("three_assistants")[0]
    event = seed % len(trace.events)
    assert twin_of(trace, event, trace) == event


def test_orders_that_are_routed_at_once_end_access_sooner(small: Trace) -> None:
    after = changed()
    ends = small.find([Kind.ACCESS_ENDED], from_h=0.0)
    routed = [e for e in ends.tolist() if small.events["cause"][e] != NOTHING]
    sooner = {event: contrast(small, event, after).sooner_h for event in routed[:40]}
    known = {event: each for event, each in sooner.items() if not math.isnan(each)}
    assert len(known) >= len(sooner) / 2
    assert sum(known.values()) > 0.0
    drilling = Drilling(small)
    for event, each in known.items():
        # Tickets that now arrive all at once wait for each other: some are done later.
        assert each > -1e-6 or "(ticket)" in why_text(drilling.why(event))
    first = same_until_h(small, after)
    assert first < math.inf
    head = small.events[small.events["at_h"] < first]
    twin = after.events[after.events["at_h"] < first]
    assert (head["at_h"] == twin["at_h"]).all()
    assert (head["kind"] == twin["kind"]).all()


def test_what_does_not_happen_again_says_so(small: Trace) -> None:
    event = int(small.find([Kind.ACCESS_ENDED])[0])
    none = replace(small, events=small.events[:event].copy())
    found = contrast(small, event, none)
    assert found.after == ""
    assert math.isnan(found.sooner_h)
    assert found.same_until_h == float(small.events["at_h"][event])


def test_measures_count_what_there_was_no_room_for_and_skip_chosen_agents(small: Trace) -> None:
    event = int(small.find([Kind.ACCESS_ENDED])[0])
    heading = replace(small.heading, left_out={"hop_stopped": 5})
    fuller = replace(small, heading=heading)
    stopped = {each.name: each for each in contrast(small, event, fuller).measures}["Hops stopped"]
    assert stopped.after == stopped.before + 5
    chosen = replace(small, heading=replace(small.heading, chosen=("mailer",)))
    assert contrast(chosen, event, small).measures == ()


def test_hours_of_residual_access_are_the_area_below_its_curve(small: Trace) -> None:
    standing = Standing(small)
    hours = np.linspace(0.0, small.heading.horizon_h, 400_001)
    area = float(standing.residual(hours).mean()) * small.heading.horizon_h
    assert standing.residual_h() == pytest.approx(area, rel=1e-3)


def test_the_decisive_control_comes_first_and_each_once(flagship: Trace) -> None:
    drilling = Drilling(flagship)
    ends = flagship.find([Kind.ACCESS_ENDED, Kind.ACCESS_STAYS])
    several = 0
    for event in ends[:: max(1, len(ends) // 60)].tolist():
        why = drilling.why(event)
        found = controls_to_change(why)
        places = [(each.path, each.platform) for each in found]
        assert len(set(places)) == len(places)
        assert all(each.missing for each in found)
        if why.missing:
            assert found[0].missing == why.missing[0]
        several += len(found) > 1
    assert several


def test_a_control_is_changed_in_the_design_or_at_its_object(small: Trace) -> None:
    scenario = restless_scenario()
    event = int(small.find([Kind.ACCESS_ENDED])[0])
    one = next(c for link in Drilling(small).why(event).links for c in link.controls)
    assert place_of(one, scenario) == ("design", one.platform)
    for path, platform, kind in (
        ("directory.outage", "entra", "directory"),
        ("directory.outage", "local:crm", "platform"),
        ("vault.leak", "team_vault", "vault"),
    ):
        place = place_of(replace(one, path=path, platform=platform), scenario)
        assert place == (kind, platform.removeprefix("local:"))


def test_a_rerun_takes_the_seed_of_the_trace(small: Trace) -> None:
    scenario = scenario_called("three_assistants")
    other = with_value(scenario, SEED, "12345")
    assert to_rerun(scenario, small.heading) is scenario
    assert to_rerun(other, small.heading).experiment.seed == small.heading.seed
    with pytest.raises(KeyError, match="nope"):
        to_rerun(scenario, replace(small.heading, design="nope"))


def test_changes_are_named_and_many_are_counted() -> None:
    scenario = scenario_called("three_assistants")
    changed_once = with_value(scenario, ROUTE, "1 min")
    assert changes_in_words(scenario, changed_once) == [
        "As found, Offboarding: route: lognormal (mean 1 d, cv 1) → 1 min"
    ]
    other = scenario_called("three_clouds")
    assert changes_in_words(scenario, other)[-1].startswith("and ")
    assert changes_in_words(scenario, scenario) == []
