from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import ScenarioError
from models.formats import read_scenario
from models.profile import chain, in_standard, on_platform, resolve
from models.scenario.edits import with_value
from models.scenario.leaves import leaves

if TYPE_CHECKING:
    from models.profile import DesignProfile
    from models.scenario import Scenario

FILES = sorted((Path(__file__).parents[3] / "scenarios").rglob("*.yaml"))


@cache
def scenario_of(stem: str) -> Scenario:
    return read_scenario(next(path for path in FILES if path.stem == stem))


def agrees(scenario: Scenario, profile: DesignProfile, platform: str, fleet: str) -> None:
    control = profile.phases[0].profiles[platform, fleet]
    for path in leaves():
        links = chain(scenario, profile, platform, fleet, path)
        deciding = [link for link in links if link.fate == "decides"]
        assert len(deciding) == 1, (platform, fleet, path, links)
        assert deciding[0].leaf == control.leaves[path], path
        assert deciding[0].origin == control.origins[path], path
        if deciding[0].origin.layer != "preset":
            assert deciding[0] is links[-1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_link_that_decides_is_what_the_cascade_resolves_to(path: Path) -> None:
    scenario = scenario_of(path.stem)
    for design in scenario.designs:
        profile = resolve(scenario, design)
        seen = set()
        for (platform, fleet), control in profile.phases[0].profiles.items():
            if id(control) not in seen:
                seen.add(id(control))
                agrees(scenario, profile, platform, fleet)


_KINDS = ("static_key", "client_secret", "managed_identity", "workload_oidc", "vault_lease",
          "human_delegated", "shared_account")  # fmt: skip


@given(st.data())
@settings(deadline=None, max_examples=25)
def test_chain_and_cascade_agree_where_platforms_cannot_take_what_is_said(
    data: st.DataObject,
) -> None:
    scenario = scenario_of("three_assistants")
    designs, platforms = list(scenario.designs), list(scenario.organisation.platforms)
    for platform in platforms:
        for key in ("legacy", "workload_identity"):
            value = data.draw(st.sampled_from(["true", "false"]))
            scenario = with_value(scenario, ("organisation", "platforms", platform, key), value)
    extends = data.draw(st.sampled_from(designs))
    scenario = with_value(scenario, ("designs", "child"), {"extends": extends})
    design = data.draw(st.sampled_from([*designs, "child"]))
    for _ in range(data.draw(st.integers(0, 3))):
        kind = data.draw(st.sampled_from(_KINDS))
        if data.draw(st.booleans()):
            scenario = in_standard(scenario, design, "credential", kind)
            continue
        try:
            platform = data.draw(st.sampled_from(platforms))
            scenario = on_platform(scenario, design, platform, "credential", kind)
        except ScenarioError:
            continue  # an exception decides there
    profile = resolve(scenario, design)
    for platform, fleet in profile.phases[0].profiles:
        agrees(scenario, profile, platform, fleet)


def test_a_chain_goes_from_vendor_to_exception_and_names_who_says_it() -> None:
    scenario = scenario_of("three_assistants")
    scenario = with_value(scenario, ("designs", "child"), {"extends": "unified"})
    profile = resolve(scenario, "child")
    links = chain(scenario, profile, "crm", "triage", "credential")
    assert [link.origin.layer for link in links] == sorted(
        (link.origin.layer for link in links),
        key=("preset", "standard", "rule", "exception").index,
    )
    assert [link.origin.layer for link in links][-1] == "exception"
    assert links[-1].fate == "decides"
    assert links[-1].origin.gap == "weaker"
    assert {link.design for link in links if link.origin.layer != "preset"} == {"unified"}
    standard = next(link for link in links if link.origin.layer == "standard")
    assert standard.fate == "not taken"  # the platform takes no workload identity
    assert {link.fate for link in links if link.origin.layer == "preset"} == {"overruled"}
    with pytest.raises(KeyError):
        chain(scenario, profile, "nowhere", "triage", "credential")


def test_what_a_legacy_platform_cannot_take_counts_as_not_said() -> None:
    scenario = scenario_of("three_assistants")
    scenario = with_value(scenario, ("organisation", "platforms", "mail", "legacy"), "true")
    links = chain(scenario, resolve(scenario, "unified"), "mail", "triage", "revocation")
    assert links[-1].origin.layer == "standard"
    assert links[-1].fate == "not taken"
    assert next(link for link in links if link.fate == "decides").origin.layer == "preset"
