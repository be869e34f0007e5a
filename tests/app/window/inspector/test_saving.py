"""Every leaf of the format: an edit through its widget is in the document, and undone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from app.window.document import Document
from app.window.inspector import Inspector
from app.window.inspector.changes import committed, retold
from app.window.inspector.editors import Line, Paragraph
from app.window.inspector.fields import fields_of
from app.window.inspector.sources import with_sources
from app.window.launch import make_application
from app.window.objects import ObjectRef, find
from models.errors import ScenarioError
from models.formats import check_edit, read_scenario
from models.profile import settable, with_setting
from models.scenario import Choice, Model, Valued
from models.scenario.differences import written
from models.scenario.edits import with_value
from models.scenario.objects import objects_of
from tests.app.window.test_reach import (
    BY_THE_CANVAS,
    BY_THE_OUTLINE,
    BY_THE_PROGRAM,
    FILES,
    Leaf,
    attempts,
    every_leaf,
    name_of,
    part_at,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.window.inspector.field import Field
    from app.window.inspector.field_row import FieldRow
    from models.scenario import Scenario

WANTED = every_leaf() - BY_THE_CANVAS - BY_THE_PROGRAM - BY_THE_OUTLINE
STARTING = 60
"""What it costs to start with a scenario of its own, in rows."""
MOST = 2
"""Objects of a kind that are looked at in a file."""
TYPED = ("30 min", "170 d", "7 / d", "9 person-days", "0.25", "7", "2 d, 3 d",
         "mon-fri 09:00-17:00", "7 to 70", "another", "E100", "workload.hops_per_task")  # fmt: skip
"""What a field may be, if nothing stands there yet."""


@dataclass(frozen=True, slots=True)
class Place:
    """A field whose edit changes a leaf.

    Attributes:
        scenario: Where it is.
        ref: The object that has to be selected.
        field: The field.
        path: Path of the leaf; the field's own, or a part of it.
        kind: The kind that has to be chosen, where the leaf is one.
        cost: Rows that have to be made to show it.
    """

    scenario: Scenario
    ref: ObjectRef
    field: Field
    path: tuple[str, ...]
    kind: str
    cost: int


def bare(value: object) -> object:
    while isinstance(value, Valued):
        value = value.value
    return value


def leaves_of(scenario: Scenario, field: Field) -> Iterator[tuple[Leaf, tuple[str, ...], str]]:
    """Yield the leaves that an edit of a field changes, with the path of each and a kind."""
    here: object = scenario
    for at, key in enumerate(field.path):
        while isinstance(here, Valued) and key not in ("value", "source", "note"):
            yield (name_of(type(here)), "value"), field.path[:at], ""
            here = here.value
        if isinstance(here, Model):
            yield (name_of(type(here)), key), field.path[: at + 1], ""
        here = part_at(scenario, field.path[: at + 1])
    choice = bare(here)
    offered = field.options if field.editor == "choice" else field.kinds
    if isinstance(choice, Choice):
        if isinstance(here, Valued):
            yield (name_of(type(here)), "value"), field.path, ""
        for kind, _ in offered:
            if kind != choice.kind:
                yield (name_of(type(choice)), kind), field.path, kind
        if field.editor == "line":
            yield (name_of(type(choice)), choice.kind), field.path, ""


def shown(scenario: Scenario, ref: ObjectRef) -> list[Field]:
    fields = fields_of(scenario, ref)
    opened = {field.path for field in fields if field.standing}
    return [field for field in with_sources(scenario, fields, opened)
            if field.editor not in ("heading", "fixed")]  # fmt: skip


def crowded() -> Scenario:
    """Return the flagship with what no bundled file has: every incident, spans, two of a kind."""
    scenario = read_scenario(FILES[-1])
    for kind, what in (
        ("directory_compromise", {"directory": "entra"}),
        ("vault_leak", {"vault": "aws_secrets"}),
    ):
        raw = {"at": "20 d", kind: what}
        scenario = with_value(scenario, ("incidents", kind), raw)
    spans = {"workload.hops_per_task": {"from": "2", "to": "9"}}
    return with_value(scenario, ("experiment", "vary"), spans)


def looked_at() -> Iterator[tuple[Scenario, ObjectRef]]:
    """Yield objects that have every leaf, some of each kind."""
    for scenario in (*(read_scenario(file) for file in FILES[:-1]), crowded()):
        seen: Counter[str] = Counter()
        for ref in [ObjectRef("scenario"), ObjectRef("experiment"), *objects_of(scenario)]:
            seen[ref.kind] += 1
            if seen[ref.kind] <= MOST or ref.kind == "incident":
                yield scenario, ref
    scenario, unified = read_scenario(FILES[0]), ObjectRef("design", "unified")
    for each in settable(scenario, unified, "unified"):
        yield with_setting(scenario, unified, each, "unified"), unified


@cache
def places() -> dict[Leaf, list[Place]]:
    """Return for every leaf where it is shown, those with the fewest rows first."""
    found: dict[Leaf, list[Place]] = {leaf: [] for leaf in WANTED}

    def note(scenario: Scenario, ref: ObjectRef, extra: int = 0) -> list[Field]:
        fields = shown(scenario, ref)
        for field in fields:
            for leaf, path, kind in leaves_of(scenario, field):
                cost = len(fields) + extra + 1000 * (len(field.path) - len(path))
                found.get(leaf, []).append(Place(scenario, ref, field, path, kind, cost))
        return fields

    tried: set[tuple[ObjectRef, Leaf]] = set()
    for scenario, ref in looked_at():
        large = STARTING * (len(scenario.workload.fleets) > MOST + 1)
        for field in note(scenario, ref, large):
            inner = {(ref, leaf) for leaf in unfolding(scenario, field)} - tried
            tried |= inner
            for made in attempts(scenario, field) if inner else ():
                if find(made, ref) is not None:
                    note(made, ref, large + STARTING)
    return {leaf: sorted(known, key=lambda place: place.cost) for leaf, known in found.items()}


def unfolding(scenario: Scenario, field: Field) -> set[Leaf]:
    """Return the kinds and parts that can be chosen in a field and have fields of their own."""
    choice = bare(part_at(scenario, field.path))
    if field.editor == "add":
        owner = bare(part_at(scenario, field.path[:-1]))
        return {(type(owner).__name__, field.path[-1])}
    if isinstance(choice, Choice):
        return {(name_of(type(choice)), kind) for kind, _ in field.options + field.kinds}
    return set()


def candidates(scenario: Scenario, field: Field, kind: str) -> Iterator[str]:
    """Yield texts that may fit a field and are not what stands there."""
    if kind:
        yield kind
        return
    if field.editor == "add" and not field.keyed:
        yield ""
        return
    if field.options:
        yield from (value for value, _ in field.options if value != field.text)
        return
    number = re.search(r"\d+(\.\d+)?", field.text)
    if number is not None:
        for factor in (1.5, 0.5):
            other = f"{float(number[0]) * factor:g}"
            yield field.text[: number.start()] + other + field.text[number.end() :]
            whole = f"{int(float(number[0]) * factor) + 1}"
            yield field.text[: number.start()] + whole + field.text[number.end() :]
    yield from TYPED
    yield from (ref.id for ref in objects_of(scenario) if ref.id != field.text)


def fitting(place: Place) -> str | None:
    """Return a text that the document takes and that changes what stands at a place."""
    scenario, field = place.scenario, place.field
    before = written(part_at(scenario, place.path))
    for text in candidates(scenario, field, place.kind):
        try:
            call = retold if place.kind and field.editor == "line" else committed
            made = call(scenario, field, text)
        except (ValidationError, ScenarioError, KeyError):
            continue
        if text == field.text or written(part_at(made, place.path)) == before:
            continue
        if check_edit(made, check_edit(scenario)[0])[1] is None:
            return text
    return None


def drop_what_went() -> None:
    """Do what a running event loop would: delete the rows that were made anew."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="module")
