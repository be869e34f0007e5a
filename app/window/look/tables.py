"""What all tables that are only read have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView


def make_read_only(table: QTableView, name: str, tip: str, *, one: bool = False) -> QHeaderView:
    """Let a table be read: whole rows are selected, Tab leads on, columns share the room.

    Args:
        table: The table.
        name: What it is, for who cannot see it.
        tip: What can be done with it.
        one: Whether one row is selected at a time.

    Returns:
        The heads of its columns, for other widths.
    """
    table.setAccessibleName(name)
    table.setToolTip(tip)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    if one:
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)  # arrows walk the rows
    table.setShowGrid(False)
    table.verticalHeader().hide()
    head = table.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return head
