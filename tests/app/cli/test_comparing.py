from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from app.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def test_compare_prints_the_verdict_and_writes_what_it_says(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, library = tmp_path / "out", tmp_path / "library.sqlite"
    words = ["compare", str(small), "--out", str(out), "--library", str(library), "-j", "2"]
    assert main(words) == 0
    text = capsys.readouterr().out
    assert "paired differences" in text
    assert "structure" in text
    assert "2 replications of 16 days" in text
    paths = (str(out), str(library))
    assert all(len(line) <= 100 or any(p in line for p in paths) for line in text.splitlines())
    assert str(out) in text
    assert str(library) in text
    table = (out / "metrics.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    assert {row["replication"] for row in rows} == {"0", "1"}
    assert {row["seed"] for row in rows} == {"20261"}
    assert json.loads((out / "comparison.json").read_text(encoding="utf-8"))
    assert list(out.glob("*.svg"))
    assert list(out.glob("*.png"))
    assert "</html>" in (out / "report.html").read_text(encoding="utf-8")

    assert main([*words, "--no-charts"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "18 runs, 18 of them answered from the library" in said

    assert main(["library", "list", "--library", str(library)]) == 0
    assert capsys.readouterr().out.count("Three assistants") == 2
    assert main(["library", "show", "1", "--library", str(library)]) == 0
    assert "Headline metrics" in capsys.readouterr().out
    exported = tmp_path / "exported"
    words = ["library", "export", "1", "--out", str(exported), "--library", str(library)]
    assert main(words) == 0
    assert {each.name for each in exported.iterdir()} == {
        "comparison.json",
        "metrics.csv",
        "scenario.json",
    }
    for run in ("1", "2"):
        assert main(["library", "delete", run, "--yes", "--library", str(library)]) == 0
    capsys.readouterr()
    assert main(["library", "list", "--library", str(library)]) == 0
    assert "nothing is kept yet" in capsys.readouterr().out
    assert main(["library", "show", "1", "--library", str(library)]) == 2
    assert "no run 1" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_the_environments_fault(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert main(["compare", str(small), "--out", str(blocked / "out"), "--no-library"]) == 3
    assert "--out" in capsys.readouterr().err


def test_a_file_that_is_no_library_is_left_and_told(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "notes.sqlite"
    other.write_bytes(b"my notes " * 100)
    words = ["compare", str(small), "--out", str(tmp_path / "o"), "--library", str(other)]
    assert main(words) == 3
    assert "notes.sqlite" in capsys.readouterr().err
    assert other.read_bytes() == b"my notes " * 100


def test_nothing_is_written_into_the_current_folder(small: Path, tmp_path: Path) -> None:
    here, data = tmp_path / "here", tmp_path / "data"
    here.mkdir()
    process = subprocess.run(
        [sys.executable, "-P", "-m", "app", "compare", str(small), "--no-charts"],
        cwd=here,
        env={**os.environ, "SPRAWL_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    assert list(here.iterdir()) == []
    assert (data / "library.sqlite").exists()
    assert str(data / "results" / "small") in process.stdout


def test_an_unforeseen_exception_is_ours_and_says_how_to_report_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_name: object) -> None:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr("app.cli.inspection.load", broken)
    assert main(["show", "x", "--design", "y"]) == 4
    assert "--debug" in capsys.readouterr().err
    assert main(["--debug", "show", "x", "--design", "y"]) == 4
    assert "Traceback" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_told_before_the_run(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.cli.files.os.access", lambda _path, mode: not mode & os.W_OK)
    assert main(["compare", str(small), "--out", str(tmp_path), "--no-library"]) == 3
    captured = capsys.readouterr()
    assert "--out" in captured.err
    assert captured.out == ""


def test_reading_a_library_that_is_not_there_makes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SPRAWL_DATA", str(tmp_path / "data"))
    named = ["--library", str(tmp_path / "typo.sqlite")]
    assert main(["library", "list"]) == 0
    assert "nothing is kept yet" in capsys.readouterr().out
    for words in (["list"], ["show", "1"], ["export", "1", "--out", "x"], ["delete", "1", "--yes"]):
        assert main(["library", *words, *named]) == 2
        assert "there is no library" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "one"])
def test_a_number_that_no_run_can_have_is_the_users(number: str) -> None:
    assert main(["library", "show", number]) == 2
