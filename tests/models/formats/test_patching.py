from __future__ import annotations

import difflib
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from models.formats import (
    keeps_comments,
    limits,
    read_scenario,
    scenario_text,
    update_text,
)
from models.scenario import Scenario
from models.scenario.building import blank
from models.scenario.edits import KeyPath, with_value, without
from tests.models.formats.samples import valid_scenario, valid_text
from tests.models.formats.trees import Tree, scenario_trees


def lines_changed(old: str, new: str) -> tuple[list[str], list[str]]:
    rows = list(difflib.ndiff(old.splitlines(), new.splitlines()))
    gone = [row[2:].strip() for row in rows if row.startswith("- ")]
    return gone, [row[2:].strip() for row in rows if row.startswith("+ ")]


PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking: trees are large, and a failure shows them anyway."""

EDITS: list[tuple[KeyPath, Any, list[str], list[str]]] = [
    (("title",), "Hospital", ["title: Clinic"], ["title: Hospital"]),
    (
        ("designs", "today", "standard", "access_ttl"), "1 h",
        ["access_ttl: 60 min"], ["access_ttl: 1 h"],
    ),
    (
        ("workload", "fleets", "booker", "agents"), "4",
        ["agents: 3                   # one for each floor"],
        ["agents: 4                   # one for each floor"],
    ),
    (
        ("organisation", "platforms", "booking", "title"), "Slots, and more",
        ["booking:  {title: Booking, kind: saas, preset: salesforce, owner: ward}"],
        ['booking:  {title: "Slots, and more", kind: saas, preset: salesforce, owner: ward}'],
    ),
    (("organisation", "teams", "lab"), {"approvers": "1"}, [], ["lab: {approvers: 1}"]),
    (
        ("designs", "today", "standard", "review", "scope"), "chain",
        ["review: {every: 365 d, catch: 0.05}"],
        ["review: {every: 365 d, catch: 0.05, scope: chain}"],
    ),
    (
        ("designs", "today", "standard", "detection", "alarm"), "0.5",
        [], ["detection: {alarm: 0.5}"],
    ),
    (
        ("designs", "today", "rules", "later"), {"set": {"copies": "3"}},
        [], ["later: {set: {copies: 3}}"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "raw", "gone", "come"), EDITS, ids=[".".join(e[0]) for e in EDITS]
)
def test_only_the_edited_line_changes(
    path: KeyPath, raw: object, gone: list[str], come: list[str]
) -> None:
    edited = with_value(valid_scenario(), path, raw)
    text = update_text(valid_text(), edited)
    assert read_scenario(text) == edited
    assert lines_changed(valid_text(), text) == (gone, come)


@pytest.mark.parametrize(
    "path",
    [
        ("incidents", "leak"),
        ("organisation", "trust_edges", "note"),
        ("workload", "fleets", "booker", "uses", "slots"),
        ("workload", "fleets", "booker", "uses", "files"),
        ("designs", "today", "standard", "review"),
        ("designs", "today", "rules", "keys"),
        ("designs", "one", "costs"),
        ("layout", "storage"),
    ],
    ids=".".join,
)
def test_what_is_removed_is_all_that_goes(path: KeyPath) -> None:
    edited = without(valid_scenario(), path)
    text = update_text(valid_text(), edited)
    assert read_scenario(text) == edited
    comments = [row.partition("#")[2] for row in valid_text().splitlines() if "#" in row]
    assert [row.partition("#")[2] for row in text.splitlines() if "#" in row] == comments


def test_an_unchanged_scenario_leaves_every_byte() -> None:
    assert update_text(valid_text(), valid_scenario()) == valid_text()


def test_another_order_is_written() -> None:
    scenario = valid_scenario()
    turned = scenario.model_copy(update={"designs": dict(reversed(scenario.designs.items()))})
    back = read_scenario(update_text(valid_text(), turned))
    assert list(back.designs) == ["one", "middle", "today"]


def test_a_text_that_cannot_be_read_is_written_anew() -> None:
    assert update_text("a: [", valid_scenario()) == scenario_text(valid_scenario())


def test_a_scenario_that_is_not_complete_yet_keeps_its_comments() -> None:
    begun = with_value(blank(), ("title",), "Begun")
    text = scenario_text(begun).replace("title: Begun\n", "title: Begun # by me\n")
    assert "# by me" in text
    after = with_value(begun, ("title",), "Gone on")
    for known in (None, begun):
        assert update_text(text, after, known) == text.replace("Begun", "Gone on")


def test_a_large_text_loses_its_comments_but_keeps_its_head() -> None:
    large = valid_text() + "# " + "x" * limits.MAX_COMMENTED_BYTES + "\n"
    assert not keeps_comments(large)
    edited = with_value(valid_scenario(), ("title",), "Hospital")
    text = update_text(large, edited)
    assert text.startswith("# A small clinic")
    assert "# one for each floor" not in text
    assert read_scenario(text) == edited


@settings(max_examples=25, deadline=None, phases=PHASES)
@given(scenario_trees(), scenario_trees(), st.booleans())
def test_any_text_can_become_any_scenario(old: Tree, new: Tree, mixed: bool) -> None:
    before, after = Scenario.model_validate(old), Scenario.model_validate(new)
    if mixed:
        raw = after.model_dump(mode="json", by_alias=True)
        after = Scenario.model_validate(raw | {"organisation": before.organisation})
    text = "# head\n" + scenario_text(before)
    back = read_scenario(update_text(text, after))
    assert back == after
