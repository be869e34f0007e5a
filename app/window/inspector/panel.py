"""The panel on the right: what is selected, its fields, and what the design makes of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.window.document import Document, Draft, refusal_of
from app.window.inspector.changes import committed, removed, reset, retold
from app.window.inspector.field import Field
from app.window.inspector.field_row import FieldRow
from app.window.inspector.fields import fields_of
from app.window.inspector.labels import text_label
from app.window.inspector.link_row import LinkRow
from app.window.inspector.place import holder_of, place_in
from app.window.inspector.relations import summary_of
from app.window.inspector.resetting import becoming
from app.window.inspector.several import common_fields
from app.window.inspector.sources import with_sources
from app.window.inspector.surroundings import Surroundings
from app.window.objects import ObjectRef, find, title_of
from models.errors import ScenarioError
from models.scenario.ordering import moved, order_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.window.actions import Actions
    from app.window.inspector.profile_rows import ProfileList
    from app.window.inspector.profile_section import ProfileSection
    from models.scenario import Scenario

_PATHS = "write one such as `workload.hops_per_task`"


class Inspector(QScrollArea):
    """Shows and edits the selected object of the document."""

    said = Signal(str)

    def __init__(self, document: Document) -> None:
        """Look at *document*."""
        super().__init__()
        self._document = document
        self._ref = ObjectRef("scenario")
        self.rows: list[FieldRow] = []
        self._head: tuple[QLabel, ...] = ()
        self._around: Surroundings | None = None
        self._turn = document.pace.join()
        self._whole = False
        self._sourced: set[tuple[str, ...]] = set()
        self._content: QWidget | None = None
        body = QWidget()
        body.setObjectName("content")
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(0, 0, 0, 0)
        self.setWidget(body)
        self.setObjectName("side")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Inspector")
        document.selection_changed.connect(self._turn_to)
        document.design_changed.connect(self._turn_to)
        document.opened.connect(self.rebuild)
        document.scenario_changed.connect(self.refresh)
        self._turn.came.connect(self._refresh_around)

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands on fields ask for."""
        actions.on("edit.reset", self.reset_current)
        actions.on("object.earlier", partial(self.move_current, -1))
        actions.on("object.later", partial(self.move_current, 1))

    def settle(self) -> None:
        """Take over what is being typed, as if the keyboard had gone elsewhere."""
        pending = self._pending()
        if pending is not None:
            self._commit(*pending)

    def _pending(self) -> tuple[Field, str] | None:
        row = self._holder()
        text = row.pending if isinstance(row, FieldRow) else None
        return (row.field, text) if isinstance(row, FieldRow) and text is not None else None

    def _turn_to(self) -> None:
        """Show something else; what was being typed is taken over, or kept as a draft."""
        pending = self._pending()
        self.rebuild()
        if pending is not None:
            self._commit(*pending)

    # -- building ------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Show what is selected now."""
        if not self._document.is_open:
            return
        selection = self._document.selection
        self._ref = selection[0] if len(selection) == 1 else ObjectRef("scenario")
        for row in self.rows:
            row.blockSignals(True)  # what is going away commits nothing
        self._turn.skip()
        self.rows, self._around = [], None
        self._head = ()
        content = QWidget()
        content.setObjectName("content")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        if len(selection) > 1:
            self._add_several(layout, selection)
        else:
            self._add_object(layout)
        layout.addStretch(1)
        old = self._content
        if old is not None:  # one of its rows may be what asked for this
            old.hide()
            self._body.removeWidget(old)
            old.deleteLater()
        self._content = content
        self._body.addWidget(content)
        # At once, level by level: drawn before, rows would stand squashed in the room of others.
        content.show()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _add_object(self, layout: QVBoxLayout) -> None:
        scenario, governed = self._document.scenario, self._document.governed()
        self._head = (
            text_label(title_of(scenario, self._ref), "title"),
            text_label(summary_of(governed, self._ref), "muted"),
        )
        for label in self._head:
            layout.addWidget(label)
        for field in self._fields():
            self._add_field(layout, field)
        self._surround(layout, (self._ref,))

    def _fields(self) -> list[Field]:
        """Return the fields of what is selected, as they stand now."""
        scenario, selection = self._document.scenario, self._document.selection
        if len(selection) > 1:
            return common_fields(scenario, selection)
        found = fields_of(scenario, self._ref)
        if self._ref.kind == "scenario":
            inner = [field for field in found if len(field.path) > 1 or field.editor == "heading"]
            head = [field for field in found if field not in inner]
            experiment = fields_of(scenario, ObjectRef("experiment"))
            heading = Field(("experiment",), "Experiment", "", "heading")
            found = [*head, heading, *experiment, *inner]
        return with_sources(scenario, found, self._sourced)

    def _show_source(self, field: Field) -> None:
        """Show or hide the rows in which source and note of a value are written."""
        self._sourced ^= {field.path}
        self._rebuild_in_place()

    def _add_field(self, layout: QVBoxLayout, field: Field) -> None:
        row = FieldRow(field, self._becoming)
        draft = self._document.drafts.at(field.places[0])
        if draft is not None:
            row.show_draft(draft.text, draft.complaint)
        row.committed.connect(self._commit)
        row.given_up.connect(self._give_up)
        row.kind_chosen.connect(self._retell)
        row.removed.connect(self._remove)
        row.source_asked.connect(self._show_source)
        row.reset_asked.connect(self._reset)
        row.moved.connect(self._move_row)
        self.rows.append(row)
        layout.addWidget(row)

    def _add_several(self, layout: QVBoxLayout, selection: tuple[ObjectRef, ...]) -> None:
        layout.addWidget(text_label(f"{len(selection)} objects", "title"))
        fields = self._fields()
        hint = "A change goes to all of them." if fields else "They have no field in common."
        layout.addWidget(text_label(hint, "muted"))
        for field in fields:
            self._add_field(layout, field)
        self._surround(layout, selection)

    def _surround(self, layout: QVBoxLayout, refs: tuple[ObjectRef, ...]) -> None:
        around = Surroundings(self._document, refs, layout, whole=self._whole)
        around.chosen.connect(self._go_to)
        around.moved.connect(self._move_object)
        around.wider.connect(self._keep_whole)
        self._around = around

    @property
    def links(self) -> list[LinkRow]:
        """The rows that lead to other objects."""
        self._turn.take()
        return self._around.links if self._around is not None else []

    @property
    def section(self) -> ProfileSection | None:
        """What holds on the selected platform, with who is looked at."""
        self._turn.take()
        return self._around.section if self._around is not None else None

    @property
    def profile(self) -> ProfileList | None:
        """The settings that hold on the selected platform."""
        section = self.section
        return section.list if section is not None else None

    def _keep_whole(self, whole: bool) -> None:
        self._whole = whole

    # -- following -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the values as they stand after an edit; what the design makes of them follows."""
        if not self._document.is_open:
            return
        if find(self._document.scenario, self._ref) is None:
            self.rebuild()
            return
        now = self._fields()
        same = len(now) == len(self.rows) and all(
            field.shape == row.field.shape for field, row in zip(now, self.rows, strict=True)
        )
        if not same:
            self._rebuild_in_place()
            return
        for field, row in zip(now, self.rows, strict=True):
            self._show(field, row)
        self._turn.ask()

    def _refresh_around(self) -> None:
        """Show what the object is joined to, and the settings that hold on it."""
        if self._around is None or not self._around.refresh():
            self._rebuild_in_place()
            return
        if self._head:
            ref, governed = self._ref, self._document.governed()
            said = (title_of(self._document.scenario, ref), summary_of(governed, ref))
            for label, text in zip(self._head, said, strict=True):
                label.setText(text)

    def _show(self, field: Field, row: FieldRow) -> None:
        """Show a field in the row that it has; what was refused stays in view."""
        draft = self._document.drafts.at(field.places[0])
        if draft is not None:
            row.field = field
            row.show_draft(draft.text, draft.complaint)
        elif row.complaint and not row.is_line and field.text == row.field.text:
            row.field = field
        elif field != row.field or row.complaint:
            row.show_field(field)

    def _rebuild_in_place(self) -> None:
        """Show other rows; keyboard and place stay where they were."""
        keyboard = place_in([*self.rows, *self.links])
        place = self.verticalScrollBar().value()
        self.rebuild()
        self.verticalScrollBar().setValue(place)
        if keyboard is not None:
            keyboard.restore([*self.rows, *self.links])

    def _commit(self, field: Field, raw: str) -> None:
        word = "" if field.editor == "add" else "Change "
        name = f"{word}{field.label.lower() if word else field.label}"
        self._edit(name, field, lambda scenario: committed(scenario, field, raw), raw)

    def _give_up(self, field: Field) -> None:
        self._document.drafts.drop(*field.places)

    def _retell(self, field: Field, kind: str) -> None:
        self._edit(
            f"Change {field.label.lower()}", field, lambda scenario: retold(scenario, field, kind)
        )

    def _remove(self, field: Field) -> None:
        self._edit(
            f"Remove {field.label.lower()}", field, lambda scenario: removed(scenario, field)
        )

    def _becoming(self, field: Field) -> str:
        return becoming(self._document, field)

    def _reset(self, field: Field) -> None:
        at = next(at for at, row in enumerate(self.rows) if row.field is field)
        self._edit(f"Reset {field.label.lower()}", field, lambda scenario: reset(scenario, field))
        again = [row for row in self.rows if _same_place(row.field, field)]
        if self.rows:  # the button went, and the row of a setting that a layer says no more
            (again or self.rows[at:] or self.rows[-1:])[0].focus_editor()

    def reset_current(self) -> None:
        """Reset the field that has the keyboard."""
        row = self._holder()
        if isinstance(row, FieldRow) and row.complaint and not row.field.own:
            row.give_up()
            return
        if not isinstance(row, FieldRow) or not row.field.own:
            self.said.emit("This field has no value of its own" if row is not None
                           else "Go to a field of the inspector first")  # fmt: skip
            return
        row.reset()

    def _holder(self) -> FieldRow | LinkRow | None:
        return holder_of([*self.rows, *self.links])

    # -- moving --------------------------------------------------------------------------

    def move_current(self, by: int) -> None:
        """Move the row that has the keyboard, or the selected object, among its like."""
        row = self._holder()
        if isinstance(row, FieldRow) and row.field.order:
            row.move_by(by)
        elif isinstance(row, LinkRow):
            self._move_object(row.ref, by)
        elif len(self._document.selection) == 1:
            self._move_object(self._document.selection[0], by)
        else:
            self.said.emit("Select one rule, exception or design first")

    def _move_row(self, field: Field, by: int) -> None:
        self._edit(f"Move {field.label}", field, lambda scenario: moved(scenario, field.path, by))

    def _move_object(self, ref: ObjectRef, by: int) -> None:
        title = title_of(self._document.scenario, ref)
        if not order_of(ref.path[:-1]):
            self.said.emit(f"The order in which {title} stands means nothing")
            return
        self._document.edit(f"Move {title}", lambda scenario: moved(scenario, ref.path, by))

    def _go_to(self, ref: ObjectRef) -> None:
        self._document.select((ref,))

    def _edit(
        self,
        name: str,
        field: Field,
        change: Callable[[Scenario], Scenario],
        text: str | None = None,
    ) -> None:
        """Make a change of a field; *text* is what was typed for it, if it was."""
        try:
            self._document.edit(name, change)
        except (ValidationError, ScenarioError) as error:
            self._refuse(field, text, *refusal_of(error))
        except KeyError as error:
            row = self._row_of(field)
            if field.editor == "add":
                self._refuse(field, text, "the path of a setting", f"nothing at {error}", _PATHS)
            elif row is not None:
                row.show_field(field)
        else:
            if self._document.drafts.drop(*field.places):
                self.refresh()

    def _refuse(
        self, field: Field, text: str | None, expected: str, found: str, advice: str
    ) -> None:
        """Say what is wrong, and keep what was typed on a line until it is mended or given up."""
        drafts = [Draft(path, text or "", expected, found, advice) for path in field.places]
        row = self._row_of(field)
        if row is not None:
            row.refuse(drafts[0].complaint)
        if text is not None and (row is None or row.is_line):
            self._document.drafts.keep(self._document.scenario, *drafts)

    def _row_of(self, field: Field) -> FieldRow | None:
        return next((row for row in self.rows if row.field is field), None)


def _same_place(one: Field, other: Field) -> bool:
    return (one.path, one.editor) == (other.path, other.editor)
