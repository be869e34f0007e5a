"""Writes pictures of every page, light and dark, at two sizes and scales, for people to look at.

Run it by ``python tests/end_to_end/screenshots.py [FOLDER]``; it needs no display.  The
default folder is ``screenshots/`` beside the tests, which is not kept in the repository.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QSettings, Qt  # noqa: E402 - after the platform is chosen
from PySide6.QtTest import QTest  # noqa: E402

from app.resources import scenarios_folder  # noqa: E402
from app.window.crash import CrashDialog  # noqa: E402
from app.window.guidance.keys import KeysPanel  # noqa: E402
from app.window.guidance.tour import STEPS  # noqa: E402
from app.window.launch import make_application  # noqa: E402
from app.window.look import SCALES, appearance  # noqa: E402
from app.window.look.rescaling import rescale  # noqa: E402
from app.window.objects import ObjectRef  # noqa: E402
from models.errors import Place, ScenarioError  # noqa: E402
from models.formats import read_scenario, write_scenario  # noqa: E402
from models.scenario.edits import with_value  # noqa: E402
from tests.end_to_end.photographer import SIZES, THEMES, Photographer, settle  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.window.watching.body import Body
    from models.scenario import Scenario

RUN_S = 600
_REPORT = "Sprawl\n\nTraceback (most recent call last):\n  ...\nZeroDivisionError: division by zero"
_PUSH = "{push: {delay: 1 min, coverage: 1, fallback: expiry}}"


def short_run(path: Path, folder: Path) -> Path:
    """Return a copy of a scenario that runs in a moment, for the pictures only."""
    scenario = read_scenario(path)
    for key, raw in (("at_least", "2"), ("at_most", "6")):
        scenario = with_value(scenario, ("experiment", "replications", key), raw)
    target = folder / path.name
    write_scenario(scenario, target)
    return target


def photograph_inspector(camera: Photographer) -> None:
    """Take the cascade of a setting, fields that can be reset, rows that can be moved."""
    window, inspector = camera.window, camera.window.organisation.inspector
    chosen, bar = window.document.selection, inspector.verticalScrollBar()
    profile = inspector.profile
    assert profile is not None
    profile.setCurrentIndex(profile.model().index(0, 0))
    QTest.keyClick(profile, Qt.Key.Key_Right)
    settle(limit_s=0.2)
    body = inspector.widget()
    assert body is not None
    top = profile.mapTo(body, QPoint()).y() - 90
    camera.take("inspector-cascade", lambda: bar.setValue(top))
    window.document.select((ObjectRef("design", window.document.design),))
    camera.take("inspector-reset")
    camera.take("inspector-order", lambda: bar.setValue(bar.maximum()))
    window.document.select(chosen)


def photograph_canvas(camera: Photographer) -> None:
    """Take the inspector, a search over the canvas, and a wire to where it cannot end."""
    photograph_inspector(camera)
    window = camera.window
    page = window.organisation
    window.actions_["edit.find"].trigger()
    page.search.bar.line.setText("static key")
    camera.take("organisation-find")
    page.search.leave()
    view, scene = page.view, page.scene
    window.resize(*SIZES[0])
    settle(limit_s=0.2)
    start, end = (view.mapFromScene(scene.handles.place(key)) for key in list(scene.cards)[:2])
    QTest.mouseMove(view.viewport(), start - QPoint(20, 0))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), end - QPoint(20, 0))
    camera.take("organisation-wire")
    page.wire.leave()
    photograph_carrying(camera)


def photograph_carrying(camera: Photographer) -> None:
    """Take something new that is carried over a card."""
    window = camera.window
    page, tree = window.organisation, window.organisation.kinds.tree
    window.resize(*SIZES[0])
    heading = tree.model().index(1, 0)
    tree.expand(heading)
    settle(limit_s=0.2)
    start = tree.visualRect(tree.indexBelow(heading)).center()
    card = list(page.scene.cards.values())[-1].sceneBoundingRect()
    port = page.view.viewport()
    over = tree.viewport().mapFromGlobal(port.mapToGlobal(page.view.mapFromScene(card.center())))
    QTest.mousePress(tree.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for point in (start + QPoint(30, 0), over):
        QTest.mouseMove(tree.viewport(), point)
    camera.take("organisation-carry")
    QTest.keyClick(tree, Qt.Key.Key_Escape)
    tree.collapseAll()


def photograph_designs(camera: Photographer) -> None:
    """Take what holds, what is derived, and what is played."""
    window = camera.window
    window.show_page("designs")
    camera.take("designs")
    beside = window.designs.beside
    beside.setCurrentIndex(beside.count() - 1)
    beside.activated.emit(beside.currentIndex())
    window.designs.as_list.click()
    camera.take("designs-list")
    window.designs.as_list.click()
    window.show_page("unify")
    settle(lambda: window.unify.found is not None, 10)
    camera.take("unify")
    photograph_playback(camera)


def photograph_playback(camera: Photographer) -> None:
    """Take what is played, filtered, revoked, and changed because of an event."""
    window, page = camera.window, camera.window.playback
    window.show_page("playback")
    camera.take("playback-empty")
    page.record()
    settle(lambda: bool(page.recordings), 60)
    page.clock.go(1000.0)
    camera.take("playback")
    assert page.body is not None
    chosen = page.body.filter
    chosen.kind.setCurrentText("    Migrated")
    camera.take("playback-nothing")
    page.show_all_events()
    chosen.fleet.setCurrentIndex(1)
    page.revoke()
    settle(lambda: not page.client.busy, 60)
    page.clock.go(1400.0)
    camera.take("playback-revoked")
    page.show_all_events()
    page.record()
    settle(lambda: not page.client.busy, 60)
    photograph_rerun(camera, page.body)


def photograph_rerun(camera: Photographer, body: Body) -> None:
    """Take the way from an event to its control, and before and after."""
    window, page = camera.window, camera.window.playback
    body.filter.kind.setCurrentText("    Access ended")
    row = next(r for r in range(body.events.rowCount()) if _is_late(body, r))
    body.list.setCurrentIndex(body.events.index(row, 0))
    camera.take("playback-why")
    body.why.changes[0].click()
    camera.take("playback-control")
    path, column = window.designs.model.place(window.designs.view.currentIndex())
    window.designs.model.asked.emit(path, column, _PUSH)
    settle(window.actions_["run.rerun"].isEnabled, 5)
    camera.take("playback-changed")
    window.actions_["run.rerun"].trigger()
    settle(lambda: page.contrasted is not None, 60)
    camera.take("playback-contrast")
    window.document.undo()
    page.show_all_events()


def _is_late(body: Body, row: int) -> bool:
    """Whether an end of access in the baseline would have come sooner by another revocation."""
    recording, event = body.events.event_of(row)
    if recording.design != "fragmented" or body.events.hour_of(row) < 0.0:
        return False
    body.why.show_why(recording, event)
    return bool(body.why.changes) and "Revocation" in body.why.changes[0].accessibleName()


def photograph_building(camera: Photographer) -> None:
    """Take the pictures of an empty page, of a choice, and of a small organisation."""
    window = camera.window
    window.actions_["file.new"].trigger()
    camera.take("new")
    window.actions_["add.cloud"].trigger()
    camera.take("new-choice")
    window.builder.picker.do_current()
    for key in ("add.saas", "add.fleet"):
        window.actions_[key].trigger()
        window.builder.picker.do_current()
    camera.take("new-fleet")


def photograph_guidance(camera: Photographer) -> None:
    """Take what helps to find one's way, and what keeps the work."""
    window = camera.window
    window.actions_["help.tour"].trigger()
    for step in range(1, 1 + len(STEPS)):
        camera.take(f"tour-{step}")
        window.guidance.tour.go(1)
    window.keeping.notices.post("test", "“Mine” had unsaved changes when Sprawl ended.",
                                (("Recover", int), ("Discard", int), ("Later", int)))  # fmt: skip
    camera.take("recovery")
    window.keeping.notices.drop("test")
    window.guidance.palette.open()
    window.guidance.palette.line.setText("revoc")
    camera.take("palette")
    window.guidance.palette.leave()
    glossary = window.guidance.show_glossary()
    for name, side in (("glossary", glossary), ("keys", KeysPanel.show_in(window))):
        camera.take_own(name, side)
        side.close()
    crash = CrashDialog(_REPORT, "Unsaved changes are kept.", window)
    crash.show()
    camera.take_own("crash", crash)
    crash.close()
    panel = window.belief.show()
    settle(lambda: panel.tables["golden"].rowCount() > 0, 30)
    camera.take_own("belief", panel)
    panel.close()


