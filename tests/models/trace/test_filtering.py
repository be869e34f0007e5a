"""Filters against looking at each event, and listings of several traces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.engine.events import Kind
from models.trace import GROUPS, MATTERS, Filter, Listing, agents_called, filter_about
from models.trace.filtering import concerned, passing
from tests.models.trace.conftest import recorded

if TYPE_CHECKING:
    from models.trace import Trace


def test_every_kind_of_event_is_in_one_group() -> None:
    kinds = [kind for group in GROUPS.values() for kind in group]
    assert sorted(kinds) == sorted(Kind)
    assert set(Kind) > MATTERS


def concerns(trace: Trace, event: int, place: int) -> bool:
    """Say by one event at a time what `concerned` says of all."""
    row = trace.events[event]
    if row["platform"] >= 0:
        return bool(row["platform"] == place)
    if row["directory"] >= 0:
        return bool(trace.heading.directory_of[place] == row["directory"])
    if row["account"] >= 0:
        return bool(trace.account_covers[row["account"], place])
    return bool(row["agent"] >= 0 and trace.account_of[row["agent"], place] >= 0)


def filters() -> st.SearchStrategy[Filter]:
    heading = recorded("three_assistants")[0].heading
    kinds = st.one_of(st.none(), st.just(MATTERS), st.frozensets(st.sampled_from(list(Kind))))
    agents = list(agents_called([recorded("three_assistants")[0]], heading.fleets[0]))
    return st.builds(
        Filter,
        kinds,
        st.sampled_from(["", *heading.platforms, "elsewhere"]),
        st.sampled_from(["", *heading.fleets, "nobody"]),
        st.sampled_from(["", *agents[:3], "nobody_1"]),
    )


@given(filters(), st.integers(0, 10**9))
def test_a_filter_lets_pass_what_its_parts_let_pass(chosen: Filter, seed: int) -> None:
    trace = recorded("three_assistants")[0]
    found = set(passing(trace, chosen).tolist())
    rng = np.random.default_rng(seed)
    for event in rng.integers(0, len(trace.events), 60).tolist():
        passes = chosen.kinds is None or trace.kind(event) in chosen.kinds
        if chosen.domain:
            known = chosen.domain in trace.heading.platforms
            place = trace.heading.platforms.index(chosen.domain) if known else -1
            passes = passes and known and concerns(trace, event, place)
        row = trace.events[event]
        agent, account = int(row["agent"]), int(row["account"])
        own = [agent] if agent >= 0 else trace.users_of(account).tolist() if account >= 0 else []
        if chosen.agent:
            passes = passes and chosen.agent in [trace.agent_name(each) for each in own]
        if chosen.fleet:
            number = -1
            if agent >= 0:
                number = int(trace.agent_fleet[agent])
            elif account >= 0:
                number = int(trace.account_fleet[account])
            passes = passes and number >= 0 and trace.heading.fleets[number] == chosen.fleet
        assert (event in found) == passes


@given(st.integers(0, 10**9))
def test_an_event_passes_the_filter_that_it_makes(seed: int) -> None:
    trace = recorded("three_assistants")[0]
    event = seed % len(trace.events)
    about = filter_about(trace, event)
    assert about.kinds == frozenset({trace.kind(event)})
    assert event in passing(trace, about)
    assert about.agent == "" or about.fleet != ""


def test_domains_that_nobody_knows_concern_nothing(small: Trace) -> None:
    assert not concerned(small, "elsewhere").any()
    for place, domain in enumerate(small.heading.platforms):
        found = concerned(small, domain)
        outages = small.find([Kind.OUTAGE_BEGAN])
        for event in outages.tolist():
            assert found[event] == concerns(small, event, place)


def test_a_listing_holds_all_in_order_of_time(small: Trace, flagship: Trace) -> None:
    whole = Listing([small, flagship], Filter(None))
    assert len(whole) == whole.total == len(small.events) + len(flagship.events)
    assert (np.diff(whole.hours) >= 0).all()
    assert whole.of(1).tolist() == list(range(len(flagship.events)))
    some = Listing([small, flagship], Filter(frozenset({Kind.RETIRED})))
    assert 0 < len(some) < some.total == whole.total
    assert set(some.of(0).tolist()) == set(small.find([Kind.RETIRED]).tolist())
    at_h = float(some.hours[3])
    assert some.hours[some.row_at(at_h)] == at_h
    assert some.hours[some.row_before(at_h)] < at_h
    near = some.near(at_h - 100.0, at_h + 100.0, 0)
    assert (some.side[near] == 0).all()
    assert (abs(some.hours[near] - at_h) <= 100.0).all()
    nothing = Listing()
    assert (len(nothing), nothing.total, nothing.row_at(5.0)) == (0, 0, -1)


def test_agents_of_several_traces_are_named_once(small: Trace) -> None:
    fleet = small.heading.fleets[0]
    once, twice = agents_called([small], fleet), agents_called([small, small], fleet)
    assert once == twice
    assert once[f"{fleet}_1"] == "1"
    assert agents_called([small], "nobody") == {}


@pytest.mark.parametrize(
    ("chosen", "is_open"), [(Filter(None), True), (Filter(), False), (Filter(None, "crm"), False)]
)
def test_a_filter_says_whether_it_is_open(chosen: Filter, is_open: bool) -> None:
    assert chosen.is_open is is_open
