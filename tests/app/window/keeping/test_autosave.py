"""Work is kept beside the window: it never waits for a disk, and drafts are work too."""

from __future__ import annotations

import resource
import threading
from typing import TYPE_CHECKING

from app.window.document import load
from app.window.keeping import recovery
from app.window.objects import ObjectRef
from models.formats import replace_file
from tests.app.window.inspector.test_drafts import AGENTS, TRIAGE, is_held, listed
from tests.app.window.inspector.test_editing import line_of, row_at, type_into
from tests.app.window.keeping.test_keeping import kept_files, other_window, press, rename

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow

SLOW_S = 30


def test_a_slow_disk_does_not_hold_the_window_up(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = threading.Event()

    def slow(path: Path, content: bytes) -> None:
        assert disk.wait(SLOW_S)
        replace_file(path, content)

    monkeypatch.setattr(recovery, "replace_file", slow)
    rename(opened, "Kept while one goes on")
    opened.keeping._autosave.setInterval(0)
    qtbot.waitUntil(lambda: opened.keeping.recovery.writing is not None)
    writing = opened.keeping.recovery.writing
    assert writing is not None
    rename(opened, "Newer")  # the window takes edits while the disk takes its time
    assert kept_files() == []
    with qtbot.waitSignal(writing.finished):
        disk.set()
    qtbot.waitUntil(lambda: [load_title(file) for file in kept_files()] == ["Newer"], timeout=8000)


def load_title(file: Path) -> str:
    return load(file)[0].title


def test_saving_while_work_is_being_kept_leaves_nothing_behind(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def slow(path: Path, content: bytes) -> None:
        begun.set()
        threading.Event().wait(0.2)
        replace_file(path, content)

    monkeypatch.setattr(recovery, "replace_file", slow)
    rename(opened, "Saved meanwhile")
    opened.keeping.keep()
    assert begun.wait(SLOW_S)
    opened.files.save()
    assert not opened.document.is_dirty
    assert kept_files() == []


def test_an_autosave_that_finds_no_room_is_told(opened: MainWindow, qtbot: QtBot) -> None:
    rename(opened, "No room")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        opened.keeping.keep()
        qtbot.waitUntil(lambda: opened.keeping.notices.shows("autosave"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "File too large" in opened.keeping.notices.bars["autosave"].text.text()
    opened.keeping.keep()
    qtbot.waitUntil(lambda: not opened.keeping.notices.shows("autosave"))
    assert len(kept_files()) == 1


def test_what_was_typed_and_does_not_fit_survives_a_kill(
    window: MainWindow, teaching: Path
) -> None:
    before = teaching.read_bytes()
    with other_window(teaching, "draft"):
        pass
    window.keeping.offer_left_work()
    press(window, "recovery", "Recover")
    assert is_held(window)
    (told,) = listed(window)
    assert AGENTS in told
    assert "`many`" in told
    window.document.select(TRIAGE)
    row = row_at(window, AGENTS)
    assert line_of(row).text() == "many"
    assert "whole number" in row.complaint
    type_into(row, "20")
    assert not is_held(window)
    window.files.save()
    assert teaching.read_bytes() == before.replace(b"agents: 12", b"agents: 20", 1)


def test_comments_survive_a_kill(window: MainWindow, teaching: Path) -> None:
    text = teaching.read_text(encoding="utf-8").replace(
        "  fleets:\n", "  fleets:  # counted in May\n", 1
    )
    assert "May" in text
    teaching.write_text(text, encoding="utf-8")
    with other_window(teaching, "Not saved"):
        pass
    window.keeping.offer_left_work()
    press(window, "recovery", "Recover")
    window.document.select((ObjectRef("fleet", "triage"),))
    window.files.save()
    saved = teaching.read_text(encoding="utf-8")
    assert saved == text.replace("Three assistants", "Not saved", 1)
