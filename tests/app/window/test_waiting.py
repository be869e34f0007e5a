"""In a large organisation the pointer says that a step takes a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.window.objects import ObjectRef

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from app.window.frame.main_window import MainWindow


def pointers_of(window: MainWindow, teaching: Path) -> list[bool]:
    """Open, delete, undo, redo and save; return whether the pointer waited at each."""
    found: list[bool] = []

    def note() -> None:
        pointer = QGuiApplication.overrideCursor()
        found.append(pointer is not None and pointer.shape() == Qt.CursorShape.WaitCursor)

    document = window.document
    document.opened.connect(note)
    window.files.open(teaching)
    document.scenario_changed.connect(note)
    document.select((ObjectRef("fleet", next(iter(document.scenario.workload.fleets))),))
    for command in ("object.delete", "edit.undo", "edit.redo"):
        window.actions_[command].trigger()
    document.scenario_changed.disconnect(note)
    document.stored.connect(note)
    window.actions_["file.save"].trigger()
    assert not document.is_dirty
    assert QGuiApplication.overrideCursor() is None
    return found


def test_steps_in_a_large_organisation_show_that_they_take_a_while(
    window: MainWindow, teaching: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.window.look.waiting.MANY", 2)
    assert pointers_of(window, teaching) == [True] * 5


def test_a_small_one_is_quick(window: MainWindow, teaching: Path) -> None:
    assert pointers_of(window, teaching)[1:] == [False] * 4
