"""A trace speaks in the names of its scenario, and in ids where that gives none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.engine.events import Kind
from models.scenario.edits import with_value
from models.trace import Drilling, Selection, record, sentence, why_text
from models.trace.words import hop_sentence
from tests.models.trace.conftest import recorded, restless_scenario, scenario_called

if TYPE_CHECKING:
    from models.trace import Trace


def told(trace: Trace, kind: Kind) -> set[str]:
    return {sentence(trace, event) for event in trace.find([kind]).tolist()}


def test_events_and_hops_are_told_in_the_names_of_the_scenario(small: Trace) -> None:
    assert "Mail triage 1 at work" in told(small, Kind.BORN)
    assert "directory Entra ID is down until" in " ".join(told(small, Kind.OUTAGE_BEGAN))
    issued = " ".join(told(small, Kind.CREDENTIAL_ISSUED))
    assert " on Mail and files gets its credential (workload OIDC)" in issued
    assert "Customer records" in " ".join(told(small, Kind.ATTACK_STEP))
    assert "Data lake" in " ".join(hop_sentence(small, hop) for hop in range(400))
    everything = " ".join(sentence(small, event) for event in range(len(small.events)))
    named = everything.replace("friday_order", "").replace("leaked_key", "")  # have no title
    assert "_" not in named
    assert "incident of the scenario: friday_order (order)" in everything


def test_rare_things_have_names_too() -> None:
    scenario = restless_scenario()
    trace, _cell = record(scenario, "fragmented", 0, Selection())
    assert "vault Team vault compromised" in told(trace, Kind.STORE_COMPROMISED)
    assert any(each.startswith("Quote builder gets") for each in told(trace, Kind.OWNER_CHANGED))


def test_a_chain_names_controls_and_values_as_the_matrix_does(small: Trace) -> None:
    lost = small.find([Kind.CREDENTIAL_LOST])[0]
    text = why_text(Drilling(small).why(int(lost)))
    assert "Credential = static key (rule “crm as delivered”, declared workload OIDC)" in text
    assert text.splitlines()[-1].startswith("missing on Sales SaaS: workload identity")
    assert "_" not in text


def test_what_has_no_name_is_called_by_its_id() -> None:
    title = ("workload", "fleets", "quoter", "title")
    scenario = with_value(scenario_called("three_assistants"), title, "")
    trace, _cell = record(scenario, "fragmented", 0, Selection(frozenset({"quoter"})))
    assert "quoter_1 at work" in told(trace, Kind.BORN)
    assert trace.missing[-1] == "only quoter"


def test_a_trace_whose_scenario_cannot_be_read_speaks_in_ids() -> None:
    trace = recorded("three_assistants")[0]
    without = replace(trace, heading=replace(trace.heading, scenario="{}"))
    assert "triage_1 at work" in told(without, Kind.BORN)
    assert any(" on crm " in each for each in told(without, Kind.CREDENTIAL_ISSUED))
    assert without.names.of("directory", "local:lake") == "lake (its own users)"
    assert trace.names.of("directory", "local:lake") == "Data lake (its own users)"
