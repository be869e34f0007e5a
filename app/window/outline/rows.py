"""The rows of the outline: changed where the scenario changed, and nowhere else."""

from __future__ import annotations

from itertools import takewhile
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

    @property
    def has_all_platforms(self) -> bool:
        """Whether there is a row for every platform, as there is unless an edit is under way."""
        platforms = collection(self._document.scenario, "platform")
        return all(ObjectRef("platform", each) in self.items for each in platforms)

    def refresh_platforms(self) -> None:
        """Follow the design that is looked at: it changes what is remarked on platforms."""
        self.changed_rows = 0
        for platform in collection(self._document.scenario, "platform"):
            self._write(ObjectRef("platform", platform))

    def _said_by(self, design: str) -> Iterator[ObjectRef]:
        for kind in OF_DESIGNS:
            for key in collection(self._document.scenario, kind, design):
                yield ObjectRef(kind, key, design)

    def _sync(self, parent: QStandardItem, wanted: Sequence[ObjectRef]) -> None:
        """Let the rows below *parent* be those of *wanted*, in their order."""
        self._take_out(parent, set(wanted))
        at = 0
        while at < len(wanted):
            ref = wanted[at]
            if at < parent.rowCount() and parent.child(at).data(REF) == ref:
                self._write(ref)
            elif (known := self.items.get(ref)) is not None:
                parent.insertRow(at, parent.takeRow(known.row()))
                self._write(ref)
                self.changed_rows += 1
            else:  # all that are new here come at once: views look at what comes each time
                new = [*takewhile(lambda each: each not in self.items, wanted[at:])]
                parent.insertRows(at, [self._row(each) for each in new])
                self.changed_rows += len(new)
                at += len(new) - 1
            at += 1

    def _take_out(self, parent: QStandardItem, kept: set[ObjectRef]) -> None:
        """Remove the rows below *parent* that are of no object any more, neighbours at once."""
        gone = [parent.child(at).data(REF) not in kept for at in range(parent.rowCount())]
        end = len(gone)
        while end > 0:
            start = end - 1
            while gone[end - 1] and start > 0 and gone[start - 1]:
                start -= 1
            if gone[end - 1]:
                for at in range(start, end):
                    self._forget(parent.child(at))
                parent.removeRows(start, end - start)
                self.changed_rows += end - start
            end = start

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
                gaps = {path for held, _ in governed.controls(ref.id) for path in held.weaker}
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
