"""What the page Playback consists of once something is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.window.look.tables import make_read_only
from app.window.watching.drain_panel import DrainPanel
from app.window.watching.event_list import EventList
from app.window.watching.stage import Stage
from app.window.watching.timeline import Timeline
from app.window.watching.why_panel import WhyPanel

if TYPE_CHECKING:
    from app.window.watching.clock import Clock
    from app.window.watching.recording import Recording


class Body(QWidget):
    """Two stages and what is said of them, above the time line and the list of events."""

    def __init__(self, clock: Clock) -> None:
        """Follow *clock*."""
        super().__init__()
        self.stages = (Stage(), Stage())
        self.timeline = Timeline(clock)
        self.events, self.list = EventList(), QTableView()
        self.why, self.drain = WhyPanel(), DrainPanel()
        self._set_up_list()
        across = _splitter(Qt.Orientation.Horizontal, *self.stages, self._side())
        across.setStretchFactor(0, 1)
        across.setStretchFactor(1, 1)
        across.setSizes([460, 460, 330])
        low = QWidget()
        below = _column(low)
        below.addWidget(self.timeline)
        below.addWidget(self.list, 1)
        down = _splitter(Qt.Orientation.Vertical, across, low)
        down.setSizes([360, 190])
        down.setStretchFactor(0, 1)
        _column(self).addWidget(down)

    def show_recordings(self, recordings: list[tuple[Recording, int]]) -> None:
        """Show one or two recordings, each with the place of its design in the file."""
        for stage, (recording, index) in zip(self.stages, recordings, strict=False):
            stage.show_recording(recording, index)
        self.stages[1].setVisible(len(recordings) > 1)
        self.timeline.show_recordings(recordings)
        self.events.show_recordings(recordings)
        self.why.forget()

    def _side(self) -> QWidget:
        content = QWidget()
        content.setObjectName("side")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(12)
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
        tip = "Choose an event to go there and to read why it happened."
        head = make_read_only(view, "Events", tip, one=True)
        view.verticalHeader().setDefaultSectionSize(24)
        view.setMinimumHeight(90)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(0, 110)
        head.resizeSection(1, 140)


def _column(widget: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout


def _splitter(orientation: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    made = QSplitter(orientation)
    made.setHandleWidth(1)
    made.setChildrenCollapsible(False)
    for widget in widgets:
        made.addWidget(widget)
    return made
