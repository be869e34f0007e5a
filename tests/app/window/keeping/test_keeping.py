"""Kill it, fill the disk, edit the file from outside, open it twice."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.resources import data_folder
from app.window.crash import CrashHandler
from app.window.objects import ObjectRef
from models.formats import read_scenario
from models.scenario.edits import with_value
from tests.app.window.inspector.test_editing import line_of, row_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow

CHILD = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app.resources import data_folder
from app.window.launch import make_application, open_window
from app.window.settings import Memory
from models.scenario.edits import with_value
program = make_application()
Memory().remember_live(False)
window = open_window([Path(sys.argv[1])])
def edit():
    if sys.argv[2] == "draft":
        from tests.app.window.inspector.test_drafts import refused
        refused(window)
    elif sys.argv[2]:
        window.document.edit("Rename", lambda s: with_value(s, ("title",), sys.argv[2]))
def look():
    kept = list((data_folder() / "recovery").glob("*.yaml"))
    if kept or (window.document.is_open and not sys.argv[2]):
        print("ready", flush=True)
        clock.stop()
QTimer.singleShot(100, window, edit)
clock = QTimer(window, interval=50)
clock.timeout.connect(look)
clock.start()
program.exec()
"""


@contextmanager
def other_window(path: Path, title: str = "") -> Iterator[subprocess.Popen[str]]:
    """A window in a process of its own, with an unsaved title or draft; killed in the end."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), title],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "XDG_CONFIG_HOME": str(path.parent / "config-of-other")},
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        yield child
    finally:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def press(window: MainWindow, subject: str, text: str) -> None:
    bar = window.keeping.notices.bars[subject]
    assert bar.isVisible()
    button = next(b for b in bar.buttons if b.text() == text)
    assert button.accessibleName() == text
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def rename(window: MainWindow, title: str) -> None:
    window.document.edit("Rename", lambda scenario: with_value(scenario, ("title",), title))


def kept_files() -> list[Path]:
    return list((data_folder() / "recovery").glob("*.yaml"))


def change_outside(path: Path, title: str) -> bytes:
    text = path.read_text(encoding="utf-8").replace("Three assistants", title)
    path.write_text(text, encoding="utf-8")
    return path.read_bytes()


def test_work_of_a_killed_window_is_offered_and_overwrites_nothing(
    window: MainWindow, teaching: Path
) -> None:
    before = teaching.read_bytes()
    with other_window(teaching, "Not saved"):
        window.keeping.offer_left_work()
        assert not window.keeping.notices.shows("recovery")  # its window lives
    window.keeping.offer_left_work()
    press(window, "recovery", "Recover")
    assert window.document.scenario.title == "Not saved"
    assert window.document.is_dirty
    assert teaching.read_bytes() == before
    assert kept_files() == [window.keeping.recovery.path]  # a second kill loses nothing either
    change_outside(teaching, "Theirs")
    window.files.save()
    assert "changed by somebody else" in window.question.text.text()
    assert read_scenario(teaching).title == "Theirs"


def test_later_keeps_the_work_and_discard_removes_it(window: MainWindow, teaching: Path) -> None:
    with other_window(teaching, "Not saved"):
        pass
    window.keeping.offer_left_work()
    press(window, "recovery", "Later")
    assert len(kept_files()) == 1
    window.keeping.offer_left_work()
    press(window, "recovery", "Discard")
    assert kept_files() == []
    assert not window.document.is_open


def test_saved_and_undone_work_is_not_kept(opened: MainWindow) -> None:
    rename(opened, "One")
    opened.keeping.keep_now()
    assert len(kept_files()) == 1
    opened.document.undo()
    assert kept_files() == []
    rename(opened, "Two")
    opened.keeping.keep_now()
    opened.files.save()
    assert kept_files() == []


def test_a_second_window_reads_only_until_the_first_is_gone(
    window: MainWindow, teaching: Path
) -> None:
    with other_window(teaching) as child:
        window.files.open(teaching)
        bar = window.keeping.notices.bars["read-only"]
        assert bar.isVisible()
        assert f"process {child.pid} on {socket.gethostname()}, since " in bar.text.text()
        assert "read-only" in window.windowTitle()
        rename(window, "Refused")
        assert window.document.scenario.title == "Three assistants"
        window.files.save_to(teaching)
        assert str(child.pid) in window.problems.list.item(0).text()
        press(window, "read-only", "Work on a copy")
        rename(window, "Mine")
        assert window.document.scenario.title == "Mine"
        assert window.document.file is None
        window.files.open(teaching)
        QTest.mouseClick(window.question.buttons[1], Qt.MouseButton.LeftButton)
        assert window.document.read_only
    press(window, "read-only", "Try again")
    rename(window, "Free")
    assert window.document.is_dirty


def test_a_change_from_outside_is_noticed_and_shown(opened: MainWindow, teaching: Path) -> None:
    rename(opened, "Mine")
    opened.keeping.look()
    assert not opened.keeping.notices.shows("change")
    theirs = change_outside(teaching, "Theirs")
    opened.keeping.look()
    press(opened, "change", "Show what differs")
    shown = opened.keeping.differences.list
    assert [shown.item(row).text() for row in range(shown.count())] == ["~ title: Mine -> Theirs"]
    opened.files.save()
    assert opened.question.isVisible()
    assert teaching.read_bytes() == theirs
    QTest.mouseClick(opened.question.buttons[-1], Qt.MouseButton.LeftButton)
    opened.document.undo()
    press(opened, "change", "Read theirs")
    assert opened.document.scenario.title == "Theirs"
    assert not opened.keeping.notices.shows("change")


def test_a_disk_without_room_leaves_the_file_and_says_so(
    opened: MainWindow, teaching: Path
) -> None:
    before = teaching.read_bytes()
    rename(opened, "No room")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        opened.files.save()
        said = opened.keeping.keep_now()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert teaching.read_bytes() == before
    assert opened.document.is_dirty
    assert "File too large" in opened.problems.list.item(0).text()
    assert "File too large" in said
    assert opened.keeping.notices.shows("autosave")
    assert [file.name for file in teaching.parent.glob(".teaching*")] == []
    opened.files.save()
    assert read_scenario(teaching).title == "No room"
    assert not opened.keeping.notices.shows("autosave")


def test_a_folder_that_cannot_be_written_leaves_the_file(
    opened: MainWindow, teaching: Path
) -> None:
    before = teaching.read_bytes()
    rename(opened, "Read-only folder")
    user = os.geteuid()
    teaching.parent.chmod(0o555)
    try:
        if user == 0:  # the superuser may write everywhere
            for folder in teaching.parents[:3]:
                folder.chmod(0o555)
            os.seteuid(65534)
        opened.files.save()
    finally:
        os.seteuid(user)
        for folder in teaching.parents[:3]:
            folder.chmod(0o700)
    assert teaching.read_bytes() == before
    assert opened.document.is_dirty
    assert "Permission denied" in opened.problems.list.item(0).text()


def test_a_crash_keeps_the_work_and_shows_a_report(
    opened: MainWindow,
    qtbot: QtBot,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_scenario: object) -> None:
        raise RuntimeError("nobody foresaw it")

    rename(opened, "Before the crash")
    monkeypatch.setattr(opened.runs, "_begin", broken)
    crash = CrashHandler(opened, opened.keeping.keep_now)
    try:
        QTest.mouseClick(opened.top_bar.run, Qt.MouseButton.LeftButton)
    finally:
        crash.restore()
    assert "nobody foresaw it" in capsys.readouterr().err
    assert crash.dialog is not None
    qtbot.addWidget(crash.dialog)
    QTest.mouseClick(crash.dialog.copy, Qt.MouseButton.LeftButton)
    assert "nobody foresaw it" in QGuiApplication.clipboard().text()
    assert [read_scenario(file).title for file in kept_files()] == ["Before the crash"]


def test_a_file_is_looked_at_as_it_was_left(
    opened: MainWindow, teaching: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    opened.document.select((ObjectRef("fleet", "quoter"),))
    opened.organisation.view.zoom_by(1.7 / opened.organisation.view.scale_now)
    opened.show_page("compare")
    other = tmp_path / "other.yaml"
    other.write_bytes(teaching.read_bytes())
    opened.files.open(other)
    qtbot.wait(10)
    assert opened.page is opened.organisation
    assert not opened.document.selection
    opened.files.open(teaching)
    qtbot.waitUntil(lambda: opened.page is opened.compare)
    assert opened.document.selection == (ObjectRef("fleet", "quoter"),)
    assert abs(opened.organisation.view.scale_now - 1.7) < 0.01


def drop(target: QWidget, url: QUrl) -> None:
    """Drop as a file manager does: the place as an address and as text."""
    data = QMimeData()
    data.setUrls([url])
    data.setText(url.toLocalFile() or url.toString())
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none, at = Qt.KeyboardModifier.NoModifier, QPointF(5, 5)
    entering = QDragEnterEvent(at.toPoint(), copy, data, left, none)
    QApplication.sendEvent(target, entering)
    assert entering.isAccepted()  # by the window: what lies on it lets files through
    QApplication.sendEvent(target, QDropEvent(at, copy, data, left, none))


@pytest.mark.parametrize("where", ["canvas", "title", "notes", "outline", "designs", "find"])
def test_a_file_is_opened_wherever_it_is_dropped(
    opened: MainWindow, teaching: Path, tmp_path: Path, where: str
) -> None:
    other = tmp_path / "other.yaml"
    other.write_bytes(teaching.read_bytes())
    change_outside(other, "Dropped")
    page = opened.organisation
    opened.document.edit("Notes", lambda s: with_value(s, ("notes",), "Long notes. " * 20))
    opened.files.save()
    opened.document.select(())
    if where == "designs":
        opened.show_page("designs")
    targets: dict[str, QWidget] = {
        "canvas": page.view.viewport(),
        "title": line_of(row_at(opened, "title")),
        "notes": line_of(row_at(opened, "notes")),
        "outline": page.outline.search,
        "designs": opened.designs.search,
        "find": page.search.bar.line,
    }
    drop(targets[where], QUrl.fromLocalFile(str(other)))
    assert opened.document.scenario.title == "Dropped"
    assert not opened.document.is_dirty


def test_what_is_dropped_and_cannot_be_opened_is_told(opened: MainWindow, tmp_path: Path) -> None:
    drop(opened.organisation.view.viewport(), QUrl("https://example.org/scenario.yaml"))
    assert "Only files of this machine" in opened.statusBar().currentMessage()
    folder = tmp_path / "folder"
    folder.mkdir()
    drop(opened.organisation.view.viewport(), QUrl.fromLocalFile(str(folder)))
    told = opened.statusBar().currentMessage()
    assert "folder" in told
    assert "import" in told
    assert opened.document.scenario.title == "Three assistants"
