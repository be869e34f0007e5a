from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from app.cli import main
from app.cli.terminal import visible

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b]0;title\x07", "\\x1b[31mred\\x1b]0;title\\x07"),
        ("\x9b2J\x7f\r", "\\x9b2J\\x7f\\r"),
        ("\ud800", "\\ud800"),
        ("two\nlines\tand ü $x$ <img> \u202e =cmd", "two\nlines\tand ü $x$ <img> \u202e =cmd"),
    ],
)
def test_a_terminal_shows_and_does_not_obey(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_title_cannot_command_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text('sprawl: 1\ntitle: {a: 1}\nexperiment: "\\e]0;x\\a"\n', encoding="utf-8")
    assert main(["validate", str(wrong)]) == 2
    said = capsys.readouterr().err
    assert "\\x1b]0;x\\x07" in said
    assert "\x1b" not in said


def test_a_reader_that_goes_away_is_no_failed_check() -> None:
    words = [sys.executable, "-P", "-m", "app", "show", "larkfield", "--design", "fragmented"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert said == b""
