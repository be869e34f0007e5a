from __future__ import annotations

import math
import time

import pytest

from models.errors import ScenarioError
from models.formats import read_scenario
from models.profile import ControlProfile, DesignProfile, local_of, resolve
from models.scenario import Rule, Scenario
from models.scenario.leaves import leaves
from tests.models.formats.samples import changed, valid_scenario

CPU_LIMIT_S = 5.0
"""Far above the promised second: it tells a shared resolution from a quadratic one."""


def control(profile: DesignProfile, platform: str, fleet: str = "reader") -> ControlProfile:
    return profile.phases[0].profiles[platform, fleet]


@pytest.mark.parametrize("design", ["today", "middle", "one"])
def test_every_leaf_of_every_pair_is_filled(design: str) -> None:
    profile = resolve(valid_scenario(), design)
    for phase in profile.phases:
        assert set(phase.profiles) == {
            (p, f) for p in ("records", "storage", "booking") for f in ("reader", "booker")
        }
        for one in phase.profiles.values():
            assert list(one.leaves) == list(one.origins) == list(leaves())
            groups = vars(one.settings).values()
            assert all(group is not None for group in groups)


def test_layers_win_in_their_order() -> None:
    today = resolve(valid_scenario(), "today")
    shared = today.phases[0].profiles["booking", "booker"]
    assert shared.value("credential") == "shared_account"
    assert shared.origins["credential"].id == "shared"
    assert shared.value("access_ttl").chosen.hours == 12.0
    assert shared.origins["access_ttl"].gap == "weaker"
    keys = control(today, "booking")
    assert keys.value("credential") == "static_key"
    assert keys.origins["credential"].layer == "rule"
    assert keys.origins["access_ttl"].layer == "standard"
    assert keys.origins["logging.delay"].id == "salesforce"


def test_groups_merge_by_leaf_and_choices_as_a_whole() -> None:
    one = control(resolve(valid_scenario(), "one"), "records")
    assert one.value("review.every").hours == 30 * 24
    assert one.origins["review.catch"].layer == "preset"
    middle = control(resolve(valid_scenario(), "middle"), "storage")
    assert middle.value("review.scope") == "chain"
    assert middle.value("review.catch") == 0.05
    text = changed(
        ("set: {credential: static_key,", "set: {revocation: {ticket: {service: 1 h}},"),
    )
    replaced = control(resolve(read_scenario(text), "today"), "records")
    assert replaced.value("revocation").kind == "ticket"
    assert replaced.value("revocation").push is None


def test_an_exception_ends() -> None:
    profile = resolve(valid_scenario(), "one")
    assert [phase.start_h for phase in profile.phases] == [-math.inf, 60 * 24.0]
    first, second = profile.phases
    assert first.exceptions == ("old_records", "older_records")
    assert second.exceptions == ("older_records",)
    assert first.profiles["records", "reader"].value("credential") == "client_secret"
    # Not the standard's workload_oidc: the platform takes no workload identity.
    assert second.profiles["records", "reader"].value("credential") == "static_key"
    assert first.profiles["storage", "reader"] is second.profiles["storage", "reader"]
    assert profile.at(-5.0) is first
    assert profile.at(60 * 24.0) is second


def test_unbound_platforms_are_their_own_directory() -> None:
    profile = resolve(valid_scenario(), "today")
    assert profile.binding == {"records": "staff", "storage": "cloud", "booking": "local:booking"}
    booking = control(profile, "booking")
    assert local_of("booking") == "local:booking"
    assert control(resolve(valid_scenario(), "one"), "storage").value("vault") == "local:storage"
    assert booking.value("vault") == "safe"


