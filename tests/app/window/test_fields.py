from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.resources import scenarios_folder
from app.window.inspector.fields import fields_of
from app.window.objects import COLLECTIONS, ObjectRef, collection, find, object_at, title_of
from models.formats import check_scenario, read_scenario
from models.scenario import Choice, Scenario, Valued
from models.scenario.edits import value_at, with_value

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(scenarios_folder().glob("*.yaml"))


def all_objects(scenario: Scenario) -> list[ObjectRef]:
    found = [ObjectRef("scenario"), ObjectRef("experiment")]
    return found + [ObjectRef(kind, key) for kind in COLLECTIONS for key in
                    collection(scenario, kind)]  # fmt: skip


def plain(value: object) -> object:
    return value.value if isinstance(value, Valued) else value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_field_of_every_object_takes_its_own_value_back(path: Path) -> None:
    scenario = read_scenario(path)
    changed, seen = scenario, dict.fromkeys(all_objects(scenario), 0)
    for ref in seen:
        for field in fields_of(scenario, ref):
            if field.editor not in ("line", "choice") or (field.optional and not field.text):
                continue
            if isinstance(plain(value_at(scenario, field.path)), Choice) and (
                field.editor == "choice"
            ):
                continue  # choosing a kind starts its parameters anew
            changed = with_value(changed, field.path, field.text)
            assert find(changed, ref) is not None
            seen[ref] += 1
    assert all(seen.values())
    assert not check_scenario(changed)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_choices_offer_what_is_chosen(path: Path) -> None:
    scenario = read_scenario(path)
    for ref in all_objects(scenario):
        for field in fields_of(scenario, ref):
            if field.editor == "choice":
                assert field.text in dict(field.options), field


def test_values_say_what_they_rest_on() -> None:
    scenario = read_scenario(scenarios_folder() / "three_assistants.yaml")
    fields = {field.label: field for field in fields_of(scenario, ObjectRef("fleet", "triage"))}
    assert fields["Tasks"].standing == "assumption"
    standard = {f.label: f for f in fields_of(scenario, ObjectRef("design", "unified"))}
    assert standard["Credential"].standing == "choice"
    assert standard["Revocation"].source


def test_paths_of_errors_lead_to_objects() -> None:
    assert object_at("designs.unified.standard.access_ttl") == ObjectRef("design", "unified")
    assert object_at("workload.fleets.triage.agents") == ObjectRef("fleet", "triage")
    assert object_at("organisation.platforms.crm") == ObjectRef("platform", "crm")
    assert object_at("experiment.baseline") == ObjectRef("experiment")
    assert object_at("workload.hops_per_task") is None


def test_objects_without_a_title_are_called_by_their_id() -> None:
    scenario = read_scenario(scenarios_folder() / "three_assistants.yaml")
    assert title_of(scenario, ObjectRef("platform", "gone")) == "gone"
