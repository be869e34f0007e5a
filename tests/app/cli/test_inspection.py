from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from app.cli import main
from app.cli.files import bundled
from app.cli.grid import grid

if TYPE_CHECKING:
    from pathlib import Path


def test_every_bundled_scenario_is_valid(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", *map(str, bundled())]) == 0
    assert capsys.readouterr().out.count(": valid;") == len(bundled())
    assert len(bundled()) >= 4


def test_a_bundled_scenario_is_known_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "three_assistants"]) == 0
    assert "3 fleets with 22 agents" in capsys.readouterr().out


def test_a_wrong_file_names_line_and_path_and_all_files_are_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.yaml"
    text = bundled()[0].read_text(encoding="utf-8")
    wrong.write_text(text.replace("agents: 50", "agents: sixty"), encoding="utf-8")
    assert main(["validate", str(wrong), "three_assistants"]) == 2
    captured = capsys.readouterr()
    assert f"{wrong}:" in captured.err
    assert "workload.fleets.code_assistants.agents" in captured.err
    assert "expected" in captured.err
    assert "valid" in captured.out


def test_a_missing_file_names_the_bundled_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "no_such_scenario"]) == 2
    assert "three_assistants" in capsys.readouterr().err


def test_a_folder_is_no_scenario(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(tmp_path)]) == 2
    assert "folder" in capsys.readouterr().err


def test_the_schema_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert "properties" in json.loads(capsys.readouterr().out)


def test_show_says_where_each_value_comes_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "three_assistants", "--design", "fragmented", "-p", "lake"]) == 0
    text = capsys.readouterr().out
    line = next(each for each in text.splitlines() if each.startswith("rotation "))
    assert "never" in line
    assert "rule lake_keys" in line
    assert "E104" in line
    assert "lake: Data lake (authenticated by its own users)" in text
    assert "mail: " not in text


def test_show_lists_only_gaps_where_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "three_clouds", "--design", "fragmented", "--gaps"]) == 0
    text = capsys.readouterr().out
    assert "weaker than declared" in text
    assert "aws: " not in text


def test_show_names_the_designs_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "three_assistants", "--design", "perfect"]) == 2
    assert "two_hubs" in capsys.readouterr().err


def test_paths_names_the_trust_edges(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paths", "larkfield"]) == 0
    text = capsys.readouterr().out
    assert "mailboxes -(secret in resource)-> customers" in text
    first = text.splitlines()[2]
    assert "restricted" in first


def test_diff_says_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = next(p for p in bundled() if p.stem == "three_assistants").read_text(encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(text.replace("agents: 12", "agents: 13"), encoding="utf-8")
    assert main(["diff", "three_assistants", str(other)]) == 0
    out = capsys.readouterr().out
    assert "workload.fleets.triage.agents" in out
    assert main(["diff", "three_assistants", "three_assistants"]) == 0
    assert "say the same" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["nonsense"], ["compare", "--seed", "-1"], ["show"]])
def test_words_that_are_not_understood_are_the_users_to_correct(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err.startswith("sprawl: ")


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("sprawl ")
    assert main(["compare", "--help"]) == 0
    assert "Without FILE" in capsys.readouterr().out


def test_a_grid_leaves_out_empty_columns_and_cuts_long_cells() -> None:
    text = grid(("a", "b", "c"), [("1", "", "x" * 30)], widest=10)
    assert text.splitlines() == ["a  c", "-  ----------", "1  xxxxxxxxx…"]


def test_show_without_a_design_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "three_assistants"]) == 2
    assert "--design; there are fragmented, two_hubs, unified" in capsys.readouterr().err


def test_a_headline_metric_that_does_not_exist_is_found_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.yaml"
    text = next(p for p in bundled() if p.stem == "three_assistants").read_text(encoding="utf-8")
    wrong.write_text(text.replace("headline: [last_domain_lag", "headline: [last_domain_lagg"))
    assert main(["validate", str(wrong)]) == 2
    said = capsys.readouterr().err
    assert f"{wrong}:{text[: text.index('headline: [')].count(chr(10)) + 1}: " in said
    assert "experiment.headline.0: expected the id of a metric" in said
    assert "did you mean `last_domain_lag`?" in said
