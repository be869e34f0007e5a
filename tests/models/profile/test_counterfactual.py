from __future__ import annotations

import math
from dataclasses import replace

import pytest

from models.formats import read_scenario
from models.profile import digest, hybrid, resolve, without_assumptions
from models.scenario.leaves import leaves
from tests.models.formats.samples import changed, valid_scenario

STRUCTURAL = [leaf.path for leaf in leaves().values() if leaf.structural]


def test_these_leaves_are_structure() -> None:
    assert STRUCTURAL == [
        "vault",
        "logging.sink",
        "review.scope",
        "approval.by",
        "approval.last_by",
    ]


@pytest.mark.parametrize("design", ["today", "middle", "one"])
def test_a_design_mixed_with_itself_is_itself(design: str) -> None:
    one, other = (resolve(valid_scenario(), design) for _ in range(2))
    assert digest(hybrid(one, other)) == digest(one)
    assert hybrid(one, one) is one
    assert digest(without_assumptions(one, other)) == digest(one)


def test_structure_and_settings_come_from_where_they_should() -> None:
    today, one = (resolve(valid_scenario(), name) for name in ("today", "one"))
    mixed = hybrid(structure=one, settings=today)
    assert mixed.binding == one.binding
    assert mixed.integration_person_days == one.integration_person_days
    assert [phase.start_h for phase in mixed.phases] == [-math.inf, 1440.0]
    for phase in mixed.phases:
        for pair, control in phase.profiles.items():
            theirs = one.at(phase.start_h).profiles[pair]
            ours = today.phases[0].profiles[pair]
            for path in leaves():
                wanted = theirs if path in STRUCTURAL else ours
                if path != "revocation":
                    assert control.value(path) == wanted.value(path), path
                    assert control.origins[path] == wanted.origins[path]
            assert control.settings.approval is not None
            assert control.settings.approval.by is theirs.leaves["approval.by"]


def test_what_is_provisioned_anew_belongs_to_the_settings() -> None:
    today, one = (resolve(valid_scenario(), name) for name in ("today", "one"))
    spent = {platform for platform, days in one.integration_person_days.items() if days > 0}
    assert one.migrated == spent != set()
    assert today.migrated == frozenset()
    assert hybrid(structure=today, settings=one).migrated == one.migrated
    assert hybrid(structure=one, settings=today).migrated == today.migrated
    assert without_assumptions(one, today).migrated == one.migrated
    assert digest(replace(one, migrated=frozenset())) != digest(one)


def test_a_ticket_goes_to_the_team_of_the_structure() -> None:
    text = changed(
        ("set: {credential: static_key,", "set: {revocation: {ticket: {service: 1 h, team: ward}},")
    )
    scenario = read_scenario(text)
    today, one = resolve(scenario, "today"), resolve(scenario, "one")
    ticket = hybrid(one, today).phases[0].profiles["records", "reader"].value("revocation").ticket
    assert ticket.team == "it"
    assert ticket.service.value.chosen.hours == 1.0
    channel = hybrid(today, one).phases[0].profiles["records", "reader"].value("revocation")
    assert channel.kind == "push"


def test_assumptions_are_put_back_and_nothing_else() -> None:
    today, one = (resolve(valid_scenario(), name) for name in ("today", "one"))
    back = without_assumptions(one, today)
    for phase in back.phases:
        for pair, control in phase.profiles.items():
            target = one.at(phase.start_h).profiles[pair]
            for path, origin in target.origins.items():
                wanted = (
                    today.phases[0].profiles[pair] if origin.standing == "assumption" else target
                )
                assert control.leaves[path] is wanted.leaves[path]
    assert back.binding == one.binding
    assert digest(back) != digest(one)


def test_equal_profiles_stay_shared() -> None:
    today, one = (resolve(valid_scenario(), name) for name in ("today", "one"))
    phase = hybrid(one, today).phases[0]
    assert phase.profiles["storage", "reader"] is phase.profiles["storage", "booker"]
