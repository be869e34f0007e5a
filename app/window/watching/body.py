"""What the page Playback consists of once something is recorded."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QMenu,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.window.look.empty_state import EmptyState
from app.window.look.tables import make_read_only
from app.window.watching.contrast_panel import ContrastPanel
from app.window.watching.drain_panel import DrainPanel
from app.window.watching.event_list import EventList
from app.window.watching.filter_bar import FilterBar
from app.window.watching.stage import Stage
from app.window.watching.timeline import Timeline
from app.window.watching.why_panel import WhyPanel
from models.trace import Filter, Listing, filter_about

if TYPE_CHECKING:
    from app.window.actions import Actions
    from app.window.watching.clock import Clock
    from app.window.watching.recording import Recording


_HEAD_PX, _ROW_PX, _LEAST_ROWS = 36, 24, 5
_WHEN_PX, _CELL_PX = 190, 24


class Body(QWidget):
    """Two stages and what is said of them, above the time line and the list of events."""

    def __init__(self, clock: Clock, actions: Actions) -> None:
        """Follow *clock*; *actions* take the filter away, and revoke."""
        super().__init__()
        self._recordings: list[tuple[Recording, int]] = []
        self.stages = (Stage(), Stage())
        self.timeline = Timeline(clock)
        self.events, self.list = EventList(), QTableView()
        self.why, self.drain, self.contrast = WhyPanel(), DrainPanel(), ContrastPanel()
        self.filter = FilterBar(actions)
        self._show_all = actions["view.all_events"]
        self.nothing = EmptyState(
            "",
            "No event passes this filter",
            "Choose another kind, domain, fleet or agent, or take the filter away.",
            "Show all",
            actions["view.all_events"],
        )
        self.side = self._made_side()
        self._set_up_list()
        self.rows = QStackedWidget()
        self.rows.addWidget(self.list)
        self.rows.addWidget(self.nothing)
        self.filter.changed.connect(self.show_filtered)
        across = _splitter(Qt.Orientation.Horizontal, *self.stages, self.side)
        across.setStretchFactor(0, 1)
        across.setStretchFactor(1, 1)
        across.setSizes([460, 460, 330])
        low = QWidget()
        below = _column(low)
        below.addWidget(self.filter)
        below.addWidget(self.timeline)
        below.addWidget(self.rows, 1)
        down = _splitter(Qt.Orientation.Vertical, across, low)
        down.setSizes([370, 210])
        down.setStretchFactor(0, 3)  # of a higher window both get more
        down.setStretchFactor(1, 2)
        _column(self).addWidget(_scrolling(down))

    def show_recordings(self, recordings: list[tuple[Recording, int]]) -> None:
        """Show one or two recordings, each with the place of its design in the file."""
        for stage, (recording, index) in zip(self.stages, recordings, strict=False):
            stage.show_recording(recording, index)
        names = [f"▲ {recording.title}" for recording, _ in recordings]
        room = max(map(self.list.fontMetrics().horizontalAdvance, names), default=0)
        self.list.horizontalHeader().resizeSection(1, room + _CELL_PX)
        self.stages[1].setVisible(len(recordings) > 1)
        self._recordings = recordings
        self.why.forget()
        self.filter.show_recordings(recordings)
        self.show_filtered(self.filter.chosen)
        QTimer.singleShot(0, self, self._show_top)  # once the side has its height

    def _show_top(self) -> None:
        self.side.verticalScrollBar().setValue(0)

    def show_filtered(self, chosen: Filter) -> None:
        """List and mark the events that pass a filter, and say how many those are."""
        listing = Listing([recording.trace for recording, _ in self._recordings], chosen)
        self.events.show_listing(self._recordings, listing)
        self.timeline.show_listing(self._recordings, listing)
        self.filter.show_listing(listing)
        self.rows.setCurrentWidget(self.list if len(listing) else self.nothing)
        QTimer.singleShot(0, self, self._show_current)  # once the list has its height

    def _show_current(self) -> None:
        self.list.scrollTo(self.list.currentIndex(), QTableView.ScrollHint.PositionAtCenter)

    def narrowing(self, row: int) -> list[tuple[str, Filter]]:
        """Return what the event of a row could narrow the list to: words, and the filter."""
        recording, event = self.events.event_of(row)
        trace, now = recording.trace, self.filter.chosen
        about = filter_about(trace, event)
        found = [("Only this kind", replace(now, kinds=about.kinds))]
        if about.domain:
            name = trace.names.of("platform", about.domain)
            found.append((f"Only {name}", replace(now, domain=about.domain)))
        fleet = replace(now, fleet=about.fleet, agent="")
        if about.fleet:
            found.append((f"Only the fleet {trace.called(about.fleet)}", fleet))
        if about.agent:
            found.append((f"Only {trace.called(about.agent)}", replace(fleet, agent=about.agent)))
        return found

    def _offer_narrowing(self, at: QPoint) -> None:
        """Open the menu of the current event, where the mouse or the keyboard asks for it."""
        row = self.list.currentIndex().row()
        if row < 0:
            return
        menu = QMenu(self.list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, wanted in self.narrowing(row):
            menu.addAction(words.replace("&", "&&")).triggered.connect(
                partial(self.filter.choose, wanted)
            )
        menu.addSeparator()
        menu.addAction(self._show_all)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def _made_side(self) -> QScrollArea:
        content = QWidget()
        content.setObjectName("side")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(12)
        layout.addWidget(self.contrast)
        layout.addWidget(self.drain)
        layout.addWidget(self.why)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(260)
        area.setAccessibleName("Why, and what an order ended")
        area.setWidget(content)
        return area

    def _set_up_list(self) -> None:
        view = self.list
        view.setModel(self.events)
        tip = (
            "Choose an event to go there and to read why it happened; the menu key or a right "
            "click narrows the list to events like it."
        )
        head = make_read_only(view, "Events", tip, one=True)
        view.verticalHeader().setDefaultSectionSize(_ROW_PX)
        view.setMinimumHeight(_HEAD_PX + _LEAST_ROWS * _ROW_PX)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._offer_narrowing)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(0, _WHEN_PX)


def _column(widget: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout


def _scrolling(content: QWidget) -> QScrollArea:
    """Return an area in which *content* keeps its least height where a window has too little."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName("Playback")
    area.setWidget(content)
    return area


def _splitter(orientation: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    made = QSplitter(orientation)
    made.setHandleWidth(1)
    made.setChildrenCollapsible(False)
    for widget in widgets:
        made.addWidget(widget)
    return made
