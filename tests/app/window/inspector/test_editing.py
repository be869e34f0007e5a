from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QToolButton, QWidget

from app.window.inspector.density import Density
from app.window.inspector.editors import Line, Paragraph
from app.window.objects import ObjectRef
from models.formats import typed_value
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from app.window.frame.main_window import MainWindow
    from app.window.inspector.field_row import FieldRow


def row_at(window: MainWindow, path: str) -> FieldRow:
    return next(row for row in window.organisation.inspector.rows
                if ".".join(row.field.path) == path)  # fmt: skip


def paths(window: MainWindow) -> list[str]:
    return [".".join(row.field.path) for row in window.organisation.inspector.rows]


def line_of(row: FieldRow) -> Line | Paragraph:
    line = row.findChild(Line) or row.findChild(Paragraph)
    assert line is not None
    return line


def type_into(row: FieldRow, text: str) -> None:
    line = line_of(row)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def click(row: QWidget, name: str) -> None:
    button = next(each for kind in (QPushButton, QToolButton) for each in row.findChildren(kind)
                  if each.accessibleName() == name)  # fmt: skip
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_several_objects_are_edited_at_once_in_one_step(opened: MainWindow) -> None:
    document = opened.document
    fleets = list(document.scenario.workload.fleets)[:2]
    document.select(tuple(ObjectRef("fleet", key) for key in fleets))
    row = row_at(opened, f"workload.fleets.{fleets[0]}.agents")
    assert line_of(row).placeholderText() == "mixed"
    before = document.history.at
    type_into(row, "33")
    assert [document.scenario.workload.fleets[key].agents for key in fleets] == [33, 33]
    assert document.history.at == before + 1
    assert line_of(row_at(opened, f"workload.fleets.{fleets[0]}.agents")).text() == "33"
    document.undo()
    assert line_of(row_at(opened, f"workload.fleets.{fleets[0]}.agents")).text() == ""


def test_designs_of_different_kinds_of_revocation_are_changed_together(opened: MainWindow) -> None:
    document = opened.document
    designs = ("fragmented", "unified")
    path = ("standard", "revocation")
    for design, kind in zip(designs, ("expiry", "{push: {delay: 1 min}}"), strict=True):
        raw = typed_value(kind)
        document.edit("x", partial(with_value, path=("designs", design, *path), raw=raw))
    document.select(tuple(ObjectRef("design", key) for key in designs))
    row = row_at(opened, "designs.fragmented.standard.revocation")
    box = row.findChild(QComboBox)
    assert box is not None
    assert box.currentIndex() == -1
    assert not any("revocation.push" in one for one in paths(opened))
    box.setCurrentIndex(box.findData("ticket"))
    box.activated.emit(box.currentIndex())
    for design in designs:
        revocation = document.scenario.designs[design].standard.revocation
        assert revocation is not None
        assert revocation.value.kind == "ticket"


def test_weights_that_several_fleets_share_are_changed_together(opened: MainWindow) -> None:
    document = opened.document
    fleets = document.scenario.workload.fleets
    shared = next(
        (key, other, resource)
        for key in fleets for other in fleets if key != other
        for resource in fleets[key].uses if resource in fleets[other].uses
    )  # fmt: skip
    document.select(tuple(ObjectRef("fleet", key) for key in shared[:2]))
    type_into(row_at(opened, f"workload.fleets.{shared[0]}.uses.{shared[2]}"), "0.375")
    uses = [document.scenario.workload.fleets[key].uses for key in shared[:2]]
    assert [one[shared[2]] for one in uses] == [0.375, 0.375]


def test_a_wrong_value_for_several_changes_none(opened: MainWindow) -> None:
    document = opened.document
    fleets = list(document.scenario.workload.fleets)[:2]
    document.select(tuple(ObjectRef("fleet", key) for key in fleets))
    before = document.scenario
    row = row_at(opened, f"workload.fleets.{fleets[0]}.agents")
    type_into(row, "few")
    assert document.scenario is before
    assert "xpected" in row.complaint
    assert line_of(row).text() == "few"


