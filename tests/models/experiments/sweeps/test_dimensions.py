from __future__ import annotations

import pytest

from models.errors import ScenarioError
from models.experiments.sweeps import dimensions_of, points_of, read_dimension
from models.formats import read_scenario, scenario_text
from models.scenario.scenario import Scenario

TTL = "designs.unified.standard.access_ttl"
AGENTS = "workload.fleets.triage.agents"


def test_values_are_cut_at_commas_but_not_inside_brackets() -> None:
    found = read_dimension(f"{TTL}=5 min, 1 h,24 h")
    assert (found.name, found.values, found.span) == (TTL, ("5 min", "1 h", "24 h"), None)
    channel = read_dimension(
        "designs.unified.standard.revocation={push: {coverage: 0.5, delay: 1 h}},{expiry: {}},poll"
    )
    assert channel.values == (
        {"push": {"coverage": "0.5", "delay": "1 h"}},
        {"expiry": {}},
        "poll",
    )


def test_a_span_is_read_by_the_type_of_its_setting(small: Scenario) -> None:
    linear, log = read_dimension(f"{TTL}=1 h..3 h"), read_dimension(f"{TTL}=1 min..24 h log")
    assert linear.at(0.5, small) == "2 h"
    assert log.span is not None
    assert log.span.scale == "log"
    assert log.at(0.0, small) == "1 min"
    assert read_dimension(f"{AGENTS}=1..100").at(0.499, small) == "50"
    assert read_dimension("designs.unified.standard.grant_factor=1..4").at(0.5, small) == "2.5"
    rate = read_dimension("workload.fleets.triage.tasks=24 / d..48 / d").at(0.5, small)
    assert rate == "1.5 / h"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("workload.fleet.triage.agents=1", "did you mean `workload.fleets.triage.agents`"),
        ("designs.unified.standard.acces_ttl=1 h", f"did you mean `{TTL}`"),
        ("designs.unified.standard.logging.captred=1", "standard.logging.captured`"),
        ("designs.unified.standard.detection.alrm=1", "standard.detection.alarm`"),
        ("access_ttl=1 h", f"did you mean `{TTL}`"),
        ("experiment.replications.at_mst=3", "experiment.replications.at_most`"),
        (f"{TTL}=1 hour", "found `1 hour`; give a number and a unit"),
        (f"{AGENTS}=0", "a number above 0, found `0`"),
        (f"{AGENTS}=many", "a whole number such as `12`, found `many`"),
        (f"{AGENTS}=9..1", "the smaller one first"),
        (f"{AGENTS}=1..9", "give --samples"),
        (f"{TTL}=0 h..1 h log", "above 0 on a log scale"),
        ("title=a..b", "two numbers"),
        (f"{AGENTS}=1,,2", "a value between two commas"),
        (f"{AGENTS}=", "PATH=VALUE"),
        ("nonsense", "PATH=VALUE"),
    ],
)
def test_what_is_wrong_is_told_with_what_was_meant(small: Scenario, text: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        points_of(small, [read_dimension(text)], 3 if "log" in text or "9..1" in text else None)
    assert said in str(caught.value)


def test_a_file_says_what_to_vary_and_keeps_it(small: Scenario) -> None:
    text = scenario_text(small).replace(
        "experiment:\n",
        f"experiment:\n  vary:\n    {TTL}: [5 min, 1 h]\n    {AGENTS}: {{from: 1, to: 9}}\n"
        "  samples: 4\n",
    )
    scenario = read_scenario(text)
    listed, span = dimensions_of(scenario)
    assert (listed.name, listed.values) == (TTL, ("5 min", "1 h"))
    assert span.at(0.5, scenario) == "5"
    assert read_scenario(scenario_text(scenario)) == scenario
    again = Scenario.model_validate_json(scenario.model_dump_json(by_alias=True))
    assert again == scenario
    points = points_of(scenario, [listed, span], scenario.experiment.samples)
    assert len(points) == 4
