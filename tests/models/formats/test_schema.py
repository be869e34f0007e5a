from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml

from models.formats import scenario_text
from models.formats.schema import SCHEMA_FILE, scenario_schema, schema_text
from tests.models.formats.samples import changed, valid_scenario, valid_text

SCENARIOS = Path(__file__).parents[3] / "scenarios"


def complaints(text: str) -> list[str]:
    checker = jsonschema.Draft7Validator(scenario_schema())
    return [".".join(map(str, e.absolute_path)) for e in checker.iter_errors(yaml.safe_load(text))]


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(scenario_schema())


def test_the_file_beside_the_scenarios_is_current() -> None:
    assert (SCENARIOS / SCHEMA_FILE).read_text("utf-8") == schema_text()


def test_valid_scenarios_fit() -> None:
    assert complaints(valid_text()) == []
    assert complaints(scenario_text(valid_scenario())) == []


@pytest.mark.parametrize("file", sorted(SCENARIOS.glob("*.yaml")), ids=lambda file: file.stem)
def test_bundled_scenarios_fit(file: Path) -> None:
    assert complaints(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("access_ttl: 60 min", "acess_ttl: 60 min", "designs.today.standard"),
        ("credential: workload_oidc", "credential: odc", "designs.one.standard.credential"),
        ("kind: azure,", "kind: azur,", "organisation.platforms.storage.kind"),
        ("agents: 5,", "agents: five,", "workload.fleets.reader.agents"),
        ("access_ttl: 60 min", "access_ttl: 60 parsecs", "designs.today.standard.access_ttl"),
        ("{jit: {linger: 5 min}}", "{jit: {}, standing: {}}", "designs.one.standard.issuance"),
        ("baseline: today", "base: today", "experiment"),
    ],
)
def test_the_schema_sees_what_the_reader_sees(old: str, new: str, path: str) -> None:
    assert path in complaints(changed((old, new)))


def test_editors_get_descriptions_with_units() -> None:
    settings = scenario_schema()["$defs"]["Settings"]["properties"]
    assert "(h); default 60 min" in settings["access_ttl"]["description"]
    assert all("description" in one or "$ref" in one or "anyOf" in one for one in settings.values())


def test_short_forms_are_allowed_where_the_reader_allows_them() -> None:
    bare = changed(("{jit: {linger: 5 min}}", "jit"))
    sourced = changed(("access_ttl: 60 min", "access_ttl: {value: 1 h, source: E001, note: x}"))
    assert complaints(bare) == []
    assert complaints(sourced) == []
