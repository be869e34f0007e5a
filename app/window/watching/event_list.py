"""The events of both designs in order of time; only what is in sight is put into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.tokens import design_mark
from app.window.look import appearance
from app.window.watching.recording import GROUPS, SHOWN
from models.trace import clock_text, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.window.watching.recording import Recording

_HEADS = ("When", "Design", "What happened")
_ROOT = QModelIndex()
ALL = "What matters"


class EventList(QAbstractTableModel):
    """One row an event; `row_at` finds the row of a moment."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._recordings: Sequence[tuple[Recording, int]] = ()
        self._hours = np.zeros(0)
        self._side = np.zeros(0, dtype=np.int64)
        self._event = np.zeros(0, dtype=np.int64)
        self.group, self.fleet = ALL, ""

    def show_recordings(self, recordings: Sequence[tuple[Recording, int]]) -> None:
        """Show recordings, each with the place of its design in the file."""
        self._recordings = recordings
        self.choose(self.group, self.fleet)

    def choose(self, group: str, fleet: str) -> None:
        """Show a group of kinds, of one fleet (empty: of all)."""
        self.beginResetModel()
        self.group, self.fleet = group, fleet
        kinds = GROUPS.get(group, SHOWN)
        hours, sides, events = [], [], []
        for side, (recording, _index) in enumerate(self._recordings):
            trace, agents = recording.trace, None
            if fleet in trace.heading.fleets:
                number = trace.heading.fleets.index(fleet)
                agents = np.flatnonzero(trace.agent_fleet == number).tolist()
            found = trace.find(kinds, agents)
            hours.append(trace.events["at_h"][found])
            events.append(found)
            sides.append(np.full(len(found), side))
        if hours:
            whole = np.concatenate(hours)
            order = np.argsort(whole, kind="stable")
            self._hours = whole[order]
            self._side = np.concatenate(sides)[order]
            self._event = np.concatenate(events)[order]
        else:
            self._hours = np.zeros(0)
        self.endResetModel()

    def row_at(self, at_h: float) -> int:
        """Return the last row that is not after a moment, -1 if there is none."""
        return int(np.searchsorted(self._hours, at_h, side="right")) - 1

    def row_before(self, at_h: float) -> int:
        """Return the last row before a moment, -1 if there is none."""
        return int(np.searchsorted(self._hours, at_h)) - 1

    def hour_of(self, row: int) -> float:
        """Return when the event of a row happened, hours."""
        return float(self._hours[row])

    def event_of(self, row: int) -> tuple[Recording, int]:
        """Return the recording and the number of the event of a row."""
        return self._recordings[int(self._side[row])][0], int(self._event[row])

    # -- what Qt asks ----------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Return how many events there are."""
        return 0 if parent.isValid() else len(self._hours)

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Return how many columns there are."""
        return len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _HEADS[section]
        return None

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return what a cell says."""
        row, column = index.row(), index.column()
        recording, event = self.event_of(row)
        place = self._recordings[int(self._side[row])][1]
        mark = design_mark(appearance().theme, place)
        if role == Qt.ItemDataRole.ForegroundRole and column == 1:
            return QColor(mark.colour)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if column == 0:
            return clock_text(self.hour_of(row))
        if column == 1:
            title = recording.governed.scenario.designs[recording.design].title
            return f"{mark.glyph} {title or recording.design}"
        return sentence(recording.trace, event)
