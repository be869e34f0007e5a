from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.cli.files import bundled
from models.comparison import plan_designs
from models.compiled import compile_world
from models.engine.fleet_life import draw_agents
from models.experiments.previews import Sample, choose_sample
from models.formats import read_scenario
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario


@pytest.fixture(scope="module")
def flagship() -> Scenario:
    return read_scenario(next(path for path in bundled() if path.stem == "larkfield"))


def chosen(scenario: Scenario) -> Sample:
    return choose_sample(scenario, plan_designs(scenario))


def test_every_fleet_of_the_flagship_is_in_its_sample(flagship: Scenario) -> None:
    thinned = chosen(flagship).thinned(flagship)
    counts = [fleet.agents for fleet in thinned.workload.fleets.values()]
    assert min(counts) >= 1
    assert 55 <= sum(counts) <= 75


def test_agents_of_the_sample_are_agents_of_the_full_run(flagship: Scenario) -> None:
    thinned = chosen(flagship).thinned(flagship)
    few, all_ = (draw_agents(compile_world(each), 3) for each in (thinned, flagship))
    assert 0 < len(few) < len(all_)
    assert set(few.key[few.generation == 0]) < set(all_.key[all_.generation == 0])


def test_few_agents_are_all_simulated(small: Scenario) -> None:
    sample = chosen(small)
    assert sample.whole
    assert sample.thinned(small) == small


def test_one_agent_remains_of_a_fleet_however_small_the_share(flagship: Scenario) -> None:
    thinned = Sample(1e-6, 1e9).thinned(flagship)
    assert {fleet.agents for fleet in thinned.workload.fleets.values()} == {1}


def test_a_year_is_cut_to_two_follow_ups_and_a_date_keeps_its_follow_up(small: Scenario) -> None:
    year = with_value(small, ("experiment", "horizon"), "360 d")
    year = with_value(year, ("experiment", "follow_up"), "30 d")
    assert chosen(year).horizon_h == 60 * 24.0
    assert chosen(year).thinned(year).experiment.horizon.hours == 60 * 24.0
    late = with_value(year, ("incidents", "leaked_key", "at"), "100 d")
    assert chosen(late).horizon_h == 130 * 24.0


def test_the_sample_of_an_edit_is_that_of_the_scenario_before(flagship: Scenario) -> None:
    sample = chosen(flagship)
    fleet = next(iter(flagship.workload.fleets))
    more = with_value(flagship, ("workload", "fleets", fleet, "agents"), 100)
    before, after = (sample.thinned(each).workload.fleets for each in (flagship, more))
    assert after[fleet].agents == round(100 * sample.share) > before[fleet].agents
    assert {key: each for key, each in after.items() if key != fleet} == {
        key: each for key, each in before.items() if key != fleet
    }


def test_tasks_that_cost_more_leave_fewer_agents(flagship: Scenario) -> None:
    fleet = next(iter(flagship.workload.fleets))
    busy = with_value(flagship, ("workload", "fleets", fleet, "tasks"), "2000 / d")
    assert chosen(busy).share < chosen(flagship).share
