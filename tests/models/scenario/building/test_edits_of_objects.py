from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import ScenarioError
from models.formats import check_edit, read_content, read_scenario, scenario_text
from models.metrics import METRICS
from models.profile import connected, disconnected, ends, meaning
from models.profile.connecting import reason
from models.scenario.building import (
    added,
    blank,
    duplicated,
    fresh_id,
    is_free,
    is_id,
    removal,
    renamed,
    retitled,
)
from models.scenario.differences import diff
from models.scenario.objects import KINDS, ObjectRef, find, objects_of
from tests.models.formats.samples import valid_scenario

if TYPE_CHECKING:
    from models.scenario import Scenario

_BUNDLED = Path(__file__).parents[4] / "scenarios"


@cache
def _scenarios() -> tuple[Scenario, ...]:
    names = ("three_assistants", "half_way", "one_directory_falls")
    return (valid_scenario(), *(read_scenario(_BUNDLED / f"{name}.yaml") for name in names))


@st.composite
def _scenario_and_object(draw: st.DrawFn) -> tuple[Scenario, ObjectRef]:
    scenario = draw(st.sampled_from(_scenarios()))
    return scenario, draw(st.sampled_from(list(objects_of(scenario))))


def _holds_together(scenario: Scenario) -> None:
    """Nothing contradicts anything, and what is written is read back as the same."""
    _, contradiction = check_edit(scenario)
    assert contradiction is None, str(contradiction)
    text = scenario_text(scenario).encode()
    assert not diff(scenario, read_content(text, "again", draft=True))


@given(_scenario_and_object())
@settings(max_examples=60)
def test_what_is_removed_is_nowhere_and_the_rest_holds_together(
    drawn: tuple[Scenario, ObjectRef],
) -> None:
    scenario, ref = drawn
    try:
        found = removal(scenario, [ref])
    except ScenarioError:
        assert ref.kind == "design"
        return
    assert find(found.scenario, ref) is None
    assert all(find(scenario, one) and not find(found.scenario, one) for one in found.also)
    _holds_together(found.scenario)


@given(st.sampled_from(_scenarios()), st.data())
@settings(max_examples=40)
def test_several_objects_are_removed_at_once(scenario: Scenario, data: st.DataObject) -> None:
    every = [ref for ref in objects_of(scenario) if ref.kind != "design"]
    refs = data.draw(st.lists(st.sampled_from(every), min_size=2, max_size=6, unique=True))
    found = removal(scenario, refs)
    assert not any(find(found.scenario, ref) for ref in refs)
    assert not set(found.also) & set(refs)
    _holds_together(found.scenario)


@given(_scenario_and_object())
@settings(max_examples=60)
def test_a_renamed_object_is_renamed_everywhere_and_back(
    drawn: tuple[Scenario, ObjectRef],
) -> None:
    scenario, ref = drawn
    there = renamed(scenario, ref, "zz_new_name")
    assert find(there, ObjectRef(ref.kind, "zz_new_name", ref.design)) is not None
    assert find(there, ref) is None
    _holds_together(there)
    back = renamed(there, ObjectRef(ref.kind, "zz_new_name", ref.design), ref.id)
    assert back == scenario
    assert scenario_text(back) == scenario_text(scenario)


@given(_scenario_and_object())
@settings(max_examples=60)
def test_a_copy_says_what_its_original_says(drawn: tuple[Scenario, ObjectRef]) -> None:
    scenario, ref = drawn
    after, (copy,) = duplicated(scenario, [ref])
    assert find(after, copy) == find(scenario, ref)
    assert copy.id != ref.id
    _holds_together(after)
    assert not removal(after, [copy]).also
    assert _without_layout(removal(after, [copy]).scenario) == _without_layout(scenario)


