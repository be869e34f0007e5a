"""An edit that moves nothing says why, as far as that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.experiments import InProcess, preview
from models.experiments.previews.stillness import _counts
from models.profile import resolve
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from models.experiments import FullRun
    from models.scenario.scenario import Scenario

STANDARD = ("designs", "unified", "standard")


def still(scenario: Scenario, full: FullRun) -> str:
    return preview(scenario, full, InProcess(), most=1).still


def test_what_moves_something_is_not_told(small: Scenario, full: FullRun) -> None:
    assert still(small, full) == ""
    assert still(with_value(small, (*STANDARD, "logging", "captured"), "0.5"), full) == ""
    agents = ("workload", "fleets", "triage", "agents")
    assert still(with_value(small, agents, "3"), full) == ""


def test_what_resolves_as_before_is_told(small: Scenario, full: FullRun) -> None:
    titled = with_value(small, ("designs", "unified", "notes"), "Only a remark.")
    told = still(titled, full)
    assert "“Unified”" in told
    assert "every setting resolves as before" in told


def test_what_holds_elsewhere_but_moves_nothing_counts_its_places(
    small: Scenario, full: FullRun
) -> None:
    # A vault that no leak ever reaches: the name of where secrets lie moves no headline metric.
    told = still(with_value(small, (*STANDARD, "vault"), "team_vault"), full)
    assert "pairs of platform and fleet" in told
    assert "no headline metric moves" in told


def test_a_design_that_is_not_compared_is_told(small: Scenario, full: FullRun) -> None:
    beside = {**small.designs, "beside": small.designs["unified"].model_copy(update={"title": "B"})}
    with_beside = small.model_copy(update={"designs": beside})
    settled = type(full)(with_beside, full.comparison)
    edited = with_value(with_beside, ("designs", "beside", "standard", "grant_factor"), "9")
    assert "“B”: not among the designs that are compared" in still(edited, settled)


def test_what_holds_otherwise_only_later_is_not_told_as_before(
    small: Scenario, full: FullRun
) -> None:
    rule = {"owner": "service", "reason": "A trial.", "where": {"platform": "crm"},
            "set": {"rotation_skip": "0.3"}, "until": "3 d"}  # fmt: skip
    path = ("designs", "unified", "exceptions", "trial")
    always = with_value(small, path, {key: one for key, one in rule.items() if key != "until"})
    ends = with_value(small, path, rule)
    settled = type(full)(always, full.comparison)
    profiles = [resolve(each, "unified") for each in (always, ends)]
    changed, pairs = _counts([(profiles[0], profiles[1])])
    assert pairs == len(profiles[0].phases[0].profiles)
    assert changed == len(small.workload.fleets)  # on one platform, once the exception ends
    assert "every setting resolves as before" not in still(ends, settled)
