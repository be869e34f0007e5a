"""The page Playback: two designs side by side and in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.window.look.empty_state import EmptyState
from app.window.watching.client import RecordingClient
from app.window.watching.clock import Clock
from app.window.watching.controls import ControlBar
from app.window.watching.flight import FLIGHT_S

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from app.window.actions import Actions
    from app.window.document import Document
    from app.window.watching.body import Body
    from app.window.watching.recording import Recording
    from models.scenario import Scenario
    from models.trace import OpenedTrace, Trace


class PlaybackPage(QWidget):
    """Records one replication of two designs and plays it.

    `asked` says that the page should be looked at; `said` carries a sentence for the status bar,
    `defect` a report, `change_asked` a design and a platform.
    """

    said = Signal(str)
    defect = Signal(str)
    change_asked = Signal(str, str)
    recorded = Signal()
    asked = Signal()

    def __init__(self, document: Document, actions: Actions) -> None:
        """Follow *document*; nothing is recorded until somebody asks."""
        super().__init__()
        self._document, self._actions = document, actions
        self.client = RecordingClient(self)
        self.clock = Clock(self)
        self.bar = ControlBar()
        self.empty = EmptyState(
            "run",
            "Nothing is recorded yet",
            "A recording is one replication of two designs, with every leak, order, end of access\n"
            "and its cause. Play it, go to any moment, ask why, or revoke a fleet's access.\n"
            "A trace that `sprawl trace` wrote can be dropped here, or opened with Ctrl+O.",
            "Record",
            actions["run.record"],
        )
        self.recordings: list[tuple[Recording, int]] = []
        self._asked: Scenario | None = None
        self._plain: Scenario | None = None
        self._order: tuple[str, float] | None = None
        self._next_order: tuple[str, float] | None = None
        self._remark = ""
        self.body: Body | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.bar)
        self._layout.addWidget(self.empty, 1)
        self._connect()

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands on playback ask for."""
        actions.on("run.record", self.record)
        actions.on("run.revoke", self.revoke)
        actions.on("view.filter", self.go_to_filter)
        actions.on("view.all_events", self.show_all_events)

    def _connect(self) -> None:
        self.bar.record.clicked.connect(lambda _checked=False: self.record())
        self.bar.play.clicked.connect(lambda: self.clock.play(not self.clock.plays))
        self.bar.speed.currentIndexChanged.connect(self._set_speed)
        self.bar.motion.toggled.connect(lambda _on: self._moved(self.clock.at_h))
        self.clock.moved.connect(self._moved)
        self.clock.played.connect(self.bar.show_playing)
        self.client.recorded.connect(self._recorded)
        self.client.failed.connect(self._failed)
        self._document.opened.connect(self._forget)
        self._document.scenario_changed.connect(self._age)
        self._set_speed()

    def close_process(self) -> None:
        """End the recording process."""
        self.clock.play(False)
        self.client.close()

    # -- recording -------------------------------------------------------------------------

    def record(self, replication: int | None = None, scenario: Scenario | None = None) -> None:
        """Record a replication; the same seed as a run has.

        Args:
            replication: Which; default: the one in the field.
            scenario: Of what; default: the scenario as it stands.
        """
        if not self._document.is_open:
            return
        if replication is not None:
            self.bar.replication.setValue(replication)
        self._plain = scenario or self._document.scenario
        self._record(self._plain, None)

    def revoke(self) -> None:
        """Order that the chosen fleet loses its access now, and run the same seed again."""
        fleet = self.body.filter.chosen_fleet if self.body is not None else ""
        if not self.recordings or not fleet:
            self.said.emit("Record first, then choose a fleet and a moment to revoke at")
            return
        from models.trace.revoking import with_revocation

        scenario = self.recordings[0][0].governed.scenario
        at_h = min(max(self.clock.at_h, 0.0), self.clock.to_h - 1.0)
        self._record(with_revocation(scenario, fleet, at_h), (fleet, at_h))

    def _record(self, scenario: Scenario, order: tuple[str, float] | None) -> None:
        self.asked.emit()
        self.clock.play(False)
        self._asked, self._next_order = scenario, order
        self.bar.show_busy(True)
        self.said.emit("Recording")
        self.client.record(scenario, self._designs(), self.bar.replication.value())

    def _designs(self) -> list[str]:
        """Return the two designs: the baseline, and the one in view or the first target."""
        baseline, current = self._document.baseline, self._document.design
        scenario = self._document.scenario
        others = (current, *scenario.experiment.compare, *scenario.designs)
        target = next((k for k in others if k != baseline and k in scenario.designs), None)
        return [baseline] if target is None else [baseline, target]

    def _recorded(self, traces: dict[str, Trace]) -> None:
        self.bar.show_busy(False)
        if self._asked is not None:
            self._remark = ""
            self._show(self._asked, list(traces.values()), self._next_order)

    def show_opened(self, opened: OpenedTrace) -> None:
        """Show the trace of a file, beside the one of another design that is its like."""
        from models.trace import beside

        if self.client.busy:
            self.client.cancel()
            self.bar.show_busy(False)
        self.clock.play(False)
        self.bar.replication.setValue(opened.trace.heading.replication)
        self._plain, self._remark = opened.scenario, opened.remark
        shown = [recording.trace for recording, _ in self.recordings]
        self.asked.emit()
        self._show(opened.scenario, beside(shown, opened.trace), None)

    def _show(
        self, scenario: Scenario, traces: Sequence[Trace], order: tuple[str, float] | None
    ) -> None:
        """Show traces of a scenario, with an order or without one."""
        from app.window.governed import govern
        from app.window.watching.recording import Recording

        self._order = order
        body = self._built()
        places = list(scenario.designs)
        known = self._plain or self._document.scenario
        self.recordings = [
            # Drawn without the order, so that the next order starts from the scenario itself.
            (Recording(trace, govern(known, design)), places.index(design))
            for trace in traces
            for design in (trace.heading.design,)
        ]
        heading = self.recordings[0][0].trace.heading
        body.show_recordings(self.recordings)
        self.clock.set_span(0.0, heading.horizon_h)
        self._show_drains(body, order)
        if order is not None:
            self.clock.go(order[1])
        self._age()
        self.recorded.emit()
        left_out = "; ".join(self.recordings[0][0].trace.missing)
        told = f"Replication {heading.replication} of seed {heading.seed}"
        self.said.emit(f"{told}: {left_out}" if left_out else told)

    def _show_drains(self, body: Body, order: tuple[str, float] | None) -> None:
        body.drain.setVisible(order is not None)
        if order is None:
            return
        from models.trace import clock_text
        from models.trace.revoking import drains

        fleet, at_h = order
        scenario = self._document.scenario
        title = scenario.workload.fleets[fleet].title or fleet
        sides = [
            (index, scenario.designs[r.design].title or r.design, drains(r.trace, fleet, at_h))
            for r, index in self.recordings
        ]
        names = {key: p.title or key for key, p in scenario.organisation.platforms.items()}
        what = f"{title}: access revoked at {clock_text(at_h)}, same seed run again with this order"
        body.drain.show_drains(what, sides, names)

    def _failed(self, kind: str, text: str, report: str) -> None:
        self.bar.show_busy(False)
        if kind == "defect":
            self.defect.emit(report or text)
        self.said.emit(f"Nothing was recorded: {text}")

    def _forget(self) -> None:
        self.clock.play(False)
        if self.client.busy:
            self.client.cancel()
            self.bar.show_busy(False)
        self.recordings = []
        self._asked = self._order = None
        self._remark = ""
        if self.body is not None:
            self.body.hide()
        self.empty.show()
        self.bar.show_recorded(False, "")

    def _age(self) -> None:
        """Say whether the recording is of the scenario as it stands."""
        if not self.recordings:
            return
        from models.scenario.sameness import same_run

        same = same_run(self.recordings[0][0].governed.scenario, self._document.scenario)
        remarks = [self._remark] if self._remark else []
        remarks += [] if same else ["edited since: record again"]
        self.bar.show_recorded(True, "▲ " * bool(remarks) + "; ".join(remarks))

    # -- the moment ------------------------------------------------------------------------

    def _set_speed(self) -> None:
        self.clock.hours_per_s = self.bar.hours_per_s

    def _moved(self, at_h: float) -> None:
        body = self.body
        if not self.recordings or body is None:
            return
        flight_h = FLIGHT_S * self.clock.hours_per_s if self.bar.moves else 0.0
        for stage in body.stages:
            stage.show_moment(at_h, flight_h)
        self.bar.show_moment(at_h)
        if not body.list.hasFocus() or not body.list.currentIndex().isValid():
            row = body.events.listing.row_at(at_h)
            if row >= 0 and row != body.list.currentIndex().row():
                body.list.setCurrentIndex(body.events.index(row, 0))
        if self._order is not None:
            body.drain.curve.show_moment(at_h - self._order[1])

    def _step(self, by: int) -> None:
        """Go to the next or the previous event of the list."""
        if self.body is None:
            return
        events = self.body.events
        listing, at_h = events.listing, self.clock.at_h
        row = listing.row_at(at_h) + 1 if by > 0 else listing.row_before(at_h)
        if 0 <= row < events.rowCount():
            self.body.list.setCurrentIndex(events.index(row, 0))
            self.clock.go(events.hour_of(row))

    def go_to_filter(self) -> None:
        """Put the keyboard where events are filtered."""
        if self.body is None or not self.recordings:
            self.said.emit("Record first; then its events can be filtered")
            return
        self.asked.emit()
        self.body.filter.kind.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_all_events(self) -> None:
        """Take the filter away."""
        if self.body is not None and self.recordings:
            self.body.filter.take_away()

    def _filtered(self) -> None:
        self._moved(self.clock.at_h)

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        """Say why what was chosen in the list happened, and go there if a person chose it."""
        if not index.isValid() or self.body is None or self.clock.plays:
            return
        events = self.body.events
        self.body.why.show_why(*events.event_of(index.row()))
        if self.body.list.hasFocus():
            self.clock.go(events.hour_of(index.row()))

    def _built(self) -> Body:
        """Return the body; it is built once, and loads what the start need not wait for."""
        self.empty.hide()
        if self.body is None:
            from app.window.watching.body import Body

            self.body = body = Body(self.clock, self._actions)
            body.timeline.stepped.connect(self._step)
            body.filter.changed.connect(self._filtered)
            body.why.change_asked.connect(self.change_asked)
            body.list.selectionModel().currentChanged.connect(self._chosen)
            self._layout.addWidget(body, 1)
        self.body.show()
        return self.body
