"""Deriving a target: it holds together, claims nothing that facts forbid, and misses nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cli.files import bundled
from models.formats import check_scenario, read_scenario
from models.profile import LOCAL_PREFIX, resolve
from models.profile.capability import WORKLOAD, takes
from models.scenario.edits import with_value
from models.unify import AccountCount, Options, UnknownChoice, suggested, unify

if TYPE_CHECKING:
    from pathlib import Path

    from models.scenario import Scenario
    from models.unify import Unification

FILES = [path for path in bundled() if read_scenario(path).organisation.directories]


def larkfield() -> Scenario:
    return read_scenario(next(path for path in FILES if path.stem == "larkfield"))


def check(found: Unification) -> None:
    """Hold what is always so."""
    before, after, options = found.before, found.after, found.options
    assert not check_scenario(after)
    assert {k: d for k, d in after.designs.items() if k != found.design_id} == before.designs
    assert after.organisation == before.organisation
    assert after.experiment.compare[-1] == found.design_id
    as_found = resolve(before, before.experiment.baseline).binding
    profile = resolve(after, found.design_id)
    for name, platform in before.organisation.platforms.items():
        expected = as_found[name] if name in options.left_out else options.directory
        assert profile.binding[name] == expected
        excepted = [each for each in found.exempted if each.platform == name]
        assert len(excepted) == (not takes(platform, "credential", "workload_oidc"))
        for fleet in before.workload.fleets:
            control = profile.at(0.0).profiles[name, fleet]
            assert takes(platform, "credential", control.value("credential"))
            assert (control.value("credential") in WORKLOAD) != bool(excepted)
            assert control.compensated == bool(excepted)
    anew = {name for name, bound in as_found.items() if bound != profile.binding[name]}
    assert set(found.integration_person_days) == anew
    assert set(found.stays) == set(as_found) - anew
    effort = {name: days for name, days in profile.integration_person_days.items() if days}
    assert effort == pytest.approx(dict(found.integration_person_days))
    assert found.person_days == pytest.approx(sum(effort.values()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_bundled_organisation_can_be_unified(path: Path) -> None:
    scenario = read_scenario(path)
    found = unify(scenario, suggested(scenario))
    check(found)
    assert found.accounts_after.total <= found.accounts_before.total
    directories = set(found.accounts_after.by_directory)
    assert directories <= {found.options.directory}


@settings(max_examples=40)
@given(st.data())
def test_whatever_the_facts_and_the_decisions(data: st.DataObject) -> None:
    scenario = larkfield()
    names = list(scenario.organisation.platforms)
    for name in names:
        for fact in ("workload_identity", "legacy"):
            value = data.draw(st.booleans(), label=f"{name} {fact}")
            scenario = with_value(scenario, ("organisation", "platforms", name, fact), value)
    org = scenario.organisation
    options = Options(
        directory=data.draw(st.sampled_from(list(org.directories))),
        sink=data.draw(st.sampled_from(["", *org.log_sinks])),
        vault=data.draw(st.sampled_from(["", *org.vaults])),
        approver=data.draw(st.sampled_from(["", *org.teams])),
        gates=data.draw(st.integers(0, 20)),
        left_out=data.draw(st.frozensets(st.sampled_from(names))),
    )
    scenario = with_value(scenario, ("designs", "fragmented", "rules"), {})
    scenario = scenario.model_copy(
        update={"designs": {"fragmented": scenario.designs["fragmented"]}}
    )
    scenario = with_value(scenario, ("experiment", "compare"), [])
    found = unify(scenario, options)
    check(found)
    assert unify(scenario, options).after == found.after


def test_the_order_of_the_file_does_not_matter() -> None:
    scenario = larkfield()
    org = scenario.organisation
    turned = scenario.model_copy(
        update={
            "organisation": org.model_copy(
                update={"platforms": dict(reversed(org.platforms.items()))}
            )
        }
    )
    one, other = (unify(each, suggested(each)) for each in (scenario, turned))
    assert one.options == other.options
    assert {each.id for each in one.exempted} == {each.id for each in other.exempted}
    # Accounts are drawn by the first platform that they open: the same chances, other draws.
    assert one.accounts_after.total == pytest.approx(other.accounts_after.total, abs=5)
    assert one.person_days == other.person_days


def test_unifying_twice_gives_two_designs() -> None:
    scenario = larkfield()
    once = unify(scenario, suggested(scenario))
    twice = unify(once.after, suggested(once.after))
    assert once.design_id != twice.design_id
    assert once.design.title != twice.design.title


def test_accounts_of_a_platform_with_its_own_users_are_its_own() -> None:
    scenario = larkfield()
    found = unify(scenario, suggested(scenario))
    assert any(key.startswith(LOCAL_PREFIX) for key in found.accounts_before.by_directory)
    half = unify(scenario, replace(found.options, left_out=frozenset({"crm"})))
    assert "local:crm" in half.accounts_after.by_directory
    assert half.stays["crm"] == "left out"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"directory": "nobody"}, "no directory 'nobody'"),
        ({"directory": ""}, "name the directory"),
        ({"sink": "nowhere"}, "no log sink"),
        ({"vault": "none"}, "no vault"),
        ({"approver": "ghost"}, "no team"),
        ({"gates": 21}, "0 to 20"),
        ({"left_out": frozenset({"mars"})}, "no platform 'mars'"),
    ],
)
def test_what_there_is_not_is_refused(change: dict[str, object], told: str) -> None:
    scenario = larkfield()
    with pytest.raises(UnknownChoice, match=told):
        unify(scenario, replace(suggested(scenario), **change))  # type: ignore[arg-type]


def test_what_it_means_is_told_by_names_and_counts_own_users_apart() -> None:
    scenario = read_scenario(next(path for path in bundled() if path.stem == "three_assistants"))
    found = unify(scenario, suggested(scenario))
    before, after = found.accounts_before, found.accounts_after
    told = f"{before.total} accounts in 1 directory and 2 platforms' own users"
    assert before.told.startswith(told)
    assert after.told.startswith(f"{after.total} accounts in 1 directory, ")
    assert after.told.endswith(" local keys left behind")
    (exempted,) = found.exempted
    assert "credential client secret" in exempted.instead
    assert "vault “Cloud vault”" in exempted.instead
    assert "_" not in exempted.instead + exempted.compensation
    assert AccountCount({"local:crm": 1}, 1).told == (
        "1 account in 1 platform's own users, 1 local key left behind"
    )
