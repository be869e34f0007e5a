"""The canvas with thousands of cards: ``pytest -m nightly -s tests/benchmarks/test_canvas.py``.

CPU time of one process, offscreen: it paints in software what a screen's card would paint faster.
"""

from __future__ import annotations

import gc
import os
import resource
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSettings, Qt, QTimer
from PySide6.QtTest import QTest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.resources import scenarios_folder
from app.window.collecting import Collector
from app.window.frame.main_window import MainWindow
from app.window.launch import make_application
from app.window.settings import Memory
from models.formats import read_scenario, write_scenario
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.scenario import Scenario

FRAMES = 120
PLATFORMS = 300
ROUNDS = 10
MOST_MS = 150.0
"""CPU time of an edit, an undo or a switch at 2,000 cards, 95th percentile."""

FIRST_MS = 120.0
"""CPU time of the first look at a design, when nothing of it is known yet."""

FRAME_MS = 16.0
"""CPU time that garbage may take at once, and a turn while work is kept."""

pytestmark = [pytest.mark.nightly, pytest.mark.qt_log_ignore("propagateSizeHints")]


def large(cards: int) -> Scenario:
    """Return an organisation with so many cards: fleets, vaults, log sinks, some platforms."""
    small = read_scenario(scenarios_folder() / "three_assistants.yaml")
    org, work = small.organisation, small.workload
    platforms, fleets = dict(org.platforms), dict(work.fleets)
    resources, vaults, sinks = dict(org.resources), dict(org.vaults), dict(org.log_sinks)
    kinds, models = list(org.platforms.values()), list(work.fleets.values())
    resource = next(iter(org.resources.values()))
    for at in range(PLATFORMS):
        platforms[f"p{at}"] = kinds[at % 3].model_copy(update={"title": f"Platform {at}"})
        resources[f"r{at}"] = resource.model_copy(update={"platform": f"p{at}"})
    for at in range((cards - PLATFORMS) // 2):
        uses = {f"r{(7 * at + k) % PLATFORMS}": 1.0 for k in range(3)}
        update = {"title": f"Fleet {at}", "uses": type(models[0].uses)(uses)}
        fleets[f"f{at}"] = models[at % 3].model_copy(update=update)
    for at in range((cards - PLATFORMS) // 4):
        vaults[f"v{at}"] = vaults["team_vault"].model_copy(update={"title": f"Vault {at}"})
        sinks[f"s{at}"] = sinks["siem"].model_copy(update={"title": f"Sink {at}"})
    parts = {"platforms": platforms, "resources": resources, "vaults": vaults, "log_sinks": sinks}
    return small.model_copy(
        update={
            "organisation": org.model_copy(update=parts),
            "workload": work.model_copy(update={"fleets": fleets}),
            "layout": {},
        }
    )


@pytest.fixture
def window(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    assert qapp is make_application()
    monkeypatch.setenv("SPRAWL_DATA", str(tmp_path / "data"))
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    memory = Memory()
    memory.remember_live(False)
    made = MainWindow(memory)
    made.resize(1280, 800)
    made.show()
    collector = Collector.of(made)  # as in the program: garbage waits until no event is handled
    yield made
    collector.stop()
    made._closing = True
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def opened(window: MainWindow, cards: int, folder: Path) -> float:
    """Open an organisation with every group unfolded; return the CPU time, s."""
    path = folder / f"{cards}.yaml"
    write_scenario(large(cards), path)
    page = window.organisation
    started = time.process_time()
    window.files.open(path)
    page.view.repaint()
    QCoreApplication.processEvents()
    taken_s = time.process_time() - started
    assert page.scene.plan is not None
    # Columns of so many cards are folded; what is measured from here on is all of them.
    nodes = page.scene.plan.nodes.values()
    page._unfolded = frozenset(node.key for node in nodes if node.content.group)
    started = time.process_time()
    page.redraw()
    page.view.fit()
    page.view.repaint()
    QCoreApplication.processEvents()
    assert len(page.scene.cards) > cards
    return taken_s + time.process_time() - started


def costs_ms(frames: int, draw: Callable[[int], object]) -> tuple[float, float]:
    """Return median and 95th percentile of the CPU time of frames, ms."""
    found = []
    for frame in range(frames):
        started = time.process_time()
        draw(frame)
        found.append((time.process_time() - started) * 1e3)
    found.sort()
    return found[frames // 2], found[int(frames * 0.95)]


class Pauses:
    """How long garbage was looked for, whatever came of it.

    Attributes:
        most_ms: CPU time of the longest.
        count: How many there were.
    """

    def __init__(self) -> None:
        self.most_ms, self.count = 0.0, 0

    def measure(self, collect: Callable[[], object]) -> None:
        started = time.process_time()
        collect()
        self.most_ms = max(self.most_ms, (time.process_time() - started) * 1e3)
        self.count += 1


def resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def test_two_thousand_cards_open_and_drag(window: MainWindow, tmp_path: Path) -> None:
    open_s = opened(window, 2000, tmp_path)
    view, scene = window.organisation.view, window.organisation.scene
    view._zoom_to(0.6)
    for _ in range(40):  # cards in view are painted once
        view.viewport().repaint()
    card = next(iter(scene.cards.values()))
    view.centerOn(card)
    ground, left = view.viewport(), Qt.MouseButton.LeftButton
    start = view.mapFromScene(card.sceneBoundingRect().center())
    before = card.pos()
    QTest.mousePress(ground, left, pos=start)

    def drag(frame: int) -> None:
        QTest.mouseMove(ground, start + QPoint(10 * (frame % 40), 6 * (frame % 25)))
        ground.repaint()

    median, p95 = costs_ms(FRAMES, drag)
    assert card.pos() != before
    mib = resident_mib()
    print(
        f"\n2,000 cards: open {open_s:.2f} s, {mib:.0f} MiB; drag {median:.1f}, 95 % {p95:.1f} ms"
    )
    assert open_s < 2.0
    assert mib < 600
    assert p95 <= 16.0


def test_an_edit_of_two_thousand_cards_rebuilds_what_it_changed(
    window: MainWindow, tmp_path: Path
) -> None:
    opened(window, 2000, tmp_path)
    document, view = window.document, window.organisation.view
    agents = ("workload", "fleets", "f3", "agents")
    designs = list(document.scenario.designs)[:2]
    assert document.design == designs[0]

    def seen(call: Callable[[int], None], at: int) -> None:
        call(at)
        document.pace.catch_up()  # all views, as if they followed in one go
        view.viewport().repaint()

    def look(at: int) -> None:
        document.show_design(designs[(at + 1) % 2])

    first_ms, _ = costs_ms(1, partial(seen, look))
    print(f"\n2,000 cards: first look at a design {first_ms:.0f} ms")
    assert first_ms <= FIRST_MS
    document.show_design(designs[0])

    def edit(at: int) -> None:
        document.edit("Change agents", lambda scenario: with_value(scenario, agents, 7 + at))

    def put(at: int) -> None:
        document.move({"f4": (80 * at, 80)}, window.organisation.scene.standing())

    def take_back(_at: int) -> None:
        document.undo()

    for name, call in (("edit", edit), ("move", put), ("undo", take_back), ("design", look)):
        median, p95 = costs_ms(20, partial(seen, call))
        print(f"2,000 cards: {name} {median:.0f} ms, 95 % {p95:.0f} ms")
        assert p95 <= MOST_MS


def test_garbage_of_two_thousand_cards_holds_no_frame_up(
    window: MainWindow, tmp_path: Path
) -> None:
    """Opening, switching and editing leave hundreds of thousands of objects to look through."""
    collector = window.findChild(Collector)
    assert collector is not None
    gc.collect()
    gc.freeze()  # as the program does once it has loaded everything
    pauses = Pauses()

    def turn() -> None:
        window.document.pace.catch_up()
        QCoreApplication.processEvents()
        pauses.measure(collector.collect)

    opened(window, 2000, tmp_path)
    turn()
    document = window.document
    designs = list(document.scenario.designs)[:2]
    agents = ("workload", "fleets", "f3", "agents")
    for at in range(ROUNDS):
        document.show_design(designs[at % 2])
        turn()
        document.edit("Change agents", partial(with_value, path=agents, raw=str(7 + at)))
        turn()
        document.undo()
        turn()
    print(f"\n2,000 cards: longest pause for garbage {pauses.most_ms:.1f} ms, {pauses.count} times")
    assert pauses.count > ROUNDS
    assert pauses.most_ms <= FRAME_MS


def test_two_thousand_cards_are_kept_without_a_dropped_frame(
    window: MainWindow, tmp_path: Path
) -> None:
    """The longest turn from the autosave until its file is there; nothing else happens."""
    opened(window, 2000, tmp_path)
    document, keeping = window.document, window.keeping
    agents = ("workload", "fleets", "f3", "agents")
    longest_ms = waited_ms = 0.0
    for at in range(ROUNDS):
        document.edit("Change agents", partial(with_value, path=agents, raw=str(7 + at)))
        document.pace.catch_up()
        for _ in range(10):  # what the edit itself asks for is no part of keeping
            QCoreApplication.processEvents()
        QTimer.singleShot(0, keeping, keeping.keep)
        is_kept = False
        while not is_kept:
            began, started = time.perf_counter(), time.thread_time()
            QCoreApplication.processEvents()
            longest_ms = max(longest_ms, (time.thread_time() - started) * 1e3)
            waited_ms = max(waited_ms, (time.perf_counter() - began) * 1e3)
            writing = keeping.recovery.writing
            is_kept = writing is not None and writing.isFinished()
            time.sleep(0.0005)
        assert keeping.recovery.path.stat().st_size > 100_000
    print(
        f"\n2,000 cards: longest turn while work is kept {longest_ms:.1f} ms, "
        f"{waited_ms:.1f} ms with what it waits for"
    )
    assert longest_ms <= FRAME_MS


def test_two_thousand_cards_are_selected_at_once(window: MainWindow, tmp_path: Path) -> None:
    opened(window, 2000, tmp_path)
    view, scene = window.organisation.view, window.organisation.scene
    view.setFocus()
    started = time.process_time()
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    view.viewport().repaint()
    QCoreApplication.processEvents()
    taken_s = time.process_time() - started
    print(f"\n2,000 cards: Ctrl+A {taken_s * 1e3:.0f} ms")
    assert len(scene.selected_cards()) == len(scene.cards)
    assert taken_s < 0.5


def test_five_thousand_cards_are_repainted(window: MainWindow, tmp_path: Path) -> None:
    open_s = opened(window, 5000, tmp_path)
    view = window.organisation.view
    print(f"\n5,000 cards: open {open_s:.2f} s")
    for name, scale in (("all of them", view.scale_now), ("at half size", 0.5), ("near", 1.0)):
        view._zoom_to(scale)
        for _ in range(40):
            view.viewport().repaint()
        median, p95 = costs_ms(FRAMES, lambda _frame: view.viewport().repaint())
        assert median > 0.0
        print(f"full repaint, {name}: {median:.1f} ms, 95 % {p95:.1f} ms")
        assert median <= 16.0
        assert p95 <= 20.0
    view.fit()
    window.organisation.search.open()
    started = time.process_time()
    window.organisation.search.bar.line.setText("fleet")
    letter_ms = (time.process_time() - started) * 1e3
    median, p95 = costs_ms(FRAMES, lambda _frame: view.viewport().repaint())
    hits = len(window.organisation.search.hits)
    print(f"{hits} found in {letter_ms:.0f} ms; repaint {median:.1f} ms, 95 % {p95:.1f} ms")
    assert median <= 16.0
    assert p95 <= 16.0
