"""A small organisation from an empty page, with the keys and buttons that a person has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.window.objects import ObjectRef
from models.formats import check_scenario, read_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from app.window.frame.main_window import MainWindow

_NO = Qt.KeyboardModifier.NoModifier


def _choose(window: MainWindow, letters: str) -> None:
    """Type a few letters into the list that is open, and press Enter."""
    picker = window.builder.picker
    assert picker.isVisible()
    QTest.keyClicks(picker.line, letters)
    QTest.keyClick(picker.line, Qt.Key.Key_Return)
    assert not picker.isVisible(), picker.hint.text()


def _add(window: MainWindow, command: str, letters: str = "") -> ObjectRef:
    window.actions_[command].trigger()
    if letters:
        _choose(window, letters)
    (made,) = window.document.selection
    return made


def _go_to(window: MainWindow, ref: ObjectRef) -> None:
    outline = window.organisation.outline
    outline.tree.setFocus()
    outline.tree.setCurrentIndex(outline.index_of(ref))
    assert window.document.selection == (ref,)


def _press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = _NO) -> None:
    QTest.keyClick(window.organisation.outline.tree, key, modifier)


def _connect(window: MainWindow, ref: ObjectRef, letters: str) -> None:
    _go_to(window, ref)
    window.actions_["object.connect"].trigger()
    _choose(window, letters)


def _rename(window: MainWindow, ref: ObjectRef, name: str) -> None:
    _go_to(window, ref)
    _press(window, Qt.Key.Key_F2)
    editor = next(
        one for one in window.organisation.outline.tree.findChildren(QLineEdit) if one.isVisible()
    )
    QTest.keyClicks(editor, name)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QCoreApplication.processEvents()  # the tree takes the text once the key is done with


def _begin(window: MainWindow) -> None:
    """Ask for an empty page, which says what it lacks and cannot be run."""
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.page is window.organisation
    assert window.organisation.next_step.isVisible()
    assert not window.top_bar.run.isEnabled()
    assert "at least one platform" in window.top_bar.run.toolTip()
    assert window.problems.isVisible()
    assert window.problems.list.count() == 3
    assert window.strip.badge.text() == "▲ cannot be run yet"
    assert "at least one platform" in window.strip.badge.toolTip()


def test_an_organisation_with_two_designs_is_built_from_nothing(
    window: MainWindow, tmp_path: Path
) -> None:
    document, next_step = window.document, window.organisation.next_step
    _begin(window)
    QTest.mouseClick(next_step.buttons[0], Qt.MouseButton.LeftButton)
    _choose(window, "amazon web services")
    cloud = document.selection[0]
    crm = _add(window, "add.saas", "salesforce")
    fleet = _add(window, "add.fleet", "assistants")
    assert "What do the agents use?" in next_step.heading.text()
    assert [error.place.path for error in document.problems] == ["workload.fleets.assistants.uses"]
    for name in ("amazon web services", "salesforce"):
        _connect(window, fleet, name)
    assert document.problems == []
    assert window.problems.isHidden()
    assert window.top_bar.run.isEnabled()

    directory = _add(window, "add.directory", "entra id")
    design = _add(window, "add.design")
    assert document.design == design.id
    for platform in (cloud, crm):
        _connect(window, platform, "entra id")
    _rename(window, design, "One directory")
    scenario = document.scenario
    assert scenario.designs[design.id].title == "One directory"
    assert set(scenario.designs[design.id].binding.values()) == {directory.id}
    assert scenario.designs["as_it_is"].binding == {cloud.id: "local", crm.id: "local"}
    assert (scenario.experiment.baseline, scenario.experiment.compare) == ("as_it_is", (design.id,))
    assert check_scenario(scenario) == []
    assert next_step.isHidden()

    file = tmp_path / "built.yaml"
    window.files.save_to(file)
    assert read_scenario(file) == scenario
    for page in ("designs", "compare", "organisation"):
        window.actions_[f"view.{page}"].trigger()


def test_what_is_not_complete_yet_is_saved_and_opened_again(
    window: MainWindow, tmp_path: Path
) -> None:
    window.actions_["file.new"].trigger()
    _add(window, "add.cloud", "azure")
    file = tmp_path / "half.yaml"
    window.files.save_to(file)
    before = window.document.scenario
    window.files.open(file)
    assert window.document.scenario == before
    assert window.problems.isVisible()
    assert not window.actions_["run.start"].isEnabled()


@pytest.mark.parametrize("page", ["organisation", "designs", "compare", "playback"])
def test_every_page_stands_an_empty_scenario_and_one_without_agents(
    window: MainWindow, page: str
) -> None:
    window.actions_["file.new"].trigger()
    window.actions_[f"view.{page}"].trigger()
    _add(window, "add.platform", "an empty platform")
    window.actions_[f"view.{page}"].trigger()
    assert window.page is window._pages[page]


def test_a_change_that_leaves_something_missing_is_taken_and_told(opened: MainWindow) -> None:
    assert opened.problems.isHidden()
    every = [ObjectRef("fleet", key) for key in opened.document.scenario.workload.fleets]
    opened.document.select(tuple(every))
    opened.actions_["object.delete"].trigger()
    assert not opened.document.scenario.workload.fleets
    assert opened.problems.isVisible()
    assert "workload.fleets" in opened.problems.list.item(0).text()
    assert not opened.top_bar.run.isEnabled()
    opened.actions_["edit.undo"].trigger()
    assert opened.problems.isHidden()
    assert opened.top_bar.run.isEnabled()


def test_objects_go_through_the_clipboard_as_text(opened: MainWindow) -> None:
    _go_to(opened, ObjectRef("platform", "crm"))
    _press(opened, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Sales SaaS" in QGuiApplication.clipboard().text()
    _press(opened, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert opened.document.selection == (ObjectRef("platform", "crm_2"),)
    _press(opened, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert "crm_2" not in opened.document.scenario.organisation.platforms


@pytest.mark.parametrize("text", ["", "rubbish", "organisation: {platforms: {x: {kind: car}}}"])
def test_pasting_rubbish_says_so_and_changes_nothing(opened: MainWindow, text: str) -> None:
    before = opened.document.scenario
    QGuiApplication.clipboard().setText(text)
    opened.actions_["edit.paste"].trigger()
    assert opened.document.scenario is before
    assert opened.problems.isVisible()
    assert "clipboard" in opened.problems.list.item(0).text()


def test_what_cannot_be_connected_says_why(opened: MainWindow) -> None:
    _go_to(opened, ObjectRef("fleet", "triage"))
    opened.actions_["object.connect"].trigger()
    picker = opened.builder.picker
    QTest.keyClicks(picker.line, "entra")
    QTest.keyClick(picker.line, Qt.Key.Key_Return)
    assert picker.isVisible()
    assert "authenticate where they work" in picker.hint.text()
    QTest.keyClick(picker.line, Qt.Key.Key_Escape)


def test_parting_and_going_to_what_is_joined(opened: MainWindow) -> None:
    crm, entra = ObjectRef("platform", "mail"), ObjectRef("directory", "entra")
    _go_to(opened, crm)
    opened.actions_["object.go_to"].trigger()
    _choose(opened, "entra")
    assert opened.document.selection == (entra,)
    opened.actions_["object.disconnect"].trigger()
    _choose(opened, "mail and files")
    assert opened.document.scenario.designs["fragmented"].binding["mail"] == "local"


def test_keys_for_objects_mean_nothing_on_other_pages(opened: MainWindow) -> None:
    _go_to(opened, ObjectRef("platform", "crm"))
    opened.actions_["view.designs"].trigger()
    QTest.keyClick(opened.designs.view, Qt.Key.Key_Delete)
    assert "crm" in opened.document.scenario.organisation.platforms


@pytest.mark.parametrize("page", ["designs", "compare", "playback", "report", "unify"])
def test_keys_of_the_canvas_change_nothing_that_is_not_seen(opened: MainWindow, page: str) -> None:
    _go_to(opened, ObjectRef("platform", "crm"))
    document = opened.document
    opened.show_page(page)
    before, selected = document.scenario, document.selection
    control, shift, alt = (
        Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.AltModifier,
    )  # fmt: skip
    focus = opened.designs.view if page == "designs" else opened.page
    assert focus is not None
    focus.setFocus()
    for key, held in (
        (Qt.Key.Key_A, control), (Qt.Key.Key_L, control), (Qt.Key.Key_B, control),
        (Qt.Key.Key_Right, control | shift), (Qt.Key.Key_H, control | alt),
        (Qt.Key.Key_X, control | alt), (Qt.Key.Key_B, control | alt), (Qt.Key.Key_J, control),
        (Qt.Key.Key_Shift, _NO),  # or Control would be held for what comes after
    ):  # fmt: skip
        QTest.keyClick(focus, key, held)
    assert document.scenario is before
    assert document.selection == selected
    if page == "designs":
        cells = opened.designs.view.selectionModel().selectedIndexes()
        assert len(cells) > len(selected)  # Ctrl+A means the cells of the matrix there
    opened.actions_["edit.arrange"].trigger()  # from a menu, one is taken to where it is seen
    assert opened.page_name == "organisation"


def test_a_new_rule_is_filled_without_writing_yaml(opened: MainWindow) -> None:
    _go_to(opened, ObjectRef("platform", "lake"))
    opened.actions_["add.rule"].trigger()
    (rule,) = opened.document.selection
    _go_to(opened, rule)
    opened.actions_["object.set"].trigger()
    _choose(opened, "revocation push")
    said = opened.document.scenario.designs["fragmented"].rules[rule.id]
    assert said.where.platform == ("lake",)
    assert said.set.revocation is not None
    assert said.set.revocation.value.kind == "push"
    assert "Revocation" in [row.field.label for row in opened.organisation.inspector.rows]


def test_incidents_are_chosen_by_what_happens_to_whom(opened: MainWindow) -> None:
    made = _add(opened, "add.incident", "entra id is compromised")
    happening = opened.document.scenario.incidents[made.id]
    assert happening.kind == "directory_compromise"


def test_a_file_that_is_only_read_is_not_said_to_be_changed(opened: MainWindow) -> None:
    opened.document.set_read_only(True)
    _go_to(opened, ObjectRef("platform", "crm"))
    opened.say("before")
    opened.actions_["object.delete"].trigger()
    assert "crm" in opened.document.scenario.organisation.platforms
    assert "Delete Sales SaaS" not in opened.statusBar().currentMessage()


def test_several_objects_are_connected_in_one_step(opened: MainWindow) -> None:
    refs = (ObjectRef("platform", "lake"), ObjectRef("platform", "crm"))
    opened.document.select(refs)
    opened.actions_["object.connect"].trigger()
    _choose(opened, "entra")
    assert set(opened.document.scenario.designs["fragmented"].binding.values()) == {"entra"}
    opened.actions_["edit.undo"].trigger()
    binding = opened.document.scenario.designs["fragmented"].binding
    assert (binding["lake"], binding["crm"]) == ("local", "local")


def test_a_list_to_choose_from_stays_in_the_middle_of_the_window(opened: MainWindow) -> None:
    opened.actions_["add.cloud"].trigger()
    for width in (1900, 1000):
        opened.resize(width, 800)
        QCoreApplication.processEvents()
        middle = opened.builder.picker.geometry().center().x()
        assert abs(middle - opened.width() // 2) <= 1


def test_an_empty_page_gets_a_vault_a_log_a_team_a_trust_edge_and_an_exception(
    window: MainWindow, tmp_path: Path
) -> None:
    """The rest of an organisation, without YAML; what is saved is what was built."""
    document = window.document
    _begin(window)
    cloud = _add(window, "add.cloud", "amazon web services")
    crm = _add(window, "add.saas", "salesforce")
    fleet = _add(window, "add.fleet", "assistants")
    for name in ("amazon web services", "salesforce"):
        _connect(window, fleet, name)
    vault = _add(window, "add.vault", "vault")
    sink = _add(window, "add.log_sink", "log")
    team = _add(window, "add.team", "office hours")
    assert (vault.kind, sink.kind, team.kind) == ("vault", "log_sink", "team")

    _go_to(window, cloud)
    window.actions_["add.resource"].trigger()
    resources = document.scenario.organisation.resources
    one = next(key for key, held in resources.items() if held.platform == cloud.id)
    other = next(key for key, held in resources.items() if held.platform == crm.id)
    document.select((ObjectRef("resource", one), ObjectRef("resource", other)))
    edge = _add(window, "add.trust_edge")
    assert edge.kind == "trust_edge"

    _go_to(window, crm)
    exception = _add(window, "add.exception")
    _go_to(window, exception)
    window.actions_["object.set"].trigger()
    _choose(window, "revocation push")
    said = document.scenario.designs[exception.design].exceptions[exception.id]
    assert said.where.platform == (crm.id,)
    assert said.set.revocation is not None
    assert check_scenario(document.scenario) == []
    assert window.top_bar.run.isEnabled()

    file = tmp_path / "whole.yaml"
    window.files.save_to(file)
    saved = read_scenario(file)
    assert saved == document.scenario
    organisation = saved.organisation
    assert vault.id in organisation.vaults
    assert sink.id in organisation.log_sinks
    assert team.id in organisation.teams
    assert edge.id in organisation.trust_edges
    for _ in range(document.history.at):  # every step of it is undone by its name
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not document.scenario.organisation.platforms
