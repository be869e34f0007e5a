from __future__ import annotations

import os
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.tokens import DARK, LIGHT
from app.window.commands import COMMANDS
from app.window.look import SCALES, appearance, nearest_scale
from app.window.look.icons import has_icon
from app.window.settings import Memory
from tests.app.report.cases import compared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.window.frame.main_window import MainWindow

CHILD = """
import sys
from app.window.launch import make_application
from app.window.look import ask_for_scale
from app.window.settings import Memory
ask_for_scale(Memory().scale())
program = make_application()
print(program.primaryScreen().devicePixelRatio())
"""


@pytest.fixture(autouse=True)
def _moving() -> Iterator[None]:
    yield
    appearance().keep_still(False)


def test_every_icon_that_a_command_names_is_drawn() -> None:
    assert [
        command.icon for command in COMMANDS if command.icon and not has_icon(command.icon)
    ] == []


def test_larger_goes_up_to_three_hundred_and_says_when(window: MainWindow) -> None:
    for _ in SCALES:
        window.actions_["view.larger"].trigger()
    assert window.memory.scale() == 300
    assert not window.actions_["view.larger"].isEnabled()
    assert window.actions_.why_not("view.larger") == "300 % is the largest."
    assert "next start" in window.statusBar().currentMessage()
    window.actions_["view.smaller"].trigger()
    assert window.memory.scale() == 250


@pytest.mark.parametrize(("percent", "ratio"), [("100", "1.0"), ("150", "1.5"), ("rubbish", "1.0")])
def test_the_next_start_is_as_large_as_was_chosen(tmp_path: Path, percent: str, ratio: str) -> None:
    folder = tmp_path / "config" / "sprawl"
    folder.mkdir(parents=True)
    (folder / "window.ini").write_text(f"[General]\nscale={percent}\n", encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if key != "QT_SCALE_FACTOR"}
    child = subprocess.run(
        [sys.executable, "-c", CHILD],
        env={**environment, "XDG_CONFIG_HOME": str(tmp_path / "config")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert child.stdout.strip() == ratio


def test_scales_are_those_that_can_be_chosen() -> None:
    assert SCALES[0] == 100
    assert SCALES[-1] == 300
    assert nearest_scale(1e9) == 300
    assert nearest_scale(160) == 150


def test_reduced_motion_is_kept_and_slows_playback(opened: MainWindow) -> None:
    clock = opened.playback.clock
    quick = clock.interval_ms
    opened.actions_["view.still"].trigger()
    assert appearance().is_still
    assert Memory().is_still()
    assert clock.interval_ms >= 500 > quick
    opened.top_bar.show_running()
    assert opened.top_bar.progress.maximum() == 1
    opened.top_bar.show_idle()
    opened.actions_["view.still"].trigger()
    assert clock.interval_ms == quick


def test_the_system_is_followed_while_the_window_is_open(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The offscreen system has no scheme of its own: what it would answer is put in its place."""
    scenario = opened.document.scenario
    opened.compare.show_comparison(compared(scenario), scenario)
    opened.show_page("compare")
    opened.actions_["view.system"].trigger()
    hints = SimpleNamespace(colorScheme=lambda: Qt.ColorScheme.Dark)
    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: hints)
    appearance()._follow()
    assert appearance().theme is DARK
    assert QGuiApplication.palette().window().color().name().upper() == DARK.background
    assert opened.organisation.scene.theme is DARK
    grid = opened.compare.grid
    assert grid is not None
    assert grid.panels
    assert all(panel.dirty for panel in grid.panels)  # charts are drawn anew in the new colours
    opened.actions_["view.light"].trigger()
    appearance()._follow()
    assert appearance().theme is LIGHT  # a choice stands, whatever the system has
