"""A scenario that was never saved, and is not complete yet, survives a kill too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.resources import data_folder
from app.window.keeping.recovery import RecoveryFile, left_work

if TYPE_CHECKING:
    from app.window.frame.main_window import MainWindow


def test_what_was_never_saved_is_offered_too(window: MainWindow) -> None:
    window.actions_["file.new"].trigger()
    window.document.edit("Rename", lambda scenario: scenario.model_copy(update={"title": "Mine"}))
    assert window.document.is_dirty
    folder = data_folder() / "recovery"
    dead = RecoveryFile(folder)
    dead.write(window.document)
    dead.close()  # as a kill does
    found, unreadable = left_work(folder)
    assert unreadable == []
    assert [work.scenario.title for work in found] == ["Mine"]
    assert found[0].origin is None
    for work in found:
        work.forget()


def test_what_cannot_be_read_is_told_and_left(window: MainWindow) -> None:
    folder = data_folder() / "recovery"
    folder.mkdir(parents=True)
    (folder / "torn.yaml").write_bytes(b"# sprawl-recovery {\nsprawl: [")
    window.keeping.offer_left_work()
    assert window.keeping.notices.shows("unreadable")
    assert "torn.yaml" in window.keeping.notices.bars["unreadable"].text.text()
    assert (folder / "torn.yaml").exists()
    assert not window.keeping.notices.shows("recovery")
