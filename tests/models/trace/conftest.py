"""Traces of the bundled scenarios and of a small lively organisation."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from models.formats import read_scenario
from models.trace import Selection, record
from tests.conftest import ROOT

if TYPE_CHECKING:
    from models.comparison import Cell
    from models.scenario.scenario import Scenario
    from models.trace import Trace

BUNDLED = tuple(sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml")))


@cache
def scenario_called(name: str) -> Scenario:
    return read_scenario(ROOT / "scenarios" / f"{name}.yaml")


RARE = """
incidents:
  fallen_directory: {at: 30 d, directory_compromise: {directory: entra}}
  open_vault: {at: 50 d, vault_leak: {vault: team_vault}}
"""


@cache
def restless_scenario() -> Scenario:
    """Return a small scenario in which also happens what is rare."""
    text = (ROOT / "scenarios" / "three_assistants.yaml").read_text(encoding="utf-8")
    for known in ("0.9", "0.99"):
        calm = f"      inventory: {{known: {known}}}\n"
        assert calm in text
        restless = (
            f"      inventory: {{known: {known}, reconcile: 30 d}}\n"
            "      exception_rate: 0.5 / month\n"
            "      compensation: {expiry: 20 d}\n"
        )
        text = text.replace(calm, restless)
    text = text.replace("\nincidents:\n", RARE)
    text = text.replace(", agents: ", ", owner_changes: 4 / y, purpose_changes: 4 / y, agents: ")
    return read_scenario(text, "restless")


def with_seed(scenario: Scenario, seed: int) -> Scenario:
    experiment = scenario.experiment.model_copy(update={"seed": seed})
    return scenario.model_copy(update={"experiment": experiment})


@cache
def recorded(name: str) -> tuple[Trace, Cell]:
    """Return a bundled scenario's baseline, recorded once for all tests of this process."""
    scenario = scenario_called(name)
    return record(scenario, scenario.experiment.baseline, 0, Selection())


@pytest.fixture(params=BUNDLED)
def bundled(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def flagship() -> Trace:
    return recorded("larkfield")[0]


@pytest.fixture
def small() -> Trace:
    return recorded("three_assistants")[0]
