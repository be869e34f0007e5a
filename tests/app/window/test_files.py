from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.window.objects import ObjectRef
from models.formats import read_scenario, write_scenario
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from pathlib import Path

    from app.window.frame.main_window import MainWindow


def is_dirty(window: MainWindow) -> bool:
    return window.document.is_dirty


def rename(window: MainWindow, title: str) -> None:
    window.document.edit("Rename", lambda scenario: with_value(scenario, ("title",), title))


def answer(window: MainWindow, text: str) -> None:
    assert window.question.isVisible()
    button = next(b for b in window.question.buttons if b.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_saving_keeps_comments_and_clears_the_dot(opened: MainWindow, teaching: Path) -> None:
    before = teaching.read_text(encoding="utf-8")
    assert not opened.top_bar.dot.isVisible()
    rename(opened, "Renamed")
    assert opened.top_bar.dot.isVisible()
    assert opened.windowTitle().startswith("•")
    opened.actions_["file.save"].trigger()
    assert not opened.top_bar.dot.isVisible()
    after = teaching.read_text(encoding="utf-8")
    assert read_scenario(teaching).title == "Renamed"
    comments = [line for line in before.splitlines() if line.startswith("#")]
    assert all(comment in after for comment in comments)
    assert [p.name for p in teaching.parent.iterdir() if p.name.startswith(".teaching")] == []


def test_undoing_everything_in_a_copy_leaves_nothing_to_save(
    window: MainWindow, teaching: Path
) -> None:
    window.document.open(teaching, as_copy=True)
    rename(window, "What we call it, 2")
    assert is_dirty(window)
    window.files.ask_save()
    assert window.files.dialog is not None
    (named,) = window.files.dialog.selectedFiles()
    assert named.endswith("what_we_call_it_2.yaml")
    window.files.dialog.close()
    window.document.undo()
    assert not is_dirty(window)


def test_undoing_back_to_the_saved_state_is_clean(opened: MainWindow) -> None:
    rename(opened, "One")
    opened.files.save()
    rename(opened, "Two")
    assert is_dirty(opened)
    opened.document.undo()
    assert not is_dirty(opened)
    opened.document.undo()
    assert is_dirty(opened)


def test_a_file_that_somebody_changed_is_not_overwritten(
    opened: MainWindow, teaching: Path
) -> None:
    rename(opened, "Mine")
    theirs = teaching.read_text(encoding="utf-8").replace("Three assistants", "Theirs")
    teaching.write_text(theirs, encoding="utf-8")
    opened.actions_["file.save"].trigger()
    assert "changed by somebody else" in opened.question.text.text()
    assert teaching.read_text(encoding="utf-8") == theirs
    answer(opened, "Cancel")
    assert is_dirty(opened)
    opened.actions_["file.save"].trigger()
    answer(opened, "Overwrite theirs")
    assert read_scenario(teaching).title == "Mine"
    assert not is_dirty(opened)


def test_theirs_can_be_read_instead(opened: MainWindow, teaching: Path) -> None:
    rename(opened, "Mine")
    text = teaching.read_text(encoding="utf-8")
    teaching.write_text(text.replace("Three assistants", "Theirs"), encoding="utf-8")
    opened.files.save()
    answer(opened, "Read theirs, drop mine")
    assert opened.document.scenario.title == "Theirs"


def test_a_full_disk_leaves_file_and_edits(
    opened: MainWindow, teaching: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = teaching.read_bytes()
    rename(opened, "Lost?")

    def no_room(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_room)
    opened.actions_["file.save"].trigger()
    assert teaching.read_bytes() == before
    assert is_dirty(opened)
    assert opened.problems.isVisible()
    assert "No space left" in opened.problems.list.item(0).text()


def test_closing_asks_about_unsaved_changes(opened: MainWindow, teaching: Path) -> None:
    rename(opened, "Keep me")
    assert not opened.close()
    assert opened.isVisible()
    answer(opened, "Cancel")
    assert opened.isVisible()
    opened.close()
    answer(opened, "Save")
    assert not opened.isVisible()
    assert read_scenario(teaching).title == "Keep me"


def test_opening_another_asks_first(opened: MainWindow, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(
        (tmp_path / "teaching.yaml").read_text(encoding="utf-8").replace("Three", "Four"),
        encoding="utf-8",
    )
    rename(opened, "Unsaved")
    opened.files.open(other)
    assert opened.document.scenario.title == "Unsaved"
    answer(opened, "Discard changes")
    assert opened.document.scenario.title == "Four assistants"


def test_a_bundled_scenario_opens_as_a_copy(window: MainWindow) -> None:
    tile = window.start_page.tiles[0]
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert window.document.is_open
    assert window.document.file is None
    assert not is_dirty(window)
    rename(window, "Changed")
    window.files.save()
    assert window.files.dialog is not None
    window.files.dialog.close()


def test_saving_a_copy_under_a_name(window: MainWindow, tmp_path: Path) -> None:
    window.files.open(window.start_page.tiles[0].offer.path)
    rename(window, "My own")
    window.files.save_to(tmp_path / "own.yaml")
    assert read_scenario(tmp_path / "own.yaml").title == "My own"
    assert window.memory.recent() == [tmp_path / "own.yaml"]
    assert not is_dirty(window)


WRONG = {
    "a key": ("agents: 12", "agent: 12", "workload.fleets.triage"),
    "a reference": ("platform: mail, sensitivity", "platform: gone, sensitivity", "organisation"),
    "a value": ("seed: 20261", "seed: -1", "experiment.seed"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_file_with_problems_lists_them_with_their_lines(
    window: MainWindow, teaching: Path, case: str
) -> None:
    old, new, path = WRONG[case]
    text = teaching.read_text(encoding="utf-8")
    assert old in text
    teaching.write_text(text.replace(old, new), encoding="utf-8")
    window.files.open(teaching)
    assert not window.document.is_open
    assert window.problems.isVisible()
    said = "\n".join(
        window.problems.list.item(row).text() for row in range(window.problems.list.count())
    )
    assert "teaching.yaml:" in said
    assert path in said
    assert "expected" in said


HOSTILE = [b"[" * 25_000, b"\xff\xfe\x00", b"", b"a: &x 1\nb: *x\n", b"sprawl: 1\nsprawl: 1\n",
           b"sprawl: 99\n", b"- 1\n"]  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_files_are_refused_and_the_open_one_stays(
    opened: MainWindow, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_bytes(content)
    opened.files.open(path)
    assert opened.document.scenario.title == "Three assistants"
    assert opened.problems.isVisible()
    assert opened.problems.list.count() >= 1


def test_a_missing_file_is_told(window: MainWindow, tmp_path: Path) -> None:
    window.files.open(tmp_path / "gone.yaml")
    assert "cannot be read" in window.problems.heading.text()


def test_a_problem_leads_to_its_object(opened: MainWindow) -> None:
    from models.errors import Place, ScenarioError

    error = ScenarioError(Place("f", 3, "workload.fleets.quoter.agents"), "a", "b", "c")
    opened.problems.show_errors("One problem", [error])
    opened.problems.list.itemClicked.emit(opened.problems.list.item(0))
    assert opened.document.selection == (ObjectRef("fleet", "quoter"),)
    opened.problems.findChild(QPushButton)
    opened.problems.close_button.click()
    assert not opened.problems.isVisible()


def test_a_dropped_file_is_opened(window: MainWindow, teaching: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(teaching))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    assert window.document.scenario.title == "Three assistants"
    assert window.memory.recent() == [teaching]


def test_a_wrong_file_that_is_dropped_is_told_and_the_open_one_stays(
    opened: MainWindow, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    opened.dropEvent(QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, left, none))
    assert opened.problems.isVisible()
    assert "picture.png" in opened.problems.heading.text()
    assert opened.document.scenario.title == "Three assistants"


def test_cards_that_hide_one_another_are_told(window: MainWindow, teaching: Path) -> None:
    stacked = read_scenario(teaching).model_copy(
        update={"layout": {"crm": (0, 0), "mail": (0, 0), "triage": (0, 0), "lake": (8, 400)}}
    )
    write_scenario(stacked, teaching)
    window.files.open(teaching)
    assert "2 cards lie on others" in window.statusBar().currentMessage()
    window.actions_["edit.arrange"].trigger()
    cards = window.organisation.scene.cards
    assert len({(card.pos().x(), card.pos().y()) for card in cards.values()}) == len(cards)


def test_positions_of_nothing_and_out_of_reach_are_told(window: MainWindow, teaching: Path) -> None:
    layout = {"crm": (-1_000_000, 900_000), "nobody": (0, 0), "lake": (8, 400)}
    write_scenario(read_scenario(teaching).model_copy(update={"layout": layout}), teaching)
    window.files.open(teaching)
    assert "2 positions are out of reach, or of nothing" in window.statusBar().currentMessage()
    card = window.organisation.scene.cards["crm"]
    assert abs(card.x()) + abs(card.y()) < 10_000


@pytest.mark.parametrize("layout", ["[1, 2]", "{crm: x}", "{crm: [1e9, 0]}", ""])
def test_a_file_whose_layout_is_broken_is_opened_without(
    window: MainWindow, teaching: Path, layout: str
) -> None:
    text = teaching.read_text().split("\nlayout:")[0]
    teaching.write_text(f"{text}\nlayout: {layout}\n")
    window.files.open(teaching)
    was_open = window.document.is_open
    assert not was_open
    assert "layout" in window.problems.list.item(0).text()
    assert window.question.isVisible()
    window.question.buttons[0].click()
    assert window.document.is_open
    assert window.document.scenario.layout == {}
    assert not window.problems.isVisible()
    assert not window.document.is_dirty
    window.files.save()
    window.files.open(teaching)
    assert not window.question.isVisible()


def test_a_file_with_other_faults_too_is_not_opened_without_its_layout(
    window: MainWindow, teaching: Path
) -> None:
    text = teaching.read_text().split("\nlayout:")[0].replace("platform: mail", "platform: mial")
    teaching.write_text(f"{text}\nlayout: [1, 2]\n")
    window.files.open(teaching)
    assert not window.document.is_open
    window.question.buttons[0].click()
    assert not window.document.is_open
    assert "mial" in window.problems.list.item(0).text()
    assert not window.question.isVisible()
