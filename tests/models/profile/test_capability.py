from __future__ import annotations

import pytest

from models.compiled import compile_governance, compile_world
from models.errors import ScenarioError
from models.formats import read_scenario
from models.profile import digest, resolve

WORDS = """
sprawl: 1
title: Old and new
organisation:
  teams: {{desk: {{}}}}
  directories: {{store: {{kind: okta}}}}
  platforms:
    old: {{kind: {kind}, owner: desk, {flags}}}
    new: {{kind: internal_api, owner: desk}}
  resources: {{ledger: {{platform: old}}, page: {{platform: new}}}}
workload: {{fleets: {{clerks: {{agents: 2, tasks: 1 / d, uses: {{ledger: 1, page: 1}}}}}}}}
designs:
  one:
    binding: {{old: store, new: store}}
    standard:
      credential: spiffe_svid
      issuance: {{jit: {{}}}}
      authorisation: {{request_time: {{}}}}
      revocation: {{push: {{delay: 5 min}}}}
      rotation: 90 d
      grant_factor: 4
      compensation: {compensation}
    {more}
experiment: {{seed: 1, baseline: one}}
"""

INSTEAD = "{scope: 0.5, captured: 0.2, rotation: 30 d, expiry: 90 d}"


def words(
    flags: str = "legacy: true",
    compensation: str = "{}",
    more: str = "notes: none",
    kind: str = "on_premises",
) -> str:
    return WORDS.format(flags=flags, compensation=compensation, more=more, kind=kind)


def test_a_legacy_platform_takes_nothing_modern_and_shows_the_gap() -> None:
    profile = resolve(read_scenario(words()), "one")
    old = profile.phases[0].profiles["old", "clerks"]
    new = profile.phases[0].profiles["new", "clerks"]
    assert old.value("credential") == "static_key"
    assert old.value("issuance").kind == "standing"
    assert old.value("authorisation").kind == "static_role"
    assert old.value("revocation").kind != "push"
    assert old.origins["credential"].gap == "weaker"
    assert old.origins["issuance"].layer == "preset"
    assert old.value("rotation").hours == 90 * 24
    assert new.value("credential") == "spiffe_svid"
    assert new.value("issuance").kind == "jit"


@pytest.mark.parametrize("kind", ["aws", "azure", "kubernetes", "saas"])
def test_a_modern_default_of_a_vendor_is_not_taken_either(kind: str) -> None:
    old = resolve(read_scenario(words(kind=kind)), "one").phases[0].profiles["old", "clerks"]
    assert old.value("credential") == "static_key"
    assert old.value("revocation").kind != "push"


def test_without_workload_identity_only_the_credential_is_another() -> None:
    scenario = read_scenario(words(flags="workload_identity: false"))
    old = resolve(scenario, "one").phases[0].profiles["old", "clerks"]
    assert old.value("credential") == "static_key"
    assert old.value("issuance").kind == "jit"


@pytest.mark.parametrize(
    ("compensation", "more", "exceptions", "scope"),
    [
        ("{}", "notes: none", 1, 1.0),
        (INSTEAD, "notes: none", 0, 0.5),
        (
            "{}",
            "exceptions: {e: {owner: desk, reason: old, where: {platform: old}, set: {copies: 2}}}",
            1,
            1.0,
        ),
    ],
)
def test_controls_compensate_or_it_stands_as_an_exception(
    compensation: str, more: str, exceptions: int, scope: float
) -> None:
    scenario = read_scenario(words(compensation=compensation, more=more))
    world = compile_world(scenario)
    design = compile_governance(world, resolve(scenario, "one"), scenario)
    row = design.phases[0].at(0, 0)
    assert design.exceptions == (exceptions,)
    assert row.scope == scope
    assert row.captured_more == (0.2 if scope < 1 else 0.0)
    assert row.rotation_h == (30 if scope < 1 else 90) * 24
    assert design.phases[0].at(1, 0).scope == 1.0


def test_controls_compensate_for_a_stated_exception_and_count_as_content() -> None:
    exception = (
        "exceptions: {e: {owner: desk, reason: slow, where: {platform: new}, set: {copies: 2}}}"
    )
    rule = "rules: {e: {where: {platform: new}, set: {copies: 2}}}"
    found = {}
    for name, more in (("exception", exception), ("rule", rule)):
        for instead in ("{}", INSTEAD):
            scenario = read_scenario(words("legacy: false", instead, more))
            profile = resolve(scenario, "one")
            design = compile_governance(compile_world(scenario), profile, scenario)
            found[name, instead] = design.phases[0].at(1, 0).scope, digest(profile)
    assert found["exception", INSTEAD][0] == 0.5
    assert found["rule", INSTEAD][0] == 1.0
    assert found["exception", INSTEAD][1] != found["rule", INSTEAD][1]


def test_what_a_rule_asks_by_name_of_an_old_platform_is_an_error() -> None:
    more = "rules: {r: {where: {platform: [new, old]}, set: {issuance: {jit: {}}}}}"
    with pytest.raises(ScenarioError) as raised:
        read_scenario(words(more=more))
    text = str(raised.value)
    assert "designs.one.rules.r.set.issuance" in text
    assert "`old` is legacy" in text
