from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.engine.events import Kind
from models.trace import Access, Standing, Tokens, kind_called
from models.trace.tokens import OtherEngine
from tests.models.trace.conftest import recorded

if TYPE_CHECKING:
    from models.trace import Trace


def test_events_and_hops_of_a_span_are_found_both_ways(small: Trace) -> None:
    at_h = small.events["at_h"]
    span = small.between(100.0, 400.0)
    inside = (at_h >= 100.0) & (at_h < 400.0)
    assert np.flatnonzero(inside).tolist() == list(range(span.start, span.stop))
    hops = small.hops[small.hops_between(100.0, 101.0)]
    assert ((hops["time_h"] >= 100.0) & (hops["time_h"] < 101.0)).all()
    after = small.next_event(100.0)
    assert at_h[after] > 100.0 >= at_h[after - 1]
    before = small.previous_event(float(at_h[after]))
    assert at_h[before] < at_h[after]
    assert small.previous_event(-1e9) == -1
    assert small.next_event(1e9) == len(at_h)


def test_filters_agree_with_looking_at_each_event(small: Trace) -> None:
    agent = int(small.find([Kind.RETIRED])[0])
    agent = int(small.events["agent"][agent])
    found = small.find([Kind.RETIRED, Kind.ACCOUNT_ENDED], [agent], from_h=0.0)
    assert len(found)
    accounts = set(small.account_of[agent].tolist())
    for number, row in enumerate(small.events):
        theirs = row["agent"] == agent or (row["agent"] < 0 and int(row["account"]) in accounts)
        wanted = small.kind(number) in {Kind.RETIRED, Kind.ACCOUNT_ENDED}
        assert (number in found) == bool(theirs and wanted and row["at_h"] >= 0.0)
    assert len(small.find(platforms=[0])) == np.count_nonzero(small.events["platform"] == 0)


def test_effects_are_the_other_way_round_of_causes(small: Trace) -> None:
    for event in range(0, len(small.events), 31):
        effects = small.effects(event)
        assert (small.events["cause"][effects] == event).all()
    total = sum(len(small.effects(event)) for event in range(len(small.events)))
    assert total == np.count_nonzero(small.events["cause"] >= 0)


def test_who_uses_an_account_is_known_both_ways(small: Trace) -> None:
    for agent in range(len(small.agent_fleet)):
        mine = small.accounts_of([agent])
        assert set(small.account_of[agent].tolist()) - {-1} <= set(mine.tolist())
        assert all(agent in small.users_of(account) for account in mine.tolist())
    assert sum(map(len, map(small.users_of, range(len(small.account_fleet))))) == len(
        small.user_list
    )


def test_kinds_are_found_by_their_names() -> None:
    assert kind_called("access_ended") is Kind.ACCESS_ENDED
    with pytest.raises(KeyError):
        kind_called("nothing")


@given(at_h=st.floats(-330.0, 4319.0))
def test_a_moment_agrees_with_the_events_before_it(at_h: float) -> None:
    trace = recorded("three_assistants")[0]
    moment = Standing(trace).at(at_h)
    past = trace.events[: trace.next_event(at_h)]
    opened = set(past["account"][past["kind"] == Kind.ACCOUNT_OPENED].tolist())
    ended = set(past["account"][past["kind"] == Kind.ACCOUNT_ENDED].tolist())
    assert set(np.flatnonzero(moment.accounts).tolist()) == opened - ended
    dead = set(past["agent"][past["kind"] == Kind.RETIRED].tolist())
    for agent in range(len(trace.agent_fleet)):
        states = set(moment.access[agent].tolist())
        if trace.birth_h[agent] > at_h:
            assert states <= {Access.NONE}
        elif agent in dead:
            assert states <= {Access.NONE, Access.LEFT_OVER, Access.ENDED}
        elif trace.death_h[agent] > at_h:
            assert states <= {Access.NONE, Access.WORKING}


def test_ends_of_a_retired_agents_access_end_it_at_that_instant(flagship: Trace) -> None:
    standing, seen = Standing(flagship), 0
    for number in flagship.find([Kind.ACCESS_ENDED]).tolist():
        row = flagship.events[number]
        cause = number
        while flagship.kind(cause) != Kind.ORDERED:
            cause = int(flagship.events["cause"][cause])
        if flagship.what(cause) != "retired":
            continue
        where = int(row["agent"]), int(row["platform"])
        at_h, order_h = float(row["at_h"]), float(flagship.events["at_h"][cause])
        assert standing.at(at_h + 1e-6).access[where] == Access.ENDED
        if at_h - order_h > 1e-3:
            seen += 1
            earlier = standing.at((at_h + order_h) / 2)
            assert earlier.access[where] == Access.LEFT_OVER
            assert earlier.draining[where]
    assert seen > 20


def test_outages_and_attacks_hold_for_their_time(flagship: Trace) -> None:
    standing = Standing(flagship)
    for number in flagship.find([Kind.OUTAGE_BEGAN]).tolist():
        row = flagship.events[number]
        assert standing.at(float(row["at_h"])).down[row["directory"]]
        assert standing.at(float(row["until_h"]) - 1e-6).down[row["directory"]]
    for number in flagship.find([Kind.FIRST_USE]).tolist():
        row = flagship.events[number]
        assert standing.at(float(row["at_h"])).held[row["agent"]]
    ends = flagship.find([Kind.ATTACK_ENDED])
    assert len(ends)
    first = flagship.events[int(flagship.find([Kind.FIRST_USE])[0])]
    assert not standing.at(float(first["at_h"]) - 1e-6).held.any()


def test_the_residual_curve_counts_what_moments_show(flagship: Trace) -> None:
    standing = Standing(flagship)
    hours = np.linspace(-300.0, 4300.0, 40)
    curve = standing.residual(hours)
    for at_h, count in zip(hours.tolist(), curve.tolist(), strict=True):
        moment = standing.at(at_h)
        left = np.count_nonzero(moment.access == Access.LEFT_OVER)
        assert left <= count <= left + np.count_nonzero(moment.draining)
    assert curve.max() > 10
    nobody = np.zeros(len(flagship.agent_fleet), dtype=np.bool_)
    assert not standing.residual(hours, nobody).any()


def test_tokens_run_down_and_are_renewed_by_their_clock(flagship: Trace) -> None:
    tokens = Tokens(flagship)
    run_down = renewed = 0
    for platform in range(len(flagship.heading.platforms)):
        ticks = [tokens.residual_h(platform, 500.0 + k / 4) for k in range(6)]
        held = flagship.account_of[:, platform] >= 0
        assert (ticks[0][~held] == 0.0).all()
        for before, after in itertools.pairwise(ticks):
            step = (after - before)[held & np.isfinite(before) & np.isfinite(after)]
            # A token whose life is drawn at every occasion stands still.
            down, still = np.isclose(step, -0.25), np.isclose(step, 0.0)
            assert (down | still | (step > 0.0)).all()
            run_down += int(np.count_nonzero(down))
            renewed += int(np.count_nonzero(step > 0.0))
    assert run_down > 20
    assert renewed > 5


def test_tokens_of_some_agents_are_those_of_all(flagship: Trace) -> None:
    tokens = Tokens(flagship)
    whole = tokens.residual_h(1, 700.0)
    some = np.array([3, 50, 7])
    assert tokens.residual_h(1, 700.0, some).tolist() == whole[some].tolist()


def test_tokens_of_another_engine_are_refused(small: Trace) -> None:
    old = replace(small, heading=replace(small.heading, engine="1"))
    with pytest.raises(OtherEngine, match="engine 1"):
        Tokens(old)
