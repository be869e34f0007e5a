from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from models.experiments import InProcess
from models.formats import read_scenario
from models.presets import evidence_table
from models.verification import UnknownCaseError
from models.verification.incidents import CASES, Case, check_incidents, incidents_json

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_case_has_a_file_that_says_it_is_one(root: Path, case: Case) -> None:
    scenario = read_scenario(root / "scenarios" / "incidents" / f"{case.id}.yaml")
    assert scenario.notes.startswith("One ")
    assert "not a proof" in scenario.notes
    assert "Assumed" in scenario.notes
    assert "One " in case.caveat
    for source in case.sources:
        assert source in evidence_table()
        assert source in (root / "scenarios" / "incidents" / f"{case.id}.yaml").read_text()
    assert scenario.experiment.baseline == case.documented
    assert case.repaired in scenario.experiment.compare
    assert len(scenario.designs) >= 3


def test_no_file_is_without_a_case(root: Path) -> None:
    files = {path.stem for path in (root / "scenarios" / "incidents").glob("*.yaml")}
    assert files == {case.id for case in CASES}


def test_a_role_lets_itself_in_or_not(root: Path) -> None:
    check = check_incidents(root / "scenarios", InProcess(), ["azure_key_vault"])
    (row,) = check.rows
    assert check.passed, check.messages
    assert row.documented.low == row.documented.high == 1.0
    assert row.repaired.low == row.repaired.high == 0.0
    whole = json.loads(incidents_json(check))
    assert whole["rows"][0]["fits"] is True
    assert whole["rows"][0]["repaired"]["high"] == 0.0


def test_a_way_that_is_not_followed_is_noticed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from models.engine import reach, ways

    def nowhere(edges: object, end_h: object, _lasts: object) -> object:
        return whole(edges[:0], end_h, _lasts)  # type: ignore[index, arg-type]

    whole = ways.through_edges
    monkeypatch.setattr(reach, "through_edges", nowhere)
    check = check_incidents(root / "scenarios", InProcess(), ["azure_key_vault"])
    assert not check.passed
    assert "does not fit, because" in check.messages[0]


def test_an_unknown_incident_is_refused(root: Path) -> None:
    with pytest.raises(UnknownCaseError, match="known are: cloudflare_2023"):
        check_incidents(root / "scenarios", InProcess(), ["cloudflair"])


@pytest.mark.nightly
def test_every_incident_fits_that_claims_to(root: Path) -> None:
    check = check_incidents(root / "scenarios")
    assert check.passed, check.messages
