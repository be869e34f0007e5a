from __future__ import annotations

import os
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.tokens import DARK, LIGHT
from app.window.commands import COMMANDS
from app.window.guidance.glossary import GlossaryWindow
from app.window.look import SCALES, appearance, nearest_scale, rescaling, scale
from app.window.look.icons import has_icon
from app.window.look.rescaling import rescale
from app.window.settings import Memory
from models.scenario.edits import with_value
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


@pytest.fixture
def as_it_was(window: MainWindow) -> Iterator[None]:
    yield
    rescale(window.memory.scale(), 100)


@pytest.mark.usefixtures("as_it_was")
def test_everything_is_larger_at_once_and_the_work_stays(opened: MainWindow) -> None:
    opened.document.edit("Seed", lambda s: with_value(s, ("experiment", "seed"), "7"))
    scenario = opened.document.scenario
    opened.compare.show_comparison(compared(scenario), scenario)
    opened.show_page("compare")
    opened.compare.area.verticalScrollBar().setValue(40)
    assert opened.compare.grid is not None
    panel = opened.compare.grid.panels[0]
    panel.draw()
    side = GlossaryWindow(opened)
    side.show()
    for percent in SCALES[1:]:
        opened.actions_["view.larger"].trigger()
        assert opened.memory.scale() == percent
        assert opened.devicePixelRatioF() == side.devicePixelRatioF() == percent / 100
        assert opened.isVisible()
        assert side.isVisible()
    assert "shown at 300 %" in opened.statusBar().currentMessage()
    assert not opened.actions_["view.larger"].isEnabled()
    assert opened.actions_.why_not("view.larger") == "300 % is the largest."
    assert opened.grab().width() == 3 * opened.width()
    panel.draw()
    assert panel.canvas is not None
    assert panel.canvas.grab().width() == 3 * panel.canvas.width()
    assert opened.page is opened.compare
    assert opened.document.is_dirty
    assert opened.document.history.undo_name == "Seed"
    opened.actions_["view.smaller"].trigger()
    assert opened.memory.scale() == 250
    assert opened.devicePixelRatioF() == 2.5
    side.close()


@pytest.mark.usefixtures("as_it_was")
def test_a_large_screen_at_three_hundred_shows_every_page(opened: MainWindow) -> None:
    """2560 x 1440 device pixels are 853 x 480 at 300 %: what has no room there is scrolled to."""
    rescale(100, 300)
    opened.memory.remember_scale(300)
    opened.resize(853, 450)
    for page in opened.page_names:
        opened.show_page(page)
        QApplication.processEvents()
        assert (opened.width(), opened.height()) == (853, 450), page
        for widget in (opened.top_bar.run, opened.strip.badge, opened.top_bar.pages[0]):
            opened.whole.ensureWidgetVisible(widget)
            port = opened.whole.viewport()
            corner = widget.mapTo(port, widget.rect().topLeft())
            assert port.rect().contains(QRect(corner, widget.size())), page


def test_without_that_function_of_qt_a_scale_holds_from_the_next_start(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescaling, "_setter", lambda: None)
    window.actions_["view.larger"].trigger()
    assert window.memory.scale() == 125
    assert window.devicePixelRatioF() == 1.0
    assert "next start" in window.statusBar().currentMessage()
    monkeypatch.setattr(scale._asked, "by_user", True)
    window.actions_["view.smaller"].trigger()
    assert "QT_SCALE_FACTOR" in window.statusBar().currentMessage()


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
