"""Memory over many cycles: ``pytest -m nightly -s tests/benchmarks/test_memory.py``; offscreen.

What is measured is what the process holds, after garbage was collected, from the cycle on in
which everything that is kept once (fonts, icons, cards, modules) has been kept.
"""

from __future__ import annotations

import gc
import os
import resource
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.resources import scenarios_folder
from app.window.collecting import Collector
from app.window.launch import make_application, open_window
from app.window.settings import Memory
from models.experiments import compare
from models.formats import read_scenario, write_scenario
from models.scenario.edits import with_value
from tests.benchmarks.test_canvas import large

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.window.frame.main_window import MainWindow
    from models.comparison import Comparison

CYCLES, BEFORE = 100, 20
MOST_MIB = 5.0
FLAGSHIP = scenarios_folder() / "larkfield.yaml"

pytestmark = [pytest.mark.nightly, pytest.mark.qt_log_ignore("propagateSizeHints")]


def settle() -> None:
    """Let everything happen that waits: events, timers that are due, deletions."""
    for _ in range(4):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def grown_mib(
    cycle: Callable[[], object],
    cycles: int = CYCLES,
    collect: Callable[[], object] = gc.collect,
) -> float:
    """Return by how much the process grows over the cycles that are counted, MiB."""
    sizes = []
    for _ in range(BEFORE + cycles):
        cycle()
        settle()
        collect()
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        sizes.append(pages * resource.getpagesize() / 2**20)
    print(f"\n{cycles} cycles: {sizes[-1] - sizes[BEFORE - 1]:+.1f} MiB, {sizes[-1]:.0f} in all")
    return sizes[-1] - sizes[BEFORE - 1]


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """Figures of the flagship, few but whole: every chart of the page has something to show."""
    scenario = read_scenario(FLAGSHIP)
    for bound in ("at_least", "at_most"):
        scenario = with_value(scenario, ("experiment", "replications", bound), "2")
    return compare(scenario)


@pytest.fixture
def alone(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program with settings and data of its own; previews would only wait for a process."""
    assert qapp is make_application()
    monkeypatch.setenv("SPRAWL_DATA", str(tmp_path / "data"))
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    Memory().remember_live(False)
    Memory().remember_toured()


def use(comparison: Comparison) -> MainWindow:
    """Open a window with the flagship, look at every page, and close it."""
    window = open_window([FLAGSHIP])
    settle()
    assert window.document.name.startswith("Larkfield")
    assert len(window.organisation.scene.cards) > 20
    window.compare.show_comparison(comparison, window.document.scenario)
    for page in window.page_names:
        window.show_page(page)
        settle()
        window.repaint()
    assert window.compare.grid is not None
    for panel in window.compare.grid.panels:
        panel.draw()
    window.close()
    assert not window.isVisible()
    return window


def test_windows_are_opened_and_closed_without_growth(alone: None, comparison: Comparison) -> None:
    del alone
    shown = len(QApplication.topLevelWidgets())
    grown = grown_mib(lambda: use(comparison).deleteLater())
    assert len(QApplication.topLevelWidgets()) == shown
    assert grown < MOST_MIB


def test_what_a_closed_window_held_is_noticed_if_it_is_kept(
    alone: None, comparison: Comparison
) -> None:
    """The measurement can fail: the documents of closed windows are kept here, and no more."""
    del alone
    kept = []

    def leak() -> None:
        window = use(comparison)
        kept.append(window.document.history)
        window.deleteLater()

    assert grown_mib(leak, 40) > MOST_MIB


def test_files_are_opened_one_after_another_without_growth(alone: None) -> None:
    del alone
    window = open_window()
    files = [FLAGSHIP, scenarios_folder() / "three_clouds.yaml"]
    titles, at = [read_scenario(file).title for file in files], 0

    def turn() -> None:
        nonlocal at
        window.files.open(files[at % 2])
        assert window.document.name == titles[at % 2]
        window.organisation.view.repaint()
        at += 1

    grown = grown_mib(turn)
    window.close()
    window.deleteLater()
    settle()
    assert grown < MOST_MIB


def test_large_files_leave_nothing_that_the_collector_does_not_find(
    alone: None, tmp_path: Path
) -> None:
    """What is too much for a frame is set aside, not kept."""
    del alone
    files = [tmp_path / "one.yaml", tmp_path / "other.yaml"]
    for file in files:
        write_scenario(large(2000), file)
    window = open_window()
    collector, at, aside = Collector.of(window), 0, 0

    def turn() -> None:
        nonlocal at
        window.files.open(files[at % 2])
        window.document.show_design(list(window.document.scenario.designs)[1])
        window.organisation.view.repaint()
        at += 1

    def collect() -> None:
        nonlocal aside
        collector.collect()
        aside += collector.has_set_aside

    grown = grown_mib(turn, 40, collect)
    assert aside
    collector.stop()
    window.close()
    window.deleteLater()
    settle()
    assert grown < MOST_MIB
