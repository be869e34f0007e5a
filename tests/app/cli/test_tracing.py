from __future__ import annotations

from pathlib import Path

import pytest

from app.cli import main


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("traces") / "three.trace"
    words = ["trace", "three_assistants", "-d", "fragmented", "--seed", "7", "-o", str(path)]
    assert main(words) == 0
    return path


def test_a_trace_says_what_it_holds_and_what_it_leaves_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "one.trace"
    words = ["trace", "three_assistants", "--design", "fragmented", "--hops", "none"]
    assert main([*words, "-o", str(path)]) == 0
    said = capsys.readouterr().out
    assert f"{path}: " in said
    assert "events and 0 hops" in said
    assert "left out: hops are not kept" in said


def test_events_are_listed_and_filtered(trace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "--list", str(trace), "--kind", "retired", "--most", "2"]) == 0
    said = capsys.readouterr().out
    lines = said.splitlines()
    assert lines[0].split() == ["event", "when", "kind", "what"]
    assert all(" retired " in line for line in lines[2:4])
    assert "more; --most" in said
    agent = lines[2].partition(" retired ")[2].strip().removesuffix(" retires")
    assert main(["trace", "--list", str(trace), "--agent", agent]) == 0
    said = capsys.readouterr().out
    assert f"{agent} retires" in said
    assert " account_opened " in said
    for called in ("Claims analyst 1", "analyst_1"):  # as a list says it, or by its id
        assert main(["trace", "--list", str(trace), "--agent", called, "--most", "1"]) == 0
        assert "Claims analyst 1 at work" in capsys.readouterr().out


def test_why_goes_down_to_the_control(trace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "--list", str(trace), "--kind", "access_ended", "--most", "1"]) == 0
    event = capsys.readouterr().out.splitlines()[2].split()[0]
    assert main(["trace", "--why", str(trace), event]) == 0
    said = capsys.readouterr().out
    assert said.startswith("access of ")
    assert "<- order: access of " in said
    assert "missing on " in said
    assert "_" not in said
    assert main(["trace", "--why", str(trace), "h0"]) == 0
    assert " uses " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["three_assistants", "-o", "x"], "name a design"),
        (["three_assistants", "-d", "nope", "-o", "x"], "there are"),
        (["three_assistants", "-d", "fragmented"], "--output"),
        (["three_assistants", "-d", "fragmented", "-o", "x", "--fleet", "nope"], "no fleet 'nope'"),
        (["three_assistants", "-d", "fragmented", "-o", "x", "--agent", "nope"], "no agent 'nope'"),
        (["three_assistants", "12", "-d", "fragmented", "-o", "x"], "--why"),
        (["--list", "--why", "x"], "not both"),
        (["--why", "x"], "say which event"),
        (["--why", "no_such.trace", "1"], "there is no such trace"),
        (["--list", "no_such.trace"], "there is no such trace"),
        (["--list", "no_such.trace", "--kind", "nope"], "no kind 'nope'"),
    ],
)
def test_what_the_user_can_correct_ends_with_2(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["trace", *words]) == 2
    assert said in capsys.readouterr().err
    assert not Path("x").exists()


@pytest.mark.parametrize("event", ["99999999", "h99999999", "-1", "x", "h", "9" * 400])
def test_an_event_that_is_not_there_is_said(
    event: str, trace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", "--why", "--", str(trace), event]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "the trace has" in error


def test_a_damaged_trace_is_said_in_one_line(
    trace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.trace"
    path.write_bytes(trace.read_bytes()[:-100])
    assert main(["trace", "--why", str(path), "3"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert str(path) in error


def test_a_folder_that_is_missing_or_full_is_the_machines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["trace", "three_assistants", "-d", "fragmented", "-o"]
    assert main([*words, str(tmp_path / "none" / "t")]) == 3
    assert "no folder" in capsys.readouterr().err

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert main([*words, str(tmp_path / "t")]) == 3
    assert "No space" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
