"""In what two designs differ, as a list that can be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

from app.window.designs.matrix_model import path_label
from app.window.look.tables import make_read_only

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from models.profile import DesignProfile
    from models.scenario import Scenario

Row = tuple[str, str, str, str]
_DIRECTORY = "Directory"


class DifferenceList(QTableWidget):
    """A row for each control and the domains that change alike; Ctrl+C copies."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(0, 4)
        tip = "What differs between the two designs; Ctrl+C copies it as text."
        make_read_only(self, "What differs between the two designs", tip)
        self.setWordWrap(True)
        self._heads: Row = ("", "", "", "")

    def show_between(
        self, scenario: Scenario, profiles: tuple[DesignProfile, DesignProfile], search: str
    ) -> None:
        """List what differs between two designs, in controls that *search* is found in."""
        one, other = (profile.title for profile in profiles)
        self._heads = ("Control", "Where", one, other)
        for at, name in enumerate(self._heads):
            head = QTableWidgetItem(name)
            head.setToolTip(name)
            self.setHorizontalHeaderItem(at, head)
        wanted = search.strip().lower()
        rows = [row for row in differing(scenario, profiles) if wanted in row[0].lower()]
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(at, column, item)
        self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give rows the height that their texts need in the new width."""
        super().resizeEvent(event)
        self.resizeRowsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy on Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected rows, or all, on the clipboard, with tabs between columns."""
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        lines = ["\t".join(self._heads)]
        for at in chosen or range(self.rowCount()):
            cells = [self.model().index(at, column) for column in range(4)]
            texts = [str(cell.data()) for cell in cells]
            lines.append("\t".join(text.replace("\n", "; ") for text in texts))
        QGuiApplication.clipboard().setText("\n".join(lines) + "\n")


def differing(scenario: Scenario, profiles: tuple[DesignProfile, DesignProfile]) -> list[Row]:
    """Return control, places, and what either design says there, bindings first."""
    from app.report.designs import binding_rows, differences
    from app.report.naming import Titles
    from models.profile import describe

    titles = Titles(scenario)
    rows: list[Row] = [
        (_DIRECTORY, platforms, one, other)
        for platforms, (one, other) in binding_rows(list(profiles), titles)
        if one != other
    ]
    if not scenario.workload.fleets:
        return rows
    for each in differences([describe(profile) for profile in profiles], titles):
        said = (
            "\n".join(f"{value} ({fleets})" if fleets else value for value, fleets, _ in cell.lines)
            for cell in each.cells
        )
        one, other = said
        rows.append((path_label(each.setting), each.platforms, one, other))
    return rows
