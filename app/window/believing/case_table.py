"""A table of cases: what is checked, and what was found, or that nothing was yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from app.window.believing.kept import NOT_RUN
from app.window.look.tables import make_read_only

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.window.believing.kept import Found

_ID = Qt.ItemDataRole.UserRole
_GOOD, _BAD = "✓", "✗"


class CaseTable(QTableWidget):
    """One row a case, or several where a case has several numbers."""

    def __init__(
        self, name: str, heads: Sequence[str], shown: Sequence[int], known: Mapping[int, int]
    ) -> None:
        """Start empty.

        Args:
            name: Name of the table.
            heads: Heads of the whole texts of a row; the key first, the verdict last.
            shown: Which of them are columns, the second of which takes the room that is left.
            known: Which text is known before a run, by its place in a listed case.
        """
        super().__init__(0, len(shown))
        self._heads, self._shown, self._known = heads, shown, known
        self.setHorizontalHeaderLabels([heads[at][:1].upper() + heads[at][1:] for at in shown])
        head = make_read_only(self, name, f"{name}; select rows to run only these.")
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def show_cases(
        self, cases: Sequence[Sequence[str]], found: Mapping[str, Found], engine: str
    ) -> None:
        """Show every case with what was found on this machine."""
        self.setRowCount(0)
        for case in cases:
            result = found.get(case[0])
            if result is None:
                texts = [""] * len(self._heads)
                for at, entry in self._known.items():
                    texts[at] = case[entry]
                self._add(case[0], [*texts[:-1], NOT_RUN], "")
                continue
            old = "" if result.engine == engine else f" (engine {result.engine}: run it again)"
            for row, good, told in result.rows:
                verdict = f"{_GOOD if good else _BAD} {row[-1]}, {result.day}{old}"
                self._add(case[0], [*row[:-1], verdict], told)

    def _add(self, key: str, texts: Sequence[str], told: str) -> None:
        at = self.rowCount()
        self.insertRow(at)
        whole = "\n".join(
            f"{head}: {text}" for head, text in zip(self._heads, texts, strict=True) if text
        )
        for column, place in enumerate(self._shown):
            text = texts[place] if place else key.replace("_", " ").capitalize()
            item = QTableWidgetItem(text)
            item.setData(_ID, key)
            item.setToolTip(f"{told}\n{whole}".strip())
            self.setItem(at, column, item)

    @property
    def chosen(self) -> list[str]:
        """Keys of the selected cases, each once, in order."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return list(dict.fromkeys(str(self.model().index(row, 0).data(_ID)) for row in rows))
