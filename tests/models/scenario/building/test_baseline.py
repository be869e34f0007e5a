from __future__ import annotations

from pathlib import Path

import pytest

from models.formats import check_scenario, read_scenario
from models.scenario.building import with_baseline

FILES = sorted((Path(__file__).parents[4] / "scenarios").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_design_can_be_the_baseline_and_nothing_is_compared_with_itself(path: Path) -> None:
    scenario = read_scenario(path)
    for design, one in scenario.designs.items():
        after = with_baseline(scenario, design)
        assert after.experiment.baseline == design
        assert design not in after.experiment.compare
        assert len(after.experiment.compare) == len(scenario.experiment.compare)
        if one.plan is None and all(each.plan is None for each in scenario.designs.values()):
            assert not check_scenario(after)
        back = with_baseline(after, scenario.experiment.baseline)
        assert back.experiment == scenario.experiment
