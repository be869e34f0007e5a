from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import Phase, given, settings

from models.formats import read_scenario, replace_file, scenario_text, write_scenario
from models.formats.emitter import WIDTH, block, number, scalar
from models.scenario import Scenario
from models.scenario.differences import diff_as_written
from tests.models.formats.samples import changed, valid_scenario, valid_text
from tests.models.formats.trees import Tree, scenario_trees

if TYPE_CHECKING:
    from pathlib import Path

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking: trees are large, and a failure shows them anyway."""


def dumped(scenario: Scenario) -> str:
    """Return content and order as one text."""
    return json.dumps(scenario.model_dump(mode="json", by_alias=True))


@settings(max_examples=60, deadline=None, phases=PHASES)
@given(scenario_trees())
def test_what_is_written_is_read_back_the_same_and_in_order(tree: Tree) -> None:
    scenario = Scenario.model_validate(tree)
    text = scenario_text(scenario)
    back = read_scenario(text)
    assert back == scenario
    assert dumped(back) == dumped(scenario)
    assert scenario_text(back) == text


@settings(max_examples=25, deadline=None, phases=PHASES)
@given(scenario_trees())
def test_other_programs_read_the_same_words(tree: Tree) -> None:
    scenario = Scenario.model_validate(tree)
    loaded: Any = yaml.safe_load(scenario_text(scenario))
    assert loaded["title"] == scenario.title
    assert loaded["notes"] == scenario.notes


def test_the_text_is_readable() -> None:
    text = scenario_text(valid_scenario())
    assert (
        "    files: {title: Files, platform: records, sensitivity: restricted, count: 12}\n" in text
    )
    assert "access_ttl: {uniform: {low: 60 min, high: 90 min}}" in text
    assert "where: {platform: booking, fleet: booker}" in text
    assert max(map(len, text.splitlines())) <= WIDTH


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (0.1, "0.1"),
        (1e22, "1e+22"),
        (1e-7, "1e-07"),
        (0.30000000000000004, "0.30000000000000004"),
    ],
)
def test_numbers_are_short_and_exact(value: float, text: str) -> None:
    assert number(value) == text
    assert float(text) == value


@pytest.mark.parametrize(
    "word", ["yes", "No", "12", "1.5", "null", "2020-01-01", "a: b", "", "- x", "#"]
)
def test_words_that_mean_something_else_are_quoted(word: str) -> None:
    assert scalar(word) == f'"{word}"'


def test_only_mappings_have_lines() -> None:
    with pytest.raises(TypeError):
        block(["a"])


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "clinic.yaml"
    write_scenario(valid_scenario(), path)
    path.chmod(0o640)
    write_scenario(read_scenario(changed(("title: Clinic", "title: Other"))), path)
    assert read_scenario(path).title == "Other"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["clinic.yaml"]


def test_the_old_file_stands_if_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "clinic.yaml"
    path.write_text(valid_text())

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_scenario(valid_scenario(), path)
    assert path.read_text() == valid_text()
    assert [one.name for one in tmp_path.iterdir()] == ["clinic.yaml"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    target.write_text("old")
    link.symlink_to(target)
    replace_file(link, b"new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_text_of_quantities_is_kept() -> None:
    scenario = read_scenario(changed(("access_ttl: 60 min", "access_ttl: 1 h")))
    assert "access_ttl: 1 h" in scenario_text(scenario)
    assert not diff_as_written(read_scenario(scenario_text(scenario)), scenario)
