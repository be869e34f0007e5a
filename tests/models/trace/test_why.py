from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.engine.events import BESIDES, Kind
from models.scenario.leaves import leaves
from models.trace import (
    Drilling,
    Selection,
    UnreadableTrace,
    clock_text,
    dated,
    record,
    sentence,
    why_text,
)
from models.trace.remedies import REMEDIES
from models.trace.words import SENTENCES
from tests.models.trace.conftest import recorded, restless_scenario, scenario_called

if TYPE_CHECKING:
    from models.trace import Trace, Why

REACHING = (
    Kind.ACCESS_ENDED,
    Kind.ACCESS_STAYS,
    Kind.CREDENTIAL_LOST,
    Kind.ATTACK_STEP,
    Kind.DETECTED,
    Kind.HOP_STOPPED,
    Kind.ORDER_OMITTED,
    Kind.REVIEW_FOUND,
    Kind.OUTAGE_BEGAN,
)


@pytest.mark.parametrize("kind", REACHING)
def test_why_reaches_a_control(kind: Kind, flagship: Trace) -> None:
    drilling, found = Drilling(flagship), flagship.find([kind])
    assert len(found)
    for number in found[:: max(1, len(found) // 40)].tolist():
        why = drilling.why(number)
        assert why.controls, why_text(why)
        assert why.missing or kind == Kind.ACCESS_ENDED, why_text(why)
        assert all(each.value and each.origin for each in why.controls)


def test_ends_that_were_prompt_lack_nothing_and_others_name_their_longest_step(
    flagship: Trace,
) -> None:
    drilling = Drilling(flagship)
    late = 0
    for number in flagship.find([Kind.ACCESS_ENDED]).tolist():
        why = drilling.why(number)
        order = next(link for link in why.links if flagship.kind(link.event) == Kind.ORDERED)
        steps = [link for link in why.links if link.at_h >= order.at_h and link.event > order.event]
        lengths = [
            after.at_h - before.at_h
            for after, before in zip(steps, [*steps[1:], order], strict=True)
        ]
        if max(lengths) > 24.0:
            late += 1
            assert why.links[why.decisive] is steps[int(np.argmax(lengths))]
    assert late > 20


def test_an_attackers_step_goes_back_to_the_credential_and_its_rule(flagship: Trace) -> None:
    drilling = Drilling(flagship)
    leaked = [
        number
        for number in flagship.find([Kind.CREDENTIAL_LOST]).tolist()
        if flagship.what(number).startswith("copy leak: secret")
    ]
    step = next(
        effect
        for loss in leaked
        for use in flagship.effects(loss).tolist()
        if flagship.kind(use) == Kind.FIRST_USE
        for effect in flagship.effects(use).tolist()
        if flagship.kind(effect) == Kind.ATTACK_STEP
    )
    why = drilling.why(step)
    kinds = [flagship.kind(link.event) for link in why.links]
    assert kinds == [
        Kind.ATTACK_STEP,
        Kind.FIRST_USE,
        Kind.CREDENTIAL_LOST,
        Kind.CREDENTIAL_ISSUED,
    ]
    assert [each.path for each in why.controls] == ["credential", "rotation", "copies"]
    assert why.controls[0].origin.startswith(("rule ", "standard", "exception "))
    assert why.missing[0] == "workload identity"
    text = why_text(why)
    assert text.count("<-") == 3
    assert "attacker touches" in text
    assert text.splitlines()[-1].startswith("missing on ")


def test_a_touch_names_least_privilege_and_a_hop_in_scope_nothing(flagship: Trace) -> None:
    drilling = Drilling(flagship)
    resources = len(flagship.heading.resources)
    outside = np.flatnonzero(flagship.hops["code"] >= resources)
    inside = np.flatnonzero(flagship.hops["code"] < resources)
    why = drilling.why_hop(int(outside[0]))
    assert why.links[0].missing == ("policy at request time", "least privilege")
    assert drilling.why_hop(int(inside[0])).missing == ()
    granted = [drilling.why_hop(int(hop)) for hop in outside[:300]]
    through = [each for each in granted if len(each.links) > 1]
    assert through
    assert all(flagship.kind(each.links[1].event) == Kind.GRANT_ADDED for each in through)


def test_chains_go_back_in_time_and_stop_before_births(flagship: Trace) -> None:
    drilling = Drilling(flagship)
    numbers = range(0, len(flagship.events), 997)
    for why in map(drilling.why, numbers):
        times = [link.at_h for link in why.links]
        assert times == sorted(times, reverse=True)
        last = flagship.kind(why.links[-1].event)
        assert len(why.links) == 1 or last != Kind.BORN


def test_what_does_not_exist_cannot_be_asked_about(small: Trace) -> None:
    drilling = Drilling(small)
    for wrong in (-1, len(small.events)):
        with pytest.raises(IndexError):
            drilling.why(wrong)
    with pytest.raises(IndexError):
        drilling.why_hop(len(small.hops))


def test_controls_of_every_bundled_trace_are_known(bundled: str) -> None:
    trace = recorded(bundled)[0]
    said = {path for paths in trace.heading.settings for path in paths}
    assert said <= {*leaves(), *BESIDES}
    assert set(REMEDIES) <= {*leaves(), *BESIDES}


def test_every_kind_has_a_sentence_and_every_event_can_be_said(bundled: str) -> None:
    assert set(SENTENCES) == set(Kind)
    trace = recorded(bundled)[0]
    for number in range(0, len(trace.events), 53):
        assert sentence(trace, number)
        assert dated(trace, number).endswith(clock_text(float(trace.events["at_h"][number])))


def test_times_of_day_are_said_from_the_start_of_the_run() -> None:
    assert clock_text(61 * 24 + 4.2) == "61 d 04:12"
    assert clock_text(0.0) == "0 d 00:00"
    assert clock_text(-336.0) == "14 d 00:00 before the start"
    assert clock_text(-15.05) == "15:03 before the start"


def test_a_stop_names_what_stopped_it(flagship: Trace) -> None:
    drilling = Drilling(flagship)
    sorts: dict[str, Why] = {}
    for number in flagship.find([Kind.HOP_STOPPED]).tolist():
        why = drilling.why(number)
        sorts[flagship.what(why.links[-1].event)] = why
    assert "policy at request time" in sorts["not allowed"].missing
    assert sorts["directory"].missing == ("a second way to authenticate",)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"scenario": "sprawl: 1\n"}, r"heading.scenario:\d+: .*expected"),
        ({"scenario": "[" * 30_000}, "heading.scenario: expected at most 64 levels"),
        ({"design": "nope"}, "expected one of fragmented, .*, found 'nope'"),
        ({"fleets": ("a", "b", "c")}, "another organisation"),
        ({"directories": ("nope",) * 9}, "another organisation"),
    ],
)
def test_a_trace_of_another_scenario_is_refused(
    change: dict[str, Any], said: str, small: Trace
) -> None:
    with pytest.raises(UnreadableTrace, match=said) as raised:
        Drilling(replace(small, heading=replace(small.heading, **change)))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("what", "missing"),
    [("directory", "protection of the directory"), ("vault team_vault", "protection of the vault")],
)
def test_the_fall_of_a_directory_or_vault_is_read_back_to_it(what: str, missing: str) -> None:
    trace, _ = record(restless_scenario(), "fragmented", 0, Selection(hops="none"))
    fallen = [n for n in trace.find([Kind.STORE_COMPROMISED]).tolist() if trace.what(n) == what]
    assert fallen
    drilling = Drilling(trace)
    assert drilling.why(fallen[0]).missing[0] == missing
    uses = [use for event in fallen for use in trace.effects(event).tolist()]
    assert Kind.FIRST_USE in {trace.kind(use) for use in uses}
    steps = [n for use in uses for n in trace.effects(use).tolist()]
    assert missing in drilling.why(steps[0]).missing


def test_a_migration_that_stopped_is_what_is_missing() -> None:
    trace, _ = record(scenario_called("half_way"), "stopped", 0, Selection(hops="none"))
    drilling = Drilling(trace)
    stopped = trace.find([Kind.MIGRATION_STOPPED]).tolist()
    assert stopped
    for number in stopped:
        why = drilling.why(number)
        assert why.missing == ("migration of the platform",)
        assert trace.kind(why.links[-1].event) == Kind.MIGRATION_PLANNED
    left = [n for n in trace.find([Kind.KEY_LEFT]).tolist() if trace.what(n) == "old account"]
    assert any("removal of old accounts" in drilling.why(number).missing for number in left)