def test_what_was_refused_outlives_an_edit_of_another_field(opened: MainWindow) -> None:
    opened.document.select((ObjectRef("fleet", "triage"),))
    type_into(row_at(opened, "workload.fleets.triage.agents"), "many")
    type_into(row_at(opened, "workload.fleets.triage.novelty"), "0.5")
    row = row_at(opened, "workload.fleets.triage.agents")
    assert line_of(row).text() == "many"
    assert row.complaint
    QTest.keyClick(line_of(row), Qt.Key.Key_Escape)
    assert line_of(row).text() == "12"
    assert not row.complaint


def test_a_constant_becomes_a_distribution_and_is_drawn(opened: MainWindow) -> None:
    opened.document.select((ObjectRef("fleet", "triage"),))
    path = "workload.fleets.triage.lifetime"
    type_into(row_at(opened, path), "30 d")
    box = row_at(opened, path).findChild(QComboBox)
    assert box is not None
    box.setCurrentIndex(box.findData("lognormal"))
    box.activated.emit(box.currentIndex())
    lifetime = opened.document.scenario.workload.fleets["triage"].lifetime.value
    assert lifetime.kind == "lognormal"
    assert str(lifetime.chosen.mean) == "30 d"
    sketch = row_at(opened, path).findChild(Density)
    assert sketch is not None
    assert "median" in sketch.toolTip()
    before = sketch.toolTip()
    type_into(row_at(opened, f"{path}.lognormal.mean"), "60 d")
    assert sketch.toolTip() != before
    assert not sketch.grab().toImage().isNull()


def test_parts_and_rows_are_added_and_taken_away(opened: MainWindow) -> None:
    document = opened.document
    document.select((ObjectRef("design", "unified"),))
    click(row_at(opened, "designs.unified.plan"), "Add plan")
    plan = document.scenario.designs["unified"].plan
    assert plan is not None
    assert list(plan.steps) == ["first"]
    steps = next(row for row in opened.organisation.inspector.rows
                 if row.field.keyed and row.field.path[-1] == "steps")  # fmt: skip
    type_into(steps, "second")
    type_into(row_at(opened, "designs.unified.plan.steps.second.at"), "30 d")
    platforms = list(document.scenario.organisation.platforms)
    both = ", ".join(platforms[1:3])
    type_into(row_at(opened, "designs.unified.plan.steps.second.platforms"), both)
    plan = document.scenario.designs["unified"].plan
    assert plan is not None
    assert str(plan.steps["second"].at) == "30 d"
    assert plan.steps["second"].platforms == tuple(platforms[1:3])
    click(row_at(opened, "designs.unified.plan.steps.first"), "Remove first")
    plan = document.scenario.designs["unified"].plan
    assert plan is not None
    assert list(plan.steps) == ["second"]
    click(row_at(opened, "designs.unified.plan"), "Remove Plan")
    assert document.scenario.designs["unified"].plan is None
    document.undo()
    assert "designs.unified.plan.steps.second.at" in paths(opened)


def test_lists_of_the_experiment_are_typed(opened: MainWindow) -> None:
    opened.document.select(())
    type_into(row_at(opened, "experiment.headline"), "last_domain_lag, wait_per_1000")
    assert opened.document.scenario.experiment.headline == ("last_domain_lag", "wait_per_1000")


def line_rows(window: MainWindow, path: str) -> list[FieldRow]:
    return [row for row in window.organisation.inspector.rows
            if ".".join(row.field.path) == path and row.findChild(Line)]  # fmt: skip


def test_a_setting_is_varied_between_two_ends(opened: MainWindow) -> None:
    opened.document.select(())
    (adding,) = line_rows(opened, "experiment.vary")
    type_into(adding, "workload.fleets.triage.wrong")
    (adding,) = line_rows(opened, "experiment.vary")
    assert "xpected the path of a setting" in adding.complaint
    type_into(adding, "workload.fleets.triage.agents")
    assert opened.document.scenario.experiment.vary == {"workload.fleets.triage.agents": (12,)}
    row = next(row for row in opened.organisation.inspector.rows
               if row.field.path[-1] == "workload.fleets.triage.agents")  # fmt: skip
    type_into(row, "10, 100")
    assert opened.document.scenario.experiment.vary == {"workload.fleets.triage.agents": (10, 100)}