def inspector(qapp: object) -> Iterator[Inspector]:
    assert qapp is make_application()
    document = Document()
    made = Inspector(document)
    document.setParent(made)
    made.resize(320, 90)  # little to paint
    made.show()
    yield made
    made.close()
    made.deleteLater()
    drop_what_went()


def row_of(inspector: Inspector, field: Field) -> FieldRow:
    return next(row for row in inspector.rows
                if (row.field.path, row.field.editor) == (field.path, field.editor))  # fmt: skip


def pick(box: QComboBox, at: int) -> None:
    """Open a choice, go to an entry, take it."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    box.view().setCurrentIndex(box.model().index(at, 0))
    QTest.keyClick(box.view(), Qt.Key.Key_Return)


def type_in(line: Line | Paragraph, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def edit(inspector: Inspector, place: Place, text: str) -> None:
    """Do the edit through the widgets of the field."""
    row = row_of(inspector, place.field)
    boxes, line = row.findChildren(QComboBox), row.findChild(Line) or row.findChild(Paragraph)
    button = row.findChild(QPushButton)
    if boxes and (place.kind or line is None):
        pick(boxes[-1], boxes[-1].findData(text))
    elif line is not None:
        type_in(line, text)
    elif button is not None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("leaf", sorted(WANTED), ids=".".join)
def test_an_edit_through_the_widget_is_saved_and_undone(inspector: Inspector, leaf: Leaf) -> None:
    place, text = next(
        (place, text) for place in places()[leaf] if (text := fitting(place)) is not None
    )
    document = inspector._document
    if not document.is_open or document.scenario is not place.scenario:
        document.start(place.scenario)
    selection = () if place.ref.kind in ("scenario", "experiment") else (place.ref,)
    document.select(selection)
    valued = place.field.path[:-1]
    if place.field.path[-1] in ("source", "note") and valued not in inspector._sourced:
        inspector._show_source(replace(place.field, path=valued))
    before = part_at(place.scenario, place.path)
    at = document.history.at
    edit(inspector, place, text)
    after = part_at(document.scenario, place.path)
    assert written(after) != written(before), (place.field, [r.complaint for r in inspector.rows])
    if place.kind:
        chosen = bare(after)
        assert isinstance(chosen, Choice)
        assert chosen.kind == place.kind
    assert document.history.at == at + 1
    assert document.is_dirty
    model: Model | None = find(document.scenario, place.ref)
    assert model is not None
    assert type(model).model_validate(written(model)) == model  # as a file holds it
    document.undo()
    assert document.scenario is place.scenario
    shown_again = row_of(inspector, place.field)
    assert shown_again.field.text == place.field.text
    assert not shown_again.complaint
    drop_what_went()