def photograph_scales(camera: Photographer) -> None:
    """Take every page of the large size at other scales, switched while the window is open."""
    window, before = camera.window, SCALES[0]
    for percent in (150, 200, 300):
        rescale(before, percent)
        before = percent
        window.resize(*(size * SCALES[0] // percent for size in SIZES[-1]))
        for page in window.page_names:
            window.show_page(page)
            settle(camera._painted, 6.0)
            settle(limit_s=0.4)
            picture = camera.folder / f"{page}-at-{percent}.png"
            window.grab().save(str(picture))
            sys.stdout.write(f"{picture}\n")
    rescale(before, SCALES[0])


def photograph_docks(camera: Photographer) -> None:
    """Take what was, what was run, what waits to be run, and every page at other scales."""
    window = camera.window
    for seed in ("7", "8"):
        window.document.edit(f"Seed {seed}", _seeded(seed))
        window.actions_["run.queue"].trigger()
    for name in ("edits", "runs", "queue"):
        window.actions_[f"view.{name}"].trigger()
        settle(limit_s=3.0)
        camera.take(f"dock-{name}")
        window.actions_[f"view.{name}"].trigger()
    photograph_scales(camera)
    window.runs.queue.clear()
    window.runs.cancel()
    settle(lambda: not window.runs.client.running, 10)
    window.document.go_to(0)


def _seeded(seed: str) -> Callable[[Scenario], Scenario]:
    return lambda scenario: with_value(scenario, ("experiment", "seed"), seed)


def photograph_enlarged(camera: Photographer) -> None:
    """Take a chart in a window of its own."""
    grid = camera.window.compare.grid
    assert grid is not None
    panel = grid.panels[0]
    panel.enlarge()
    assert panel.enlarged is not None
    camera.take_own("enlarged", panel.enlarged)
    panel.enlarged.close()


def photograph(folder: Path, scenarios: Path) -> int:
    """Take all pictures; return an exit code."""
    camera = Photographer(folder)
    window = camera.window
    settle(limit_s=1.5)
    camera.take("start")
    photograph_guidance(camera)
    photograph_building(camera)
    window.document.save(scenarios / "new.yaml")  # nobody is asked about changes
    for number, name in enumerate(("larkfield", "three_assistants"), start=1):
        window.files.open(short_run(scenarios_folder() / f"{name}.yaml", scenarios))
        camera.take(f"organisation-{number}")
    platform = list(window.document.scenario.organisation.platforms)[-1]
    window.document.select((ObjectRef("platform", platform),))
    camera.take("organisation-selected")
    photograph_canvas(camera)
    window.document.show_design("unified")
    camera.take("organisation-unified")
    window.actions_["layout.fold_every"].trigger()
    camera.take("organisation-folded")
    window.document.undo()
    error = ScenarioError(Place("own.yaml", 7, "workload.fleets.triage.agents"),
                          "a whole number", "`many`", "write digits only")  # fmt: skip
    window.problems.show_errors("1 problem in own.yaml: it was not opened", [error])
    camera.take("problems")
    window.problems.hide()
    photograph_designs(camera)
    window.show_page("compare")
    camera.take("compare-empty")
    window.runs.start()
    settle(lambda: window.top_bar.progress.value() > 2, 60)
    camera.take("running")
    done = settle(lambda: window.compare.has_comparison, RUN_S)
    window.show_page("compare")
    camera.take("compare")
    photograph_enlarged(camera)
    window.compare.area.verticalScrollBar().setValue(10**6)
    camera.take("compare-table")
    window.show_page("report")
    settle(lambda: not window.report.is_drawing, 20)
    camera.take("report")
    photograph_docks(camera)
    camera.put_away()
    return 0 if done else 1


def main() -> int:
    """Take the pictures with settings and library of its own."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sprawl-pictures-") as own:
        os.environ["SPRAWL_DATA"] = own
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, own)
        make_application()
        appearance().choose(THEMES[0])  # as the program does before it builds a window
        return photograph(folder, Path(own))


if __name__ == "__main__":
    sys.exit(main())
