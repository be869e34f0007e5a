from __future__ import annotations

from app.report.naming import Titles
from app.report.plans import plan_rows
from models.formats import read_scenario
from models.profile import resolve
from tests.app.report.cases import SCENARIOS


def test_plans_are_listed_with_real_dates_and_what_was_done() -> None:
    scenario = read_scenario(SCENARIOS / "half_way.yaml")
    profiles = [resolve(scenario, design) for design in scenario.designs]
    rows = plan_rows(profiles, Titles(scenario))
    planned = [row for row in rows if row.design == scenario.designs["planned"].title]
    stopped = [row for row in rows if row.design == scenario.designs["stopped"].title]
    assert len(planned) == len(stopped) == len(scenario.organisation.platforms)
    assert all(row.real == row.planned or row.done == "100%" for row in planned)
    assert {row.real for row in stopped} > {"never"}
    assert all(row.before == scenario.designs["fragmented"].title for row in rows)


def test_designs_without_a_plan_have_no_rows() -> None:
    scenario = read_scenario(SCENARIOS / "three_assistants.yaml")
    assert plan_rows([resolve(scenario, "unified")], Titles(scenario)) == []
