"""Changes are told whose they are and by names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.profile.change_words import change_words
from models.scenario.differences import diff
from models.scenario.edits import with_value, without
from tests.models.trace.conftest import scenario_called

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario

_RULE = ("designs", "fragmented", "rules", "crm_as_delivered", "set")


def told(before: Scenario, after: Scenario) -> list[str]:
    return [change_words(before, after, change) for change in diff(before, after)]


@pytest.mark.parametrize(
    ("path", "raw", "words"),
    [
        (("designs", "unified", "standard", "credential"), "spiffe_svid",
         "Unified, Credential: workload OIDC → SPIFFE SVID"),
        ((*_RULE, "logging", "sink"), "siem",
         "As found, rule “crm as delivered”, Logging: sink: Sales event files → Central log"),
        (("designs", "fragmented", "binding", "crm"), "entra",
         "As found, Binding of Sales SaaS: its own users → Entra ID"),
        (("organisation", "platforms", "crm", "owner"), "identity",
         "Sales SaaS, Owner: Customer service → Identity team"),
        (("workload", "fleets", "quoter", "agents"), "3", "Quote builder, Agents: 4 → 3"),
        (("experiment", "seed"), "7", "Experiment, Seed: 20261 → 7"),
        (("organisation", "teams", "risk"), {"title": "Risk"}, "Team “Risk” added"),
    ],
)  # fmt: skip
def test_a_change_is_told_by_names(path: tuple[str, ...], raw: object, words: str) -> None:
    before = scenario_called("three_assistants")
    after = with_value(before, path, raw)
    assert told(before, after) == [words]


def test_what_is_taken_away_and_moved_is_told() -> None:
    before = scenario_called("three_assistants")
    rule = {"where": {"platform": ["lake"]}, "set": {"vault": "team_vault"}}
    added = with_value(before, ("designs", "unified", "rules", "lake_here"), rule)
    assert told(before, added) == ["Unified, rule “lake here” added: Vault = Team vault"]
    called = with_value(before, ("title",), "In snake_case")
    assert told(before, called) == ["Title: Three assistants → In snake_case"]
    assert told(before, with_value(before, ("question",), "Why?")) == ["Question changed"]
    assert told(before, without(before, (*_RULE, "rotation"))) == [
        "As found, rule “crm as delivered”, Rotation: never taken away"
    ]
    fleets = dict(reversed(before.workload.fleets.items()))
    workload = before.workload.model_copy(update={"fleets": fleets})
    moved = told(before, before.model_copy(update={"workload": workload}))
    assert moved == ["Workload: fleets: order changed"]


@pytest.mark.parametrize("name", ["three_clouds", "larkfield", "regulated_bank", "half_way"])
def test_any_change_can_be_told(name: str) -> None:
    before, after = scenario_called("three_assistants"), scenario_called(name)
    for one, other in ((before, after), (after, before)):
        assert all(words and "{" not in words for words in told(one, other))
