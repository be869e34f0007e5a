from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.cli.files import bundled
from models.formats import read_scenario
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario


@pytest.fixture(scope="session")
def small() -> Scenario:
    """The teaching scenario over 40 d with one target: cheap enough to be run often."""
    scenario = read_scenario(next(path for path in bundled() if path.stem == "three_assistants"))
    for key, value in (("horizon", "40 d"), ("follow_up", "20 d"), ("warm_up", "2 d")):
        scenario = with_value(scenario, ("experiment", key), value)
    for key, value in (("friday_order", "10 d"), ("leaked_key", "8 d"), ("drills", "2 d")):
        scenario = with_value(scenario, ("incidents", key, "at"), value)
    return with_value(scenario, ("experiment", "compare"), ["unified"])
