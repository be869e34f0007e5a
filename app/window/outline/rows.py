"""The rows of the outline: changed where the scenario changed, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from app.window.look import appearance, icon
from app.window.objects import COLLECTIONS, OF_DESIGNS, PLURALS, ObjectRef, collection, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.window.document import Document

REF = Qt.ItemDataRole.UserRole
NOTE = Qt.ItemDataRole.UserRole + 1
KIND = Qt.ItemDataRole.UserRole + 2
"""Roles: the object of a row, the remark at its end, the kind of a group."""

_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class Rows(QObject):
    """A model with one row for each group and, below it, each object.

    Attributes:
        model: What a view shows.
        changed_rows: How many rows the last refresh touched.
    """

    def __init__(self, document: Document) -> None:
        """List nothing yet."""
        super().__init__()
        self._document = document
        self.model = QStandardItemModel(self)
        self.items: dict[ObjectRef, QStandardItem] = {}
        self.groups: dict[str, QStandardItem] = {}
        self.changed_rows = 0

    def rebuild(self) -> None:
        """List everything anew: another file, other colours."""
        self.model.clear()
        self.items.clear()
        self.groups.clear()
        head = self._row(ObjectRef("scenario"))
        self.model.appendRow(head)
        for kind in COLLECTIONS:
            group = QStandardItem(icon(kind, _colour(kind)), PLURALS[kind])
            group.setData(kind, KIND)
            group.setSelectable(True)
            group.setEditable(False)
            self.groups[kind] = group
            self.model.appendRow(group)
        self.refresh()

    def refresh(self) -> None:
        """Follow the scenario: rows come, go and are written anew only where they differ."""
        self.changed_rows = 0
        scenario = self._document.scenario
        self._write(ObjectRef("scenario"))
        for kind, group in self.groups.items():
            self._sync(group, [ObjectRef(kind, key) for key in collection(scenario, kind)])
            self._count(group, kind, group.rowCount())
        for design in scenario.designs:
            self._sync(self.items[ObjectRef("design", design)], list(self._said_by(design)))

    def _said_by(self, design: str) -> Iterator[ObjectRef]:
        for kind in OF_DESIGNS:
            for key in collection(self._document.scenario, kind, design):
                yield ObjectRef(kind, key, design)

    def _sync(self, parent: QStandardItem, wanted: Sequence[ObjectRef]) -> None:
        """Let the rows below *parent* be those of *wanted*, in their order."""
        kept = set(wanted)
        for at in reversed(range(parent.rowCount())):
            ref = parent.child(at).data(REF)
            if ref not in kept:
                self._forget(parent.child(at))
                parent.removeRow(at)
                self.changed_rows += 1
        for at, ref in enumerate(wanted):
            if at < parent.rowCount() and parent.child(at).data(REF) == ref:
                self._write(ref)
                continue
            known = self.items.get(ref)
            row = parent.takeRow(known.row()) if known is not None else [self._row(ref)]
            parent.insertRow(at, row)
            self._write(ref)
            self.changed_rows += 1

    def _forget(self, item: QStandardItem) -> None:
        self.items.pop(item.data(REF), None)
        for at in range(item.rowCount()):
            self._forget(item.child(at))

    def _row(self, ref: ObjectRef) -> QStandardItem:
        item = QStandardItem()
        item.setData(ref, REF)
        item.setEditable(True)
        if ref.kind in ("scenario", *OF_DESIGNS):
            item.setIcon(icon(ref.kind, appearance().theme.muted))
        self.items[ref] = item
        self._write(ref)
        return item

    def _write(self, ref: ObjectRef) -> None:
        """Write a row anew if its name or its remark is another one."""
        item = self.items[ref]
        title, note = title_of(self._document.scenario, ref), self._note_of(ref)
        if item.text() == title and item.data(NOTE) == note:
            return
        item.setText(title)
        item.setData(note, NOTE)
        kind = "rule" if ref.kind == "rule" else ""
        item.setData(" ".join(f"{title} {ref.id} {note} {kind}".split()), _SPOKEN)
        item.setToolTip(f"{title}\n{'.'.join(ref.path)}" if ref.id else title)
        self.changed_rows += 1

    def _count(self, group: QStandardItem, kind: str, number: int) -> None:
        note = str(number) if number else "none yet"
        if group.data(NOTE) != note:
            group.setData(note, NOTE)
            group.setData(f"{PLURALS[kind]}, {note}", _SPOKEN)
            group.setToolTip("Insert adds one." if number else "None yet: Insert adds one.")

    def _note_of(self, ref: ObjectRef) -> str:
        scenario = self._document.scenario
        match ref.kind:
            case "platform":
                governed = self._document.governed()
                gaps = {
                    path
                    for control, _ in governed.controls(ref.id)
                    for path, origin in control.origins.items()
                    if origin.gap == "weaker"
                }
                return f"◆ {len(gaps)}" if gaps else ""
            case "fleet":
                fleet = scenario.workload.fleets[ref.id]
                return str(fleet.agents) if fleet.uses else "uses nothing"
            case "design" if ref.id == scenario.experiment.baseline:
                return "baseline"
            case "exception":
                return ref.kind
            case _:
                return ""


def _colour(kind: str) -> str:
    theme = appearance().theme
    return theme.kinds.get(kind, theme.muted)
