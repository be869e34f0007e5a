from __future__ import annotations

import pytest

from models.formats.schema import scenario_schema
from models.presets import evidence_table
from models.profile import Control, control_table, documented
from models.scenario.leaves import leaves


def test_every_setting_is_in_the_table_and_says_all_that_a_reader_asks() -> None:
    table = control_table()
    assert set(leaves()) <= set(table)
    for control in table.values():
        assert control.text.endswith("."), control.path
        assert control.range, control.path
        if control.default is not None:
            assert control.default.standing in {"fact", "assumption"}, control.path


@pytest.mark.parametrize("path", list(leaves()))
def test_a_default_is_a_fact_only_with_a_row_of_evidence_that_supports_it(path: str) -> None:
    control = control_table()[path]
    for default in filter(None, (control.default, *control.elsewhere)):
        row = evidence_table().get(default.source.partition(" ")[0])
        if default.standing == "fact":
            assert row is not None
            assert row.supports_fact


def found(path: str) -> Control:
    return control_table()[path]


def test_ranges_are_those_of_the_reader() -> None:
    assert found("review.catch").range == "0 to 1"
    assert found("rotation").range == "above 0, or never"
    assert found("review.delay").range == "at least 0, or never"
    assert found("review.scope").range == "one of domain, chain"
    assert found("logging.captured").range == "0 to 1, fixed or drawn"
    assert found("approval.gates").range == "0, 1, 2, …"
    assert found("revocation.push.coverage").range == "0 to 1"
    assert found("revocation.poll.steps").range == "one or more, each above 0"


def test_a_vendor_default_stands_below_the_default_of_all() -> None:
    ttl = found("access_ttl")
    assert ttl.default is not None
    assert ttl.default.value == "60 min"
    entra = next(one for one in ttl.elsewhere if one.where == "Entra ID")
    assert entra.value == "uniform 60 min to 90 min"
    assert entra.standing == "fact"
    assert entra.source.startswith("E001 (A")


def test_the_schema_says_what_the_table_says() -> None:
    defs = scenario_schema()["$defs"]
    for leaf in leaves().values():
        owner = "Settings" if not leaf.group else None
        owners = [owner] if owner else [name for name, one in defs.items() if _has(one, leaf.name)]
        said = [defs[name]["properties"][leaf.name].get("description") for name in owners]
        assert documented(control_table()[leaf.path]) in said, leaf.path


def _has(schema: dict[str, object], name: str) -> bool:
    properties = schema.get("properties")
    return isinstance(properties, dict) and name in properties
