from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.engine import simulate
from models.engine.events import BESIDES, KINDS, NOTHING, SILENT, Kind
from models.engine.records import OUTCOMES, REASONS
from models.scenario.leaves import leaves
from tests.models.engine.test_simulation import design, digest, lively
from tests.models.engine.told import Listening

if TYPE_CHECKING:
    from models.engine.records import Records


@pytest.fixture(scope="module")
def heard() -> tuple[Listening, Records]:
    world, listening = lively(), Listening()
    records, _ = simulate(world, design(world), 0, {}, recorder=listening)
    return listening, records


def test_a_recorder_changes_no_bit(heard: tuple[Listening, Records]) -> None:
    world = lively()
    assert digest(simulate(world, design(world), 0, {})[0]) == digest(heard[1])


def test_a_silent_recorder_keeps_nothing() -> None:
    assert not SILENT.on
    assert SILENT.happened(Kind.BORN, 0.0, agent=1) == NOTHING
    assert SILENT.last(Kind.BORN, agent=1) == NOTHING


def test_every_kind_is_in_the_table_once_in_words() -> None:
    assert list(KINDS) == list(Kind)
    assert [int(kind) for kind in Kind] == list(range(len(Kind)))
    assert len({about.id for about in KINDS.values()}) == len(KINDS)
    assert all(about.id == kind.name.lower() for kind, about in KINDS.items())
    assert all(about.text.endswith(".") for about in KINDS.values())


def test_causes_are_told_before_and_lie_before_what_they_cause(
    heard: tuple[Listening, Records],
) -> None:
    told = heard[0].told
    assert len(told) > 1000
    for number, each in enumerate(told):
        if each.cause != NOTHING:
            assert each.cause < number
            assert told[each.cause].at_h <= each.at_h, (told[each.cause], each)
        assert math.isfinite(each.at_h)


def test_settings_are_paths_of_controls(heard: tuple[Listening, Records]) -> None:
    known = {*leaves(), *BESIDES}
    for each in heard[0].told:
        assert set(each.about.get("settings", ())) <= known, each


def test_orders_told_are_those_of_the_table(heard: tuple[Listening, Records]) -> None:
    listening, records = heard
    assert listening.state is not None
    world = listening.state.world
    last_h = world.horizon_h - world.follow_up_h
    told = [
        (each.at_h, REASONS.index(each.about["what"]), each.about["agent"])
        for each in listening.of(Kind.ORDERED)
        if 0.0 <= each.at_h <= last_h
    ]
    table = records.orders
    firsts = np.unique(table.order, return_index=True)[1]
    kept = list(
        zip(
            table.at_h[firsts].tolist(),
            table.reason[firsts].tolist(),
            table.agent[firsts].tolist(),
            strict=True,
        )
    )
    # An order that finds no access leaves no line in the table.
    assert set(kept) <= set(told)
    assert len(kept) > 3


def test_requests_told_are_those_of_the_table(heard: tuple[Listening, Records]) -> None:
    listening, records = heard
    told = [each for each in listening.of(Kind.REQUEST_OPENED) if each.at_h >= 0.0]
    assert [each.at_h for each in told] == records.requests.opened_h.tolist()
    decided = [
        OUTCOMES.index(each.about["what"])
        for each in listening.of(Kind.REQUEST_DECIDED)
        if listening.told[each.cause].at_h >= 0.0
    ]
    closed = records.requests.outcome[records.requests.outcome > 0]
    assert sorted(decided) == sorted(closed.tolist())


def test_attackers_steps_told_are_those_of_the_table(heard: tuple[Listening, Records]) -> None:
    listening, records = heard
    steps = records.compromises.steps
    told = listening.of(Kind.ATTACK_STEP)
    late = [s for s in told if listening.told[s.cause].at_h >= 0.0]
    assert len(late) == int(steps.sum()) > 0


def test_stops_told_are_those_that_were_counted(heard: tuple[Listening, Records]) -> None:
    listening, records = heard
    told = listening.of(Kind.HOP_STOPPED)
    assert len(told) >= records.flow.stopped_by_approval + records.flow.stopped_by_closure > 0
    assert {each.about["what"] for each in told} == {"closed", "not allowed"}
