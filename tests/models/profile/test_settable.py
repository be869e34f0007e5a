from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.formats import check_edit, read_scenario
from models.profile import merged, settable, with_setting
from models.scenario.leaves import flatten, leaves
from models.scenario.objects import ObjectRef, objects_of

if TYPE_CHECKING:
    from models.scenario import Scenario

_KINDS = ("design", "rule", "exception", "platform")


@cache
def _scenario() -> Scenario:
    return read_scenario(Path(__file__).parents[3] / "scenarios" / "three_assistants.yaml")


@given(st.data())
@settings(max_examples=60)
def test_what_is_offered_can_be_said_and_then_stands_there(data: st.DataObject) -> None:
    scenario = _scenario()
    refs = [ref for ref in objects_of(scenario) if ref.kind in _KINDS]
    ref = data.draw(st.sampled_from(refs))
    one = data.draw(st.sampled_from(settable(scenario, ref, "unified")))
    if ref.kind == "platform" and ref.id == "crm":
        return  # an exception decides there
    after = with_setting(scenario, ref, one, "unified")
    _, contradiction = check_edit(after)
    if contradiction is not None:  # such as workload identity where a platform takes none
        assert contradiction.place.path.startswith(".".join(ref.path))
        return
    again = settable(after, ref, "unified")
    assert one not in again
    assert {each.path for each in settable(scenario, ref, "unified")} <= set(leaves())


def test_a_platform_says_it_by_a_rule_of_the_design_in_view() -> None:
    ref = ObjectRef("platform", "lake")
    one = next(each for each in settable(_scenario(), ref, "two_hubs") if each.kind == "jit")
    after = with_setting(_scenario(), ref, one, "two_hubs")
    rules = merged(after.designs, "two_hubs").rules.values()
    said = [flatten(rule.set) for rule in rules if rule.where.platform == ("lake",)]
    assert any("issuance" in each for each in said)
    assert after.designs["fragmented"] == _scenario().designs["fragmented"]


@pytest.mark.parametrize("kind", ["team", "vault", "incident", "fleet"])
def test_other_objects_say_no_settings(kind: str) -> None:
    ref = next(ref for ref in objects_of(_scenario()) if ref.kind == kind)
    assert settable(_scenario(), ref, "unified") == []