def _without_layout(scenario: Scenario) -> Scenario:
    return scenario.model_copy(update={"layout": {}})


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 50)), max_size=14))
@settings(max_examples=60)
def test_objects_are_added_to_an_empty_page_in_any_order(steps: list[tuple[str, int]]) -> None:
    scenario = blank()
    for kind, at in steps:
        there = list(objects_of(scenario))
        near = [there[at % len(there)]] if there else []
        try:
            scenario, ref = added(scenario, kind, near=near, place=(at, at))
        except ScenarioError:
            assert kind in ("resource", "trust_edge", "exception")
            continue
        assert find(scenario, ref) is not None
    _holds_together(scenario)


@given(st.sampled_from(_scenarios()), st.data())
@settings(max_examples=60)
def test_what_is_lit_up_can_be_joined_and_parted_again(
    scenario: Scenario, data: st.DataObject
) -> None:
    design = data.draw(st.sampled_from(list(scenario.designs)))
    one = data.draw(st.sampled_from(list(objects_of(scenario))))
    found = ends(scenario, [one], design)
    assert set(found) == {ref for ref in objects_of(scenario) if ref != one}
    assert all(why == "" or why[0].isupper() or why[0] == "“" for why in found.values())
    other = data.draw(st.sampled_from(list(found)))
    if found[other]:
        with pytest.raises(ScenarioError, match="can be joined"):
            connected(scenario, one, other, design)
        return
    after = connected(scenario, one, other, design)
    assert "already" in ends(after, [one], design)[other]
    _holds_together(after)
    if {one.kind, other.kind} != {"resource", "platform"}:
        parted = disconnected(after, one, other, design)
        assert "already" not in ends(parted, [one], design)[other]
        _holds_together(parted)


@given(st.sampled_from(_scenarios()), st.data())
@settings(max_examples=40)
def test_several_can_be_joined_where_one_of_them_can(
    scenario: Scenario, data: st.DataObject
) -> None:
    design = data.draw(st.sampled_from(list(scenario.designs)))
    every = list(objects_of(scenario))
    refs = data.draw(st.lists(st.sampled_from(every), min_size=2, max_size=5, unique=True))
    found = ends(scenario, refs, design)
    assert found.keys() == set(every) - set(refs)
    for other in data.draw(st.lists(st.sampled_from(list(found)), max_size=8)):
        whys = [reason(scenario, one, other, design) for one in refs]
        assert bool(found[other]) == all(whys)
        assert found[other] in whys
        for one, why in zip(refs, whys, strict=True):
            meant = meaning(scenario, one, other, design)
            assert meant or why  # what can be joined means something
            if why.endswith(" already"):
                assert meant.startswith(why.removesuffix(" already"))


def test_what_joining_means_is_said_with_names_and_where_it_holds() -> None:
    scenario = read_scenario(_BUNDLED / "three_assistants.yaml")
    crm, entra = ObjectRef("platform", "crm"), ObjectRef("directory", "entra")
    said = "“Entra ID” authenticates for “Sales SaaS” in this design"
    assert meaning(scenario, crm, entra, "fragmented") == said
    assert meaning(scenario, entra, crm, "fragmented") == said
    triage = ObjectRef("fleet", "triage")
    assert meaning(scenario, triage, crm, "fragmented").endswith("works on “Sales SaaS”")
    assert meaning(scenario, triage, entra, "fragmented") == ""


@given(st.text(max_size=80), st.sampled_from(KINDS))
def test_any_name_gives_an_id(name: str, kind: str) -> None:
    key = fresh_id(valid_scenario(), kind, name, "one")
    assert is_id(key)
    assert is_free(valid_scenario(), kind, key, "one")


