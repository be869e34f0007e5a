from __future__ import annotations

import pytest

from models.errors import ScenarioError, ScenarioErrors
from models.formats import check_scenario, planned_hops, read_scenario
from models.formats.checks.finding import values_in
from models.formats.checks.volume import check_volume
from tests.models.formats.samples import changed, valid_scenario

Pair = tuple[str, str]

WRONG: dict[str, tuple[list[Pair], list[str]]] = {
    "no such team": (
        [("vaults:\n    safe:     {title: Safe, kind: azure_key_vault, owner: it}",
          "vaults:\n    safe:     {title: Safe, kind: azure_key_vault, owner: its}")],
        ["organisation.vaults.safe.owner", "found `its`", "did you mean `it`?"],
    ),
    "no such resource": (
        [("uses: {slots: 1,", "uses: {slotz: 1,")],
        ["workload.fleets.booker.uses.slotz", "did you mean `slots`?"],
    ),
    "more things than grants can be drawn among": (
        [("resources:\n",
          "resources:\n    heap: {platform: records, sensitivity: internal, count: 1000000000}\n")],
        ["organisation.resources.heap.count", "at most 100,000,000 things on a platform"],
    ),
    "tasks too long to be held": (
        [("  fleets:\n", "  hops_per_task: 100000\n  fleets:\n"), ("agents: 5,", "agents: 50,")],
        ["workload.hops_per_task", "hops in a day", "(100,000 a task)", "GB of memory"],
    ),
    "no such class": (
        [("sensitivity: restricted, count", "sensitivity: secret, count")],
        ["organisation.resources.files.sensitivity", "restricted"],
    ),
    "edge to nothing": (
        [("from: slots, to: files", "from: slots, to: filez")],
        ["organisation.trust_edges.note.to", "did you mean `files`?"],
    ),
    "edge to what is no resource": (
        [("from: slots, to: files", "from: slots, to: storage")],
        ["organisation.trust_edges.note.to", "the id of a resource"],
    ),
    "no such directory": (
        [("storage: cloud, booking: local", "storage: cluod, booking: local")],
        ["designs.today.binding.storage", "did you mean `cloud`?"],
    ),
    "bound to nothing": (
        [("records: staff, storage: cloud, booking: local}", "records: staff}")],
        ["designs.today.binding", "`storage`, `booking`", "designs.middle.binding", "`local`"],
    ),
    "circle": (
        [("  one:\n", "  one:\n    extends: middle\n"), ("extends: today", "extends: one")],
        ["a circle: middle -> one -> middle"],
    ),
    "extends nothing": (
        [("extends: today", "extends: yesterday")],
        ["designs.middle.extends", "found `yesterday`"],
    ),
    "baseline": (
        [("baseline: today", "baseline: toady")],
        ["experiment.baseline", "did you mean `today`?"],
    ),
    "compared twice": (
        [("compare: [middle, one]", "compare: [one, one, today]")],
        ["experiment.compare.1", "it twice", "experiment.compare.2", "the baseline"],
    ),
    "where of nothing": (
        [("where: {platform: records}\n", "where: {platform: records, kind: saas}\n")],
        ["designs.middle.rules.keys.where", "a platform that fits all keys"],
    ),
    "where of unknown": (
        [("fleet: booker}\n", "fleet: bookers}\n")],
        ["designs.today.rules.shared.where.fleet.0", "did you mean `booker`?"],
    ),
    "owner of exception": (
        [("{owner: ward, reason: The", "{owner: wards, reason: The")],
        ["designs.one.exceptions.old_records.owner", "did you mean `ward`?"],
    ),
    "vault": ([("rotation: never, vault: safe", "rotation: never, vault: vaul")], ["set.vault"]),
    "sink": ([("logging: {sink: central}", "logging: {sink: centre}")], ["logging.sink"]),
    "permits": ([("permits: [internal]", "permits: [intern]")], ["permits.0"]),
    "approver": (
        [("approval: {by: it,", "approval: {by: its,")],
        ["designs.one.standard.approval.by", "or `platform_owner`"],
    ),
    "preset": (
        [("preset: salesforce", "preset: salesfroce")],
        ["organisation.platforms.booking.preset", "did you mean `salesforce`?"],
    ),
    "evidence": ([("source: E100", "source: E998")], ["grant_factor.source", "a row of evidence"]),
    "leak elsewhere": (
        [("leak: {fleet: reader, platform: storage}", "leak: {fleet: booker, platform: storage}")],
        ["incidents.leak.leak.platform", "it uses: booking, records"],
    ),
    "outage of nothing": (
        [("outage: {directory: cloud", "outage: {directory: clouds")],
        ["incidents.night.outage.directory"],
    ),
    "too late to follow": (
        [("at: 3 d 4 h", "at: 100 d"), ("booker, reason: retired", "booker, reason: drill")],
        ["incidents.leaving.at", "choose at most 90 d"],
    ),
    "ends before it begins": (
        [("at: 10 d, leak", "at: 10 d, every: 1 d, until: 9 d, leak")],
        ["incidents.leak.until", "a time after 10 d"],
    ),
    "last approver": (
        [("approval: {by: it,", "approval: {by: it, last_by: its,")],
        ["designs.one.standard.approval.last_by", "`platform_owner` or `same`"],
    ),
    "without end": (
        [("at: 10 d, leak", "at: 10 d, every: 0 s, leak")],
        ["incidents.leak.every"],
    ),
    "follow-up": (
        [("follow_up: 30 d", "follow_up: 200 d")],
        ["experiment.follow_up", "200 d (follow_up) of 120 d (horizon)"],
    ),
    "horizon": ([("horizon: 120 d", "horizon: never")], ["experiment.horizon"]),
    "replications": ([("at_least: 4", "at_least: 9")], ["experiment.replications.at_least"]),
    "drawn ttl": (
        [("access_ttl: 60 min", "access_ttl: {exponential: {mean: 1 h}}")],
        ["designs.today.standard.access_ttl", "a constant or uniform"],
    ),
    "no ttl": ([("access_ttl: 60 min", "access_ttl: 0 s")], ["a life above 0"]),
    "no rotation": ([("rotation: 30 d", "rotation: 0 d")], ["set.rotation", "more than 0"]),
    "share": (
        [("captured: {value: 0.95,", "captured: {value: 1.2,")],
        ["designs.one.standard.logging.captured", "shares from 0 to 1"],
    ),
    "endless mean": (
        [("{exponential: {mean: 90 d}}", "{exponential: {mean: never}}")],
        ["workload.fleets.reader.lifetime.exponential.mean", "a time that ends"],
    ),
    "poll without pause": (
        [("access_ttl: 60 min\n", "revocation: {poll: {steps: [0 s]}}\n")],
        ["designs.today.standard.revocation.poll.steps.0"],
    ),
    "free integration": (
        [("value: 40 person-days", "value: 0 person-days")],
        ["designs.one.costs.integration.records", "an effort above 0"],
    ),
    "one id, two things": (
        [("    safe:     {", "    ward:     {"), ("vault: safe", "vault: ward")],
        ["organisation.vaults.ward", "which is also in teams"],
    ),
    "reserved": (
        [("    staff:    {", "    local:    {"), ("records: staff", "records: local")],
        ["organisation.directories.local", "reserved"],
    ),
    "nobody decides": ([("approvers: 2", "approvers: 0")], ["organisation.teams.ward.approvers"]),
    "weightless": (
        [("{public: 0, internal: 1, restricted: 10}", "{public: 0, internal: 0, restricted: 0}")],
        ["organisation.sensitivity", "a weight above 0"],
    ),
    "a billion agents": (
        [("agents: 5,", "agents: 1000000000,")],
        ["workload.fleets.reader.agents", "at most 1,000,000 agents", "1,000,000,003"],
    ),
    "too many hops": (
        [("tasks: 2 / h", "tasks: 9 / ms")],
        ["workload.fleets.booker.tasks", "which takes about"],
    ),
    "too many births": (
        [("{exponential: {mean: 90 d}}", "1 ms")],
        ["workload.fleets.reader.lifetime", "births"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_scenario_is_refused_with_its_place_and_advice(name: str) -> None:
    pairs, told = WRONG[name]
    with pytest.raises((ScenarioError, ScenarioErrors)) as caught:
        read_scenario(changed(*pairs), "clinic.yaml")
    message = str(caught.value)
    assert all(part in message for part in told), message
    assert all(line.startswith("clinic.yaml:") for line in message.splitlines()), message


def test_the_line_of_a_finding_is_that_of_its_key() -> None:
    text = changed(("tasks: 2 / h", "tasks: 9 / ms"))
    with pytest.raises(ScenarioError) as caught:
        read_scenario(text)
    line = text.splitlines()[caught.value.place.line - 1]
    assert line.strip() == "tasks: 9 / ms"


def test_a_minus_is_explained() -> None:
    with pytest.raises(ScenarioError, match="at least 0, found `-3 d`"):
        read_scenario(changed(("at: 3 d 4 h", "at: -3 d")))


def test_all_findings_are_told_together_in_the_order_of_the_file() -> None:
    text = changed(("baseline: today", "baseline: x"), ("approvers: 2", "approvers: 0"))
    with pytest.raises(ScenarioErrors) as caught:
        read_scenario(text)
    paths = [error.place.path for error in caught.value.errors]
    assert paths == ["organisation.teams.ward.approvers", "experiment.baseline"]


def test_no_more_than_fifty_errors_are_shown() -> None:
    many = ", ".join(f"r{i}: 1" for i in range(80))
    with pytest.raises(ScenarioErrors) as caught:
        read_scenario(changed(("uses: {slots: 1, files: 0.25}", f"uses: {{{many}}}")))
    assert len(caught.value.errors) == 80
    assert str(caught.value).count("\n") == 50
    assert str(caught.value).endswith("and 30 more errors")


def test_an_empty_organisation_is_refused() -> None:
    text = (
        "sprawl: 1\norganisation: {}\nworkload: {}\ndesigns: {a: {}}\nexperiment: {baseline: a}\n"
    )
    with pytest.raises(ScenarioErrors) as caught:
        read_scenario(text)
    paths = {error.place.path for error in caught.value.errors}
    assert {"organisation.platforms", "organisation.resources", "workload.fleets"} <= paths


def test_the_valid_scenario_has_no_findings_and_a_volume() -> None:
    assert check_scenario(valid_scenario()) == []
    planned = planned_hops(valid_scenario())
    tasks_per_h = 5 * 10 / 24 + 3 * 2
    assert planned == pytest.approx(tasks_per_h * 127 * 24 * 5.0)


def test_more_control_profiles_than_can_be_resolved_are_refused() -> None:
    scenario = valid_scenario()
    platforms = {f"p{i}": scenario.organisation.platforms["storage"] for i in range(2_000)}
    fleets = {f"f{i}": scenario.workload.fleets["reader"] for i in range(501)}
    large = scenario.model_copy(
        update={
            "organisation": scenario.organisation.model_copy(update={"platforms": platforms}),
            "workload": scenario.workload.model_copy(update={"fleets": fleets}),
        }
    )
    found = [one for one in check_volume(large) if one.path == ("workload", "fleets")]
    assert [one.found for one in found] == ["2,000 x 501 = 1,002,000"]


def test_paths_of_values_are_those_of_the_file() -> None:
    paths = {".".join(map(str, path)) for path, _ in values_in(valid_scenario())}
    assert "designs.one.standard.revocation.push.delay" in paths
    assert "designs.one.standard.logging.captured" in paths
    assert not any("value" in path.split(".") for path in paths)
