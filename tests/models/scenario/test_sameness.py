"""What makes another run of a scenario."""

from __future__ import annotations

import pytest

from app.resources import scenarios_folder
from models.formats import read_scenario
from models.scenario.edits import with_value
from models.scenario.sameness import same_run


@pytest.mark.parametrize(
    ("path", "value", "same"),
    [
        (("title",), "Another title", True),
        (("layout",), {"crm": (8, 8)}, True),
        (("experiment", "seed"), "7", False),
        (("designs", "unified", "title"), "Renamed", False),
    ],
)
def test_what_the_engine_sees(path: tuple[str, ...], value: object, same: bool) -> None:
    scenario = read_scenario(scenarios_folder() / "three_assistants.yaml")
    assert same_run(scenario, with_value(scenario, path, value)) is same
    assert same_run(scenario, scenario)