def test_removing_a_platform_says_what_else_goes() -> None:
    scenario = _scenarios()[1]
    found = removal(scenario, [ObjectRef("platform", "crm")])
    kinds = {(ref.kind, ref.id) for ref in found.also}
    assert ("resource", "customers") in kinds
    assert ("trust_edge", "key_in_mail") in kinds
    assert ("incident", "leaked_key") in kinds
    assert ("rule", "crm_as_delivered") in kinds
    assert ("exception", "crm_cannot_federate_agents") in kinds
    sentence = found.sentence(scenario)
    assert "“Customer records”" in sentence
    assert sentence.endswith("more")
    assert "crm" not in found.scenario.designs["unified"].costs.integration
    rule = found.scenario.designs["fragmented"].rules["triage_shares_an_account"]
    assert rule.where.platform == ("mail",)


def test_removing_a_directory_lets_platforms_fall_back_to_their_own_users() -> None:
    found = removal(_scenarios()[1], [ObjectRef("directory", "entra")])
    assert set(found.scenario.designs["unified"].binding.values()) == {"local"}


def test_the_last_design_and_one_that_others_extend_stay() -> None:
    with pytest.raises(ScenarioError, match="at least one design"):
        removal(blank(), [ObjectRef("design", "as_it_is")])
    with pytest.raises(ScenarioError, match="two_hubs"):
        removal(_scenarios()[1], [ObjectRef("design", "fragmented")])


def test_the_baseline_passes_to_the_next_design() -> None:
    both = [ObjectRef("design", "fragmented"), ObjectRef("design", "two_hubs")]
    run = removal(_scenarios()[1], both).scenario.experiment
    assert (run.baseline, run.compare) == ("unified", ())


@pytest.mark.parametrize("new", ["9lives", "Mail", "", "a b", "lake", "local"])
def test_a_bad_or_taken_id_is_refused(new: str) -> None:
    with pytest.raises(ScenarioError, match="expected an id"):
        renamed(_scenarios()[1], ObjectRef("platform", "mail"), new)


def test_a_rule_is_renamed_in_the_designs_that_replace_it() -> None:
    after = renamed(_scenarios()[1], ObjectRef("rule", "lake_keys", "fragmented"), "keys")
    assert "keys" in after.designs["two_hubs"].rules
    assert "lake_keys" not in after.designs["two_hubs"].rules


def test_an_empty_title_is_left_out() -> None:
    scenario = _scenarios()[1]
    ref = ObjectRef("vault", "team_vault")
    assert retitled(scenario, ref, "  Safe ").organisation.vaults["team_vault"].title == "Safe"
    assert retitled(scenario, ref, " ").organisation.vaults["team_vault"].title == ""


def test_copies_of_things_that_belong_together_belong_together() -> None:
    scenario = _scenarios()[1]
    refs = [ObjectRef("platform", "crm"), ObjectRef("resource", "quotes")]
    after, (platform, resource) = duplicated(scenario, refs)
    assert after.organisation.resources[resource.id].platform == platform.id
    assert after.designs["unified"].binding[platform.id] == "entra"


def test_what_the_experiment_varies_follows() -> None:
    vary = {"workload.fleets.triage.agents": ("1", "2")}
    scenario = _scenarios()[1]
    run = scenario.experiment.model_copy(update={"vary": vary})
    scenario = scenario.model_copy(update={"experiment": run})
    after = renamed(scenario, ObjectRef("fleet", "triage"), "sorting")
    assert list(after.experiment.vary) == ["workload.fleets.sorting.agents"]
    gone = removal(scenario, [ObjectRef("fleet", "triage")]).scenario
    assert not gone.experiment.vary


def test_the_headline_of_an_empty_page_names_metrics() -> None:
    ids = {metric.id for metric in METRICS}
    assert set(blank().experiment.headline) <= ids


def test_copies_whose_new_ids_are_old_ids_of_others_keep_their_own() -> None:
    scenario, (second,) = duplicated(_scenarios()[1], [ObjectRef("platform", "crm")])
    refs = [ObjectRef("platform", "crm"), second, ObjectRef("resource", "quotes")]
    after, (third, _, quotes) = duplicated(scenario, refs)
    assert after.organisation.resources[quotes.id].platform == third.id
