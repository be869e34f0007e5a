from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import ModelError, ScenarioError
from models.formats import check_edit, fragment_text, read_scenario, with_fragment
from models.scenario.building import blank
from models.scenario.objects import ObjectRef, find, objects_of

if TYPE_CHECKING:
    from models.scenario import Scenario

_FILE = Path(__file__).parents[3] / "scenarios" / "three_assistants.yaml"


@cache
def _scenario() -> Scenario:
    return read_scenario(_FILE)


@given(st.data())
@settings(max_examples=40)
def test_objects_are_pasted_as_copies_that_say_the_same(data: st.DataObject) -> None:
    scenario = _scenario()
    every = st.sampled_from(list(objects_of(scenario)))
    refs = data.draw(st.lists(every, min_size=1, max_size=5, unique=True))
    text = fragment_text(scenario, refs)
    after, made = with_fragment(scenario, text, "unified")
    assert len(made) == len(refs)
    assert len(set(made)) == len(made)
    assert not any(find(scenario, ref) for ref in made)
    assert check_edit(after)[1] is None
    alone = [ref for ref in refs if not ref.design]
    if len(refs) == 1 and alone:
        assert find(after, made[0]) == find(scenario, refs[0])


@given(st.text(max_size=300))
@settings(max_examples=60)
def test_rubbish_is_refused_with_a_place(text: str) -> None:
    with pytest.raises(ModelError, match="clipboard"):
        with_fragment(_scenario(), text, "unified")


@given(st.integers(0, 2000), st.characters())
@settings(max_examples=60)
def test_a_damaged_text_is_refused_or_pasted_whole(at: int, letter: str) -> None:
    pairs = (("platform", "crm"), ("fleet", "quoter"), ("vault", "team_vault"))
    refs = [ObjectRef(*pair) for pair in pairs]
    text = fragment_text(_scenario(), refs)
    at %= len(text)
    try:
        after, _ = with_fragment(_scenario(), text[:at] + letter + text[at + 1 :], "unified")
    except ModelError:
        return
    assert check_edit(after)[1] is None


def test_what_belongs_together_is_pasted_into_another_scenario() -> None:
    pairs = (("platform", "crm"), ("resource", "quotes"), ("team", "service"))
    refs = [ObjectRef(*pair) for pair in pairs]
    after, _ = with_fragment(blank(), fragment_text(_scenario(), refs), "as_it_is")
    assert after.organisation.resources["quotes"].platform == "crm"
    assert after.organisation.platforms["crm"].owner == "service"
    assert after.designs["as_it_is"].binding == {"crm": "local"}
    assert after.layout["crm"] == (432, 512)


def test_a_reference_to_something_absent_is_told_with_line_and_field() -> None:
    text = fragment_text(_scenario(), [ObjectRef("resource", "quotes")])
    with pytest.raises(ScenarioError) as caught:
        with_fragment(blank(), text, "as_it_is")
    error = caught.value
    assert error.place.path == "organisation.resources.quotes.platform"
    assert text.splitlines()[error.place.line - 1].lstrip().startswith(("quotes:", "resources:"))
    assert error.found == "`crm`"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hello", "objects of a scenario"),
        ("", "an empty file"),
        ("organisation: {platforms: {x: {kind: cloud}}}", "platforms.x.kind"),
        ("sprawl: 1\ntitle: Whole\n", "one of organisation"),
        ("organisation: {}\n", "at least one object"),
        ("organisation: {platforms: {x: {kind: saas, colour: red}}}", "colour"),
        ("rules: {a: {b: {set: {vault: nowhere}}}}", "the id of a vault"),
    ],
)
def test_each_mistake_is_named(text: str, expected: str) -> None:
    with pytest.raises(ModelError, match=expected):
        with_fragment(_scenario(), text, "unified")
