from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.window.start.offers import FIRST
from models.formats import read_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.window.frame.main_window import MainWindow
    from app.window.start.recent import RecentFile


def rows(window: MainWindow) -> list[RecentFile]:
    return window.start_page.recent


def test_whole_organisations_stand_first(window: MainWindow) -> None:
    names = [tile.offer.path.stem for tile in window.start_page.tiles]
    assert tuple(names[:4]) == FIRST
    assert FIRST[0] == "three_assistants"
    assert all(tile.offer.question.strip() for tile in window.start_page.tiles)


def test_recent_files_say_what_became_of_them(opened: MainWindow, teaching: Path) -> None:
    opened.show_page("start")
    assert [row.state for row in rows(opened)] == ["same"]
    teaching.write_text(teaching.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    opened.show_page("start")
    assert [row.state for row in rows(opened)] == ["changed"]
    assert "changed since" in rows(opened)[0].button.text()
    teaching.unlink()
    opened.show_page("start")
    (row,) = rows(opened)
    assert "not there any more" in row.button.text()
    assert not row.button.isEnabled()
    QTest.mouseClick(row.forget, Qt.MouseButton.LeftButton)
    assert opened.memory.recent() == []


def test_a_recent_file_is_opened(opened: MainWindow, teaching: Path) -> None:
    opened.show_page("start")
    (row,) = rows(opened)
    QTest.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert opened.document.file is not None
    assert opened.document.file.path == teaching


def test_a_folder_that_is_no_export_is_told_in_place(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "nothing").mkdir()
    window.imports.draft(tmp_path / "nothing", tmp_path / "drafted.yaml")
    qtbot.waitUntil(lambda: window.imports.process is None, timeout=20_000)
    assert window.problems.isVisible()
    assert window.problems.heading.text() == "Nothing was imported"
    assert not window.document.is_open
    assert not (tmp_path / "drafted.yaml").exists()


def test_an_export_is_drafted_and_opened(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.actions_["file.import"].trigger()
    assert window.imports.dialog is not None
    window.imports.dialog.close()
    window.imports.draft(_export(tmp_path / "export"), tmp_path / "drafted.yaml")
    qtbot.waitUntil(lambda: window.imports.process is None, timeout=20_000)
    assert window.document.is_open, window.problems.list.item(0)
    assert window.document.scenario == read_scenario(tmp_path / "drafted.yaml")


def _export(folder: Path) -> Path:
    """The smallest audit dump: one project with one service account that holds a role."""
    account = "serviceAccount:ci@acme-build.iam.gserviceaccount.com"
    bindings = [
        {"role": "roles/owner", "members": ["user:jo@acme.example"]},
        {"role": "roles/storage.admin", "members": [account]},
    ]
    project = folder / "projects" / "acme-build"
    described = project / "service-accounts" / account.partition(":")[2]
    described.mkdir(parents=True)
    (described / "iam.json").write_text("{}", encoding="utf-8")
    (described / "description.json").write_text(
        json.dumps({"email": described.name, "displayName": "CI", "projectId": "acme-build"}),
        encoding="utf-8",
    )
    (project / "description.json").write_text(
        json.dumps({"projectId": "acme-build", "projectNumber": "111"}), encoding="utf-8"
    )
    (project / "iam.json").write_text(
        json.dumps({"bindings": bindings, "version": 1}), encoding="utf-8"
    )
    return folder
