"""The page Playback: two designs side by side and in step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.window.look.empty_state import EmptyState
from app.window.watching.asked import Asked
from app.window.watching.client import RecordingClient
from app.window.watching.clock import STEP_MS, Clock
from app.window.watching.controls import ControlBar
from app.window.watching.flight import FLIGHT_S

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from app.window.actions import Actions
    from app.window.document import Document
    from app.window.watching.body import Body
    from app.window.watching.recording import Recording
    from app.window.watching.wish import Wish
    from models.scenario import Scenario
    from models.trace import OpenedTrace, Trace
    from models.trace.revoking import Revocation


class PlaybackPage(QWidget):
    """Records one replication of two designs and plays it.

    `asked` says that the page should be looked at; `said` carries a sentence for the status bar,
    `defect` a report, `change_asked` the wish that a control behind an event were otherwise.
    """

    said = Signal(str)
    defect = Signal(str)
    change_asked = Signal(object)
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
        self._asked: Asked | None = None
        self._shown: Asked | None = None
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
        self.bar.record.clicked.connect(self._record_or_cancel)
        self.bar.play.clicked.connect(lambda: self.clock.play(not self.clock.plays))
        self.bar.speed.currentIndexChanged.connect(self._set_speed)
        self.bar.motion.toggled.connect(lambda _on: self._moved(self.clock.at_h))
        self.clock.moved.connect(self._moved)
        self.clock.played.connect(self._played)
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
        self._record(Asked(scenario or self._document.scenario), self._designs())

    def revoke(self) -> None:
        """Order that the chosen fleet or agent loses its access now; run the same seed again."""
        fleet = self.body.filter.chosen_fleet if self.body is not None else ""
        if self.body is None or not self.recordings or not fleet:
            self.said.emit("Record first, then choose a fleet and a moment to revoke at")
            return
        from models.trace.revoking import Revocation, holder_at

        at_h = min(max(self.clock.at_h, 0.0), self.clock.to_h - 1.0)
        last, name = self.recordings[-1][0], self.body.filter.chosen.agent
        order = Revocation(fleet, at_h)
        if name:
            agent = last.trace.agents_by_name.get(name, -1)
            order = Revocation(fleet, at_h, int(last.trace.agent_slot[agent]) + 1)
            if agent < 0 or holder_at(last.trace, order) != agent:
                self.said.emit(
                    f"{last.trace.called(name)} is not at work at this moment: choose another one"
                )
                return
        self._record(Asked(last.governed.scenario, order), self._designs())

    def rerun(self, wish: Wish, scenario: Scenario) -> None:
        """Run the seed of a recording again, and show it before and after what was changed.

        Args:
            wish: The recording before the change, and why it was changed.
            scenario: The scenario after it.
        """
        from models.trace import to_rerun

        heading = wish.recording.trace.heading
        self.bar.replication.setValue(heading.replication)
        asked = Asked(to_rerun(scenario, heading), wish.order, wish)
        self._record(asked, [heading.design])

    def _record_or_cancel(self) -> None:
        """Do what the button says."""
        if not self.client.busy:
            self.record()
            return
        self._stop_recording()
        self._age()
        self.said.emit("The recording was cancelled")

    def _record(self, asked: Asked, designs: list[str]) -> None:
        self.asked.emit()
        self.clock.play(False)
        self._stop_recording()
        try:
            scenario = asked.scenario
        except (KeyError, ValueError):
            # The scenario was changed since: its fleet is gone, or it ends before the order.
            text = "the order of this recording does not fit the scenario as it stands any more"
            self._failed("environment", text, "")
            return
        self._asked = asked
        self.bar.show_busy(True)
        self.said.emit("Recording")
        self.client.record(scenario, designs, self.bar.replication.value())

    def _stop_recording(self) -> None:
        if self.client.busy:
            self.client.cancel()
        self.bar.show_busy(False)

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
            self._show(self._asked, list(traces.values()))

    def show_opened(self, opened: OpenedTrace) -> None:
        """Show the trace of a file, beside the one of another design that is its like."""
        from models.trace import beside

        self._stop_recording()
        self.clock.play(False)
        self.bar.replication.setValue(opened.trace.heading.replication)
        shown = [recording.trace for recording, _ in self.recordings]
        self.asked.emit()
        asked = Asked(opened.scenario, remark=opened.remark)
        self._show(asked, beside(shown, opened.trace))

    def _show(self, asked: Asked, traces: Sequence[Trace]) -> None:
        """Show traces: of several designs, or of one before and after a change."""
        from app.window.governed import govern
        from app.window.watching.recording import Recording

        self._shown, wish = asked, asked.wish
        body = self._built()
        places = list(asked.plain.designs)
        self.recordings = [
            (
                Recording(
                    trace,
                    govern(asked.plain, trace.heading.design),
                    "after" if wish is not None else "",
                ),
                places.index(trace.heading.design),
            )
            for trace in traces
        ]
        if wish is not None:
            earlier = Recording(wish.recording.trace, wish.recording.governed, "before")
            self.recordings.insert(0, (earlier, self.recordings[0][1]))
        heading = traces[0].heading
        body.show_recordings(self.recordings)
        self.clock.set_span(0.0, heading.horizon_h)
        self._show_drains(body, asked.order)
        self._show_contrast(body, wish)
        self._age()
        self.recorded.emit()
        left_out = "; ".join(traces[0].missing)
        told = f"Replication {heading.replication} of seed {heading.seed}"
        self.said.emit(f"{told}: {left_out}" if left_out else told)

    def _show_drains(self, body: Body, order: Revocation | None) -> None:
        body.drain.setVisible(order is not None)
        if order is None:
            return
        from models.trace import clock_text
        from models.trace.revoking import drains, holder_at

        last = self.recordings[-1][0]
        scenario = last.governed.scenario
        title = scenario.workload.fleets[order.fleet].title or order.fleet
        if order.place is not None:
            title = last.trace.agent_title(holder_at(last.trace, order))
        sides = [(index, r.title, drains(r.trace, order)) for r, index in self.recordings]
        names = {key: p.title or key for key, p in scenario.organisation.platforms.items()}
        what = (
            f"{title}: access revoked at {clock_text(order.at_h)}, same seed run again with "
            "this order"
        )
        body.drain.show_drains(what, order.at_h, sides, names)
        self.clock.go(order.at_h)

    def _show_contrast(self, body: Body, wish: Wish | None) -> None:
        """Say what a change did to the event that it was made for, and go there."""
        body.contrast.setVisible(wish is not None)
        if wish is None:
            return
        from models.trace import contrast
        from models.trace.rerunning import changes_in_words

        (before, _), (after, _) = self.recordings
        changes = changes_in_words(before.governed.scenario, after.governed.scenario)
        found = contrast(before.trace, wish.event, after.trace)
        body.contrast.show_contrast(changes, found)
        self.clock.go(float(before.trace.events["at_h"][wish.event]))

    @property
    def contrasted(self) -> Wish | None:
        """What was changed between the two recordings that are shown; None: nothing."""
        return self._shown.wish if self._shown is not None else None

    def _ask_for_change(self, wish: Wish) -> None:
        order = self._shown.order if self._shown is not None else None
        self.change_asked.emit(replace(wish, order=order))

    def _failed(self, kind: str, text: str, report: str) -> None:
        self.bar.show_busy(False)
        if kind == "defect":
            self.defect.emit(report or text)
        told = f"Nothing was recorded: {text}"
        self.bar.state.show_text(f"✕ {told}")
        self.said.emit(told)

    def _forget(self) -> None:
        self.clock.play(False)
        self._stop_recording()
        self.recordings = []
        self._asked = self._shown = None
        if self.body is not None:
            self.body.hide()
        self.empty.show()
        self.bar.show_recorded(False, "")

    def _age(self) -> None:
        """Say whether the recording is of the scenario as it stands."""
        if not self.recordings:
            self.bar.state.show_text("")
            return
        from models.scenario.sameness import same_run

        same = same_run(self.recordings[-1][0].governed.scenario, self._document.scenario)
        remarks = [self._shown.remark] if self._shown is not None and self._shown.remark else []
        remarks += [] if same else ["edited since: record again"]
        self.bar.show_recorded(True, "▲ " * bool(remarks) + "; ".join(remarks))

    # -- the moment ------------------------------------------------------------------------

    def _played(self, plays: bool) -> None:
        self.bar.show_playing(plays)
        if not plays and self.body is not None and self.body.list.currentIndex().isValid():
            row = self.body.list.currentIndex().row()
            self.body.why.show_why(*self.body.events.event_of(row))

    def _set_speed(self) -> None:
        self.clock.hours_per_s = self.bar.hours_per_s

    def _moved(self, at_h: float) -> None:
        body = self.body
        if not self.recordings or body is None:
            return
        flight_h = self.clock.hours_per_s * (FLIGHT_S if self.bar.moves else STEP_MS / 1000.0)
        for stage in body.stages:
            stage.show_moment(at_h, flight_h, moves=self.bar.moves)
        self.bar.show_moment(at_h)
        if not body.list.hasFocus() or not body.list.currentIndex().isValid():
            row = body.events.listing.row_at(at_h)
            if row >= 0 and row != body.list.currentIndex().row():
                body.list.setCurrentIndex(body.events.index(row, 0))
        if self._shown is not None and self._shown.order is not None:
            body.drain.show_moment(at_h)

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
        if not index.isValid() or self.body is None:
            return
        if self.clock.plays and not self.body.list.hasFocus():
            self.body.why.rest()
            return
        events = self.body.events
        self.body.why.show_why(*events.event_of(index.row()))
        if self.body.list.hasFocus():
            self.clock.go(events.hour_of(index.row()))

    def _built(self) -> Body:
        """Return the body; it is built once, and loads what the start need not wait for."""
        had_focus = self.empty.button.hasFocus()
        self.empty.hide()
        if self.body is None:
            from app.window.watching.body import Body

            self.body = body = Body(self.clock, self._actions)
            body.timeline.stepped.connect(self._step)
            body.filter.changed.connect(self._filtered)
            body.why.change_asked.connect(self._ask_for_change)
            body.list.selectionModel().currentChanged.connect(self._chosen)
            self._layout.addWidget(body, 1)
        self.body.show()
        if had_focus:  # Space plays at once
            self.body.timeline.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.body