def test_source_and_note_of_a_value_are_written(opened: MainWindow) -> None:
    opened.document.select((ObjectRef("fleet", "triage"),))
    path = "workload.fleets.triage.tasks"
    assert f"{path}.source" not in paths(opened)
    click(row_at(opened, path), "Source and note of Tasks")
    type_into(row_at(opened, f"{path}.source"), "Interview of 3 March")
    assert opened.document.scenario.workload.fleets["triage"].tasks.source == "Interview of 3 March"
    assert row_at(opened, path).field.standing == "fact"


@pytest.mark.parametrize("steps", [1, 3])
def test_rows_stay_where_only_values_change(opened: MainWindow, steps: int) -> None:
    opened.document.select((ObjectRef("fleet", "triage"),))
    rows = list(opened.organisation.inspector.rows)
    for at in range(steps):
        type_into(row_at(opened, "workload.fleets.triage.agents"), str(20 + at))
    line = line_of(row_at(opened, "workload.fleets.triage.agents"))
    line.setFocus()
    for _ in range(steps):
        opened.document.undo()
    assert opened.organisation.inspector.rows == rows
    assert line.text() == "12"
    QApplication.processEvents()
    assert opened.focusWidget() is line


def test_a_plan_of_the_baseline_names_the_design_it_starts_from(opened: MainWindow) -> None:
    document = opened.document
    document.select((ObjectRef("design", "fragmented"),))
    click(row_at(opened, "designs.fragmented.plan"), "Add plan")
    plan = document.scenario.designs["fragmented"].plan
    assert plan is not None
    assert plan.source == "unified"
    row = row_at(opened, "designs.fragmented.plan.from")
    box = row.findChild(QComboBox)
    assert box is not None
    box.setCurrentIndex(box.findData("fragmented"))
    box.activated.emit(box.currentIndex())
    assert "another design" in row.complaint
    assert document.scenario.designs["fragmented"].plan == plan


def test_an_accepted_edit_takes_its_complaint_away_where_rows_are_made_anew(
    opened: MainWindow,
) -> None:
    opened.document.select((ObjectRef("fleet", "triage"),))
    path = "workload.fleets.triage.growth"
    type_into(row_at(opened, path), "much")
    assert row_at(opened, path).complaint
    type_into(row_at(opened, path), "0.5")
    assert not row_at(opened, path).complaint
    opened.document.undo()
    assert not row_at(opened, path).complaint
    assert line_of(row_at(opened, path)).text() == "0"


def test_how_a_trust_edge_works_is_chosen_from_its_kinds(opened: MainWindow) -> None:
    key = next(iter(opened.document.scenario.organisation.trust_edges))
    opened.document.select((ObjectRef("trust_edge", key),))
    for end, wanted in (("by", "escalation"), ("to", "crm")):
        box = row_at(opened, f"organisation.trust_edges.{key}.{end}").findChild(QComboBox)
        assert box is not None
        offered = [box.itemData(at) for at in range(box.count())]
        if end == "by":
            assert offered == ["secret_in_resource", "role_assumption", wanted]
        else:
            assert set(offered) == set(opened.document.scenario.organisation.resources)


def test_another_baseline_changes_places_with_what_is_compared(opened: MainWindow) -> None:
    opened.document.select(())
    box = row_at(opened, "experiment.baseline").findChild(QComboBox)
    assert box is not None
    before = opened.document.scenario.experiment
    box.setCurrentIndex(box.findData("two_hubs"))
    box.activated.emit(box.currentIndex())
    after = opened.document.scenario.experiment
    assert after.baseline == "two_hubs"
    assert set(after.compare) == {*before.compare, "fragmented"} - {"two_hubs"}
    opened.document.undo()
    assert opened.document.scenario.experiment == before


def test_a_design_that_extends_another_binds_a_platform_itself(opened: MainWindow) -> None:
    document = opened.document
    document.show_design("fragmented")
    opened.builder.add("design")
    (ref,) = document.selection
    assert document.scenario.designs[ref.id].extends == "fragmented"
    path = f"designs.{ref.id}.binding.lake"
    for directory in ("entra", ""):
        box = row_at(opened, path).findChild(QComboBox)
        assert box is not None
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        box.view().setCurrentIndex(box.model().index(box.findData(directory), 0))
        QTest.keyClick(box.view(), Qt.Key.Key_Return)
        assert document.scenario.designs[ref.id].binding.get("lake", "") == directory
        assert not row_at(opened, path).complaint
