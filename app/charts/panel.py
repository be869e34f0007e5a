"""What a panel is: a name, a definition, and a function that draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.charts.looks import Subject
    from app.charts.readings import Reading
    from app.charts.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart.

    Attributes:
        id: Key, and name of its files.
        name: For people.
        text: What is drawn and how it is read.
        rank: Place among the panels; lower first.
        needs: Ids of metrics without which it is not shown.
        title: The finding in words, never stronger than the intervals.
        draw: Draws it on an empty sheet, and says which part shows which row of its table.
        rows: What a row of its table is about, as the head of a column.
        read: Returns its table: all rows, also those that have no room on the sheet.
    """

    id: str
    name: str
    text: str
    rank: int
    needs: tuple[str, ...]
    title: Callable[[Subject], str]
    draw: Callable[[Sheet, Subject], None]
    rows: str
    read: Callable[[Subject], tuple[Reading, ...]]
