"""Garbage never holds a frame up, and is found all the same."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from app.window.collecting import MOST_OBJECTS, Collector

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.window.frame.main_window import MainWindow


class Ring:
    """Refers to itself: only looking for garbage finds it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp: object) -> Iterator[Collector]:
    del qapp
    owner = QObject()
    made = Collector(owner)
    gc.collect()
    gc.freeze()  # whatever other tests have left
    yield made
    made.stop()


def dropped() -> weakref.ref[Ring]:
    return weakref.ref(Ring())


def test_a_little_garbage_is_collected_at_once(collector: Collector) -> None:
    ring, others = dropped(), [[at] for at in range(2000)]
    collector.collect()
    assert ring() is None
    assert not collector.has_set_aside
    del others


def test_much_is_set_aside_until_the_user_has_gone_elsewhere(collector: Collector) -> None:
    ring, others = dropped(), [[at] for at in range(MOST_OBJECTS + 1)]
    collector.collect()
    assert collector.has_set_aside
    assert ring() is not None
    program = QApplication.instance()
    assert isinstance(program, QApplication)
    program.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert ring() is None
    del others


def test_opening_a_file_looks_through_what_was_set_aside(
    window: MainWindow, teaching: Path
) -> None:
    collector = Collector.of(window)
    ring, others = dropped(), [[at] for at in range(MOST_OBJECTS + 1)]
    collector.collect()
    assert ring() is not None
    window.files.open(teaching)
    assert ring() is None
    collector.stop()
    del others
