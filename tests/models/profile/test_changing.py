"""When other settings hold on a platform is told: by a plan, and as exceptions end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.resources import scenarios_folder
from models.formats import read_scenario
from models.profile import changes_told, resolve
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario

EXCEPTION = ("designs", "unified", "exceptions", "crm_cannot_federate_agents")


def bundled(name: str) -> Scenario:
    return read_scenario(scenarios_folder() / f"{name}.yaml")


def test_a_design_that_holds_all_along_tells_nothing() -> None:
    scenario = bundled("three_assistants")
    for design in ("fragmented", "two_hubs"):
        profile = resolve(scenario, design)
        assert {
            changes_told(profile, platform, fleet) for platform, fleet in profile.phases[0].profiles
        } == {""}


def test_the_end_of_an_exception_is_told_where_it_holds() -> None:
    scenario = with_value(bundled("three_assistants"), (*EXCEPTION, "until"), "90 d")
    profile = resolve(scenario, "unified")
    told = changes_told(profile, "crm", "triage")
    assert told.startswith("From 90 d on ")
    assert told.endswith(" other settings hold, as exceptions end.")
    assert changes_told(profile, "mail", "triage") == ""


def test_a_plan_tells_its_real_date_or_that_it_is_never_reached() -> None:
    scenario = bundled("half_way")
    fleet = next(iter(scenario.workload.fleets))
    told = []
    for design, one in scenario.designs.items():
        profile = resolve(scenario, design)
        if one.plan is None or profile.migration is None:
            continue
        before = f"“{profile.migration.source.title}”"
        for platform, date in profile.migration.dates.items():
            text = changes_told(profile, platform, fleet)
            told.append(text)
            assert (before in text) is (date.real_h > 0)
            assert ("never reached" in text) is (date.real_h == float("inf"))
    assert any("never reached" in text for text in told)
    assert any(text.startswith("Holds from ") for text in told)
