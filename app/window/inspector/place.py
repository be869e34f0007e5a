"""Where the keyboard is among the rows, so that it is there again when they were made anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.window.inspector.field_row import FieldRow
from app.window.inspector.link_row import LinkRow

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = FieldRow | LinkRow


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a row.

    Attributes:
        mark: By what the row is known again: path of a field, or object that it leads to.
        part: Accessible name of the part that has the keyboard.
    """

    mark: object
    part: str

    def restore(self, rows: Sequence[Row]) -> None:
        """Put the keyboard there: on the part of that name, else into the row's editor."""
        row = next((row for row in rows if _mark(row) == self.mark), None)
        if row is None:
            return
        parts = row.findChildren(QWidget)
        part = next((part for part in parts if part.accessibleName() == self.part), None)
        if part is not None:
            part.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(row, FieldRow):
            row.focus_editor()


def holder_of(rows: Sequence[Row]) -> Row | None:
    """Return the row that has the keyboard."""
    return next((row for row in rows if row.isAncestorOf(_focus_of(row) or row)), None)


def place_in(rows: Sequence[Row]) -> Place | None:
    """Return where the keyboard is; None: in no row."""
    row = holder_of(rows)
    part = _focus_of(row) if row is not None else None
    return Place(_mark(row), part.accessibleName()) if row is not None and part else None


def _focus_of(row: QWidget) -> QWidget | None:
    return row.window().focusWidget()


def _mark(row: Row) -> object:
    return row.field.path if isinstance(row, FieldRow) else row.ref
