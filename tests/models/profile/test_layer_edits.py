from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.resources import scenarios_folder
from models.errors import ScenarioError
from models.formats import check_scenario, read_scenario, typed_text, typed_value
from models.profile import (
    PlacedValue,
    copied_rule,
    in_standard,
    on_platform,
    resolve,
    with_placed,
)

if TYPE_CHECKING:
    from models.scenario import Scenario

_DESIGNS = ("fragmented", "two_hubs", "unified")
_PLATFORMS = ("mail", "lake", "crm")
_FLEETS = ("", "triage", "analyst", "quoter")
_VALUES = {
    "access_ttl": "7 min",
    "rotation_skip": "0.375",
    "logging.correlated": "0.625",
    "review.every": "11 d",
    "revocation": "{poll: {steps: [3 min]}}",
    "issuance": "standing",
}


@cache
def _scenario() -> Scenario:
    return read_scenario(scenarios_folder() / "three_assistants.yaml")


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(_DESIGNS),
    st.sampled_from(_PLATFORMS),
    st.sampled_from(_FLEETS),
    st.sampled_from(sorted(_VALUES)),
)
def test_a_cell_resolves_to_what_is_typed_and_no_other_place_changes(
    design: str, platform: str, fleet: str, path: str
) -> None:
    before = resolve(_scenario(), design)
    raw = typed_value(_VALUES[path])
    excepted = {
        origin.id
        for phase in before.phases
        for (where, who), control in phase.profiles.items()
        if where == platform and fleet in ("", who)
        if (origin := control.origins[path]).layer == "exception"
    }
    if excepted and fleet:  # the exception of the file is about all fleets
        with pytest.raises(ScenarioError, match="exception that decides"):
            on_platform(_scenario(), design, platform, path, raw, fleet)
        return
    edited = on_platform(_scenario(), design, platform, path, raw, fleet)
    assert check_scenario(edited) == []
    after = resolve(edited, design)
    wanted = in_standard(_scenario(), design, path, raw)
    (key, *inner) = path.split(".")
    leaf = getattr(wanted.designs[design].standard, key)
    for name in inner:
        leaf = getattr(leaf, name)
    for (where, who), control in after.phases[0].profiles.items():
        if where == platform and fleet in ("", who):
            assert control.value(path) == leaf.value
        else:
            assert control.leaves == before.phases[0].profiles[where, who].leaves


def test_two_edits_of_one_place_are_one_rule() -> None:
    once = on_platform(_scenario(), "fragmented", "mail", "access_ttl", "5 min")
    twice = on_platform(once, "fragmented", "mail", "rotation", "3 d")
    assert len(twice.designs["fragmented"].rules) == len(once.designs["fragmented"].rules)


def test_the_standard_leaves_rules_alone() -> None:
    edited = in_standard(_scenario(), "fragmented", "rotation", "1 d")
    lake = resolve(edited, "fragmented").phases[0].profiles["lake", "analyst"]
    assert lake.value("rotation") == resolve(_scenario(), "fragmented").phases[0].profiles[
        "lake", "analyst"
    ].value("rotation")


def test_an_exception_of_wider_scope_is_not_overruled_in_silence() -> None:
    with pytest.raises(ScenarioError, match="exception that decides"):
        on_platform(_scenario(), "unified", "crm", "rotation", "1 d", "triage")


def test_a_copied_rule_means_the_same_there() -> None:
    copied = copied_rule(_scenario(), "fragmented", "unified", "lake_keys")
    lake = resolve(copied, "unified").phases[0].profiles["lake", "analyst"]
    assert lake.value("credential") == "static_key"
    assert lake.origins["credential"].id == "lake_keys"
    with pytest.raises(ScenarioError, match="nothing to copy"):
        copied_rule(copied, "fragmented", "unified", "lake_keys")


def test_what_is_shown_for_editing_reads_back_as_the_same() -> None:
    control = resolve(_scenario(), "unified").phases[0].profiles["mail", "triage"]
    for path, leaf in control.leaves.items():
        if ":" in str(leaf.value):
            continue  # the place of a platform's own cannot be written
        text = typed_text(leaf)
        again = in_standard(_scenario(), "unified", path, typed_value(text))
        (key, *inner) = path.split(".")
        found = getattr(again.designs["unified"].standard, key)
        for name in inner:
            found = getattr(found, name)
        assert found.value == leaf.value, path


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_several_values_resolve_to_what_is_typed_in_any_order(data: st.DataObject) -> None:
    design = data.draw(st.sampled_from(_DESIGNS))
    places = st.tuples(st.sampled_from(("", *_PLATFORMS)), st.sampled_from(sorted(_VALUES)))
    asked = [
        PlacedValue(platform, path, typed_value(_VALUES[path]))
        for platform, path in data.draw(st.lists(places, unique=True, min_size=1))
    ]
    edited = with_placed(_scenario(), design, asked)
    other = with_placed(_scenario(), design, data.draw(st.permutations(asked)))
    assert check_scenario(edited) == []
    profiles = resolve(edited, design).phases[0].profiles
    assert {key: one.leaves for key, one in profiles.items()} == {
        key: one.leaves for key, one in resolve(other, design).phases[0].profiles.items()
    }
    for each in asked:
        found = [one for (where, _), one in profiles.items() if where == each.platform]
        texts = {typed_text(one.leaves[each.path]) for one in found}
        assert texts <= {_VALUES[each.path]}


def test_a_platform_that_follows_the_standard_gets_no_rule() -> None:
    asked = [PlacedValue(where, "access_ttl", "7 min") for where in ("", *_PLATFORMS)]
    edited = with_placed(_scenario(), "unified", asked)
    assert edited.designs["unified"].rules == _scenario().designs["unified"].rules
    profiles = resolve(edited, "unified").phases[0].profiles
    assert {typed_text(one.leaves["access_ttl"]) for one in profiles.values()} == {"7 min"}
