"""The events of both designs in order of time; only what is in sight is put into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.tokens import design_mark
from app.window.look import appearance
from models.trace import Listing, clock_text, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.window.watching.recording import Recording

_HEADS = ("When", "Design", "What happened")
_ROOT = QModelIndex()


class EventList(QAbstractTableModel):
    """The rows of a listing, in words."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._recordings: Sequence[tuple[Recording, int]] = ()
        self.listing = Listing()

    def show_listing(self, recordings: Sequence[tuple[Recording, int]], listing: Listing) -> None:
        """Show the events of recordings that a filter lets pass.

        Args:
            recordings: Each with the place of its design in the file.
            listing: What passes, of their traces.
        """
        self.beginResetModel()
        self._recordings, self.listing = recordings, listing
        self.endResetModel()

    def hour_of(self, row: int) -> float:
        """Return when the event of a row happened, hours."""
        return float(self.listing.hours[row])

    def event_of(self, row: int) -> tuple[Recording, int]:
        """Return the recording and the number of the event of a row."""
        return self._recordings[int(self.listing.side[row])][0], int(self.listing.event[row])

    # -- what Qt asks ----------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Return how many events there are."""
        return 0 if parent.isValid() else len(self.listing)

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
        place = self._recordings[int(self.listing.side[row])][1]
        mark = design_mark(appearance().theme, place)
        if role == Qt.ItemDataRole.ForegroundRole and column == 1:
            return QColor(mark.colour)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if column == 0:
            return clock_text(self.hour_of(row))
        if column == 1:
            return f"{recording.sign(appearance().theme, place)} {recording.title}"
        return sentence(recording.trace, event)
