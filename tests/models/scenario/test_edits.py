from __future__ import annotations

import pytest
from pydantic import ValidationError

from models.scenario.differences import diff
from models.scenario.edits import KeyPath, known_keys, value_at, with_value, without
from tests.models.formats.samples import valid_scenario

STANDARD: KeyPath = ("designs", "one", "standard")


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ((*STANDARD, "credential"), "cloud_role"),
        ((*STANDARD, "access_ttl"), {"value": "30 min", "source": "E015"}),
        ((*STANDARD, "access_ttl", "uniform", "low"), "10 min"),
        ((*STANDARD, "revocation", "push", "coverage"), "0.5"),
        ((*STANDARD, "logging", "captured", "note"), "measured"),
        ((*STANDARD, "detection", "alarm"), "0.25"),
        (("workload", "fleets", "reader", "lifetime", "exponential", "mean"), "30 d"),
        (("workload", "fleets", "reader", "uses", "slots"), "0.1"),
        (("organisation", "trust_edges", "note", "from"), "images"),
        (("organisation", "teams", "lab"), {"approvers": "1"}),
        (("layout", "booking"), ["0", "160"]),
        (("title",), "Hospital"),
    ],
    ids=lambda one: ".".join(one) if isinstance(one, tuple) else "",
)
def test_one_edit_is_one_difference(path: KeyPath, raw: object) -> None:
    before = valid_scenario()
    after = with_value(before, path, raw)
    (change,) = diff(before, after)
    shared = min(len(change.path), len(path))
    assert change.path[:shared] == path[:shared]
    assert value_at(after, path) != _value_or_none(path)


def _value_or_none(path: KeyPath) -> object:
    try:
        found: object = value_at(valid_scenario(), path)
    except KeyError:
        return None
    return found


def test_what_is_not_edited_is_shared() -> None:
    after = with_value(valid_scenario(), (*STANDARD, "credential"), "cloud_role")
    assert after.organisation is valid_scenario().organisation
    assert after.designs["today"] is valid_scenario().designs["today"]


def test_a_new_value_loses_the_old_source_and_an_inner_one_keeps_it() -> None:
    path = (*STANDARD, "revocation")
    assert value_at(with_value(valid_scenario(), path, "expiry"), path).source is None
    inner = with_value(valid_scenario(), (*path, "push", "coverage"), "0.5")
    assert value_at(inner, path).source == "E043"


def test_objects_of_the_right_type_are_taken() -> None:
    rule = value_at(valid_scenario(), ("designs", "today", "rules", "keys"))
    after = with_value(valid_scenario(), ("designs", "one", "rules", "keys"), rule)
    assert after.designs["one"].rules["keys"] == rule


@pytest.mark.parametrize(
    "path",
    [
        (*STANDARD, "credential"),
        ("designs", "today", "rules", "keys"),
        ("workload", "fleets", "reader", "uses", "files"),
        ("incidents", "leak"),
        (*STANDARD, "logging", "captured", "note"),
    ],
    ids=".".join,
)
def test_what_is_taken_out_is_gone(path: KeyPath) -> None:
    after = without(valid_scenario(), path)
    assert len(diff(valid_scenario(), after)) == 1
    with pytest.raises(KeyError):
        without(after, path)


@pytest.mark.parametrize(
    ("path", "raw", "error"),
    [
        ((*STANDARD, "nothing"), "1", KeyError),
        (("designs", "nobody", "title"), "1", KeyError),
        (("workload", "fleets", "reader", "agents"), "many", ValidationError),
        (("workload", "fleets", "reader", "agents"), "0", ValidationError),
        (("organisation", "teams", "Not An Id"), {}, ValidationError),
        ((*STANDARD, "issuance", "jit", "linger"), "soon", ValidationError),
    ],
)
def test_what_does_not_fit_is_refused(path: KeyPath, raw: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        with_value(valid_scenario(), path, raw)


def test_what_is_needed_stays() -> None:
    with pytest.raises(ValidationError):
        without(valid_scenario(), ("workload", "fleets", "reader", "agents"))
    with pytest.raises(KeyError):
        without(valid_scenario(), (*STANDARD, "hazards"))


def test_the_keys_that_may_stand_below_a_path_are_known() -> None:
    scenario = valid_scenario()
    assert known_keys(scenario, ()) == [
        "title", "notes", "sprawl", "question", "organisation", "workload", "designs", "incidents",
        "experiment", "layout",
    ]  # fmt: skip
    assert known_keys(scenario, ("designs",)) == list(scenario.designs)
    assert "access_ttl" in known_keys(scenario, STANDARD)
    assert "alarm" in known_keys(scenario, (*STANDARD, "detection"))
    assert known_keys(scenario, (*STANDARD, "detection", "alarm")) == []
    with pytest.raises(KeyError):
        known_keys(scenario, (*STANDARD, "nonsense"))