def test_defaults_follow_directory_and_credential() -> None:
    today = resolve(valid_scenario(), "one")
    assert control(today, "records").value("rotation").hours == 30 * 24
    assert control(today, "storage").value("copies").chosen == 0.0
    text = changed(("      access_ttl: 60 min\n", ""))
    records = control(resolve(read_scenario(text), "today"), "records")
    assert records.value("access_ttl").chosen.hours == pytest.approx(5 / 60)
    assert records.origins["access_ttl"].id == "keycloak"
    assert records.value("revocation").kind == "ticket"
    assert records.origins["revocation"].standing == "assumption"
    assert records.origins["offboarding.route"].standing == "fact"
    assert records.origins["offboarding.route"].source == "E116"


def test_facts_choices_and_assumptions_are_told_apart() -> None:
    records = control(resolve(valid_scenario(), "one"), "records")
    origins = records.origins
    assert origins["revocation"].standing == "fact"
    assert origins["revocation"].grade == "A"
    assert origins["approval.gates"].standing == "choice"
    assert origins["credential"].standing == "choice"
    assert origins["approval.service"].standing == "assumption"
    assert origins["approval.service"].grade == "assumption"
    today = control(resolve(valid_scenario(), "today"), "records").origins
    assert today["rotation"].standing == "assumption"
    assert today["grant_factor"].standing == "fact"
    assert today["copies"].standing == "assumption"
    assert today["copies"].grade == "A"


def test_effort_is_stated_or_the_default_where_bound_anew() -> None:
    assert resolve(valid_scenario(), "today").integration_person_days == {}
    one = resolve(valid_scenario(), "one").integration_person_days
    assert one == {"booking": 20.0, "records": 40.0}


def test_an_unknown_design_is_told() -> None:
    with pytest.raises(ScenarioError, match="found `tomorrow`; known are: today, middle, one"):
        resolve(valid_scenario(), "tomorrow")


def test_a_circle_is_told_with_its_path() -> None:
    designs = dict(valid_scenario().designs)
    designs["today"] = designs["today"].model_copy(update={"extends": "middle"})
    broken = valid_scenario().model_copy(update={"designs": designs})
    with pytest.raises(ScenarioError, match=r"today -> middle -> today|middle -> today -> middle"):
        resolve(broken, "middle")


def large(rules: dict[str, Rule]) -> Scenario:
    scenario = valid_scenario()
    platforms = {f"p{i}": scenario.organisation.platforms["storage"] for i in range(99)}
    fleets = {f"f{i}": scenario.workload.fleets["reader"] for i in range(90)}
    design = scenario.designs["today"].model_copy(update={"rules": rules, "binding": {}})
    return scenario.model_copy(
        update={
            "organisation": scenario.organisation.model_copy(update={"platforms": platforms}),
            "workload": scenario.workload.model_copy(update={"fleets": fleets}),
            "designs": {"today": design},
        }
    )


def test_a_large_organisation_resolves_soon_and_shares_profiles() -> None:
    rules = {
        f"r{i}": Rule.model_validate({"where": {"platform": f"p{i}"}, "set": {"copies": str(i)}})
        for i in range(99)
    }
    started = time.process_time()
    profile = resolve(large(rules), "today")
    assert time.process_time() - started < CPU_LIMIT_S
    assert len(profile.phases[0].profiles) == 99 * 90
    assert len({id(one) for one in profile.phases[0].profiles.values()}) == 99


def test_pairs_are_a_mapping_of_platforms_and_fleets() -> None:
    where = {"platform": "p1", "fleet": "f1"}
    rules = {"one": Rule.model_validate({"where": where, "set": {"copies": "7"}})}
    profiles = resolve(large(rules), "today").phases[0].profiles
    assert profiles["p1", "f1"].value("copies") != profiles["p1", "f2"].value("copies")
    assert profiles["p1", "f2"] is profiles["p1", "f3"]
    assert list(profiles.items()) == [(pair, profiles[pair]) for pair in profiles]
    assert [*profiles.values()] == [profile for _, profile in profiles.items()]
    assert ("p1", "nobody") not in profiles
    assert profiles.get(("nowhere", "f1")) is None
