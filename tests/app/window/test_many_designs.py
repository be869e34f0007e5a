"""However many designs there are and however they are called, every page fits a small screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from models.formats import read_scenario, write_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from app.window.frame.main_window import MainWindow

WIDTH, HEIGHT = 1280, 800


def with_designs(teaching: Path, count: int) -> Path:
    """Write the scenario with so many designs, all compared, most with long names."""
    scenario = read_scenario(teaching)
    like = scenario.designs["unified"]
    designs = dict(list(scenario.designs.items())[:count])
    for at in range(count - len(designs)):
        title = f"Unified but for region number {at + 1}"
        designs[f"other_{at}"] = like.model_copy(update={"title": title})
    compare = tuple(key for key in designs if key != scenario.experiment.baseline)
    experiment = scenario.experiment.model_copy(update={"compare": compare})
    write_scenario(
        scenario.model_copy(update={"designs": designs, "experiment": experiment}), teaching
    )
    return teaching


@pytest.mark.parametrize("count", [2, 4, 8])
def test_every_page_fits_with_many_designs(window: MainWindow, teaching: Path, count: int) -> None:
    window.files.open(with_designs(teaching, count))
    assert len(window.document.scenario.designs) == count
    window.top_bar.show_running()  # the bar is widest then
    assert window.top_bar.minimumSizeHint().width() <= WIDTH
    assert window.strip.minimumSizeHint().width() <= WIDTH
    around = window.top_bar.height() + window.strip.height() + window.statusBar().height() + 30
    for page in ("organisation", "designs", "playback", "compare", "report"):
        window.show_page(page)
        QCoreApplication.processEvents()
        assert window.page is not None
        least = window.page.minimumSizeHint()
        assert least.width() <= WIDTH, page
        assert least.height() + around <= HEIGHT, page
    assert (window.width(), window.height()) == (WIDTH, HEIGHT)


def test_long_names_become_a_list_that_chooses(window: MainWindow, teaching: Path) -> None:
    window.files.open(with_designs(teaching, 4))
    box = window.top_bar.switcher.findChild(QComboBox)
    assert box is not None
    assert [box.itemData(at) for at in range(4)] == list(window.document.scenario.designs)
    box.setCurrentIndex(3)
    box.activated.emit(3)
    assert window.document.design == "other_0"
