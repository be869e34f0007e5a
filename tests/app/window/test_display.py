from __future__ import annotations

import os
import subprocess
import sys

import pytest

from app.window.display import why_no_window

BARE = {
    name: value
    for name, value in os.environ.items()
    if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have a display")
def test_without_a_display_one_line_names_the_command_line() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "app"], env=BARE, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 3
    assert ended.stderr.count("\n") == 1
    assert "no display" in ended.stderr
    assert "sprawl compare" in ended.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have a display")
def test_a_display_that_does_not_answer_does_not_abort_the_program() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "app"],
        env={**BARE, "DISPLAY": ":987"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 3
    assert ended.stderr.count("\n") == 1
    assert "sprawl compare" in ended.stderr


def test_missing_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_more: object) -> subprocess.CompletedProcess[str]:
        error = "Traceback\nImportError: libEGL.so.1: cannot open shared object file\n"
        return subprocess.CompletedProcess([], 1, "", error)

    monkeypatch.setattr(subprocess, "run", broken)
    assert "libEGL.so.1" in why_no_window()


def test_the_offscreen_platform_can_show_a_window() -> None:
    assert why_no_window() == ""
