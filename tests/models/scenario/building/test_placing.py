from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.scenario.building import (
    added,
    blank,
    domain_key,
    domain_of,
    folded_domains,
    laid_out,
    pinned,
    places,
    with_folded,
    with_object,
    with_unfolded,
)
from models.scenario.edits import with_value
from models.scenario.objects import ObjectRef
from models.scenario.sameness import same_run

if TYPE_CHECKING:
    from models.scenario import Scenario

PLACES = st.dictionaries(
    st.sampled_from("abcdef"), st.tuples(st.integers(-99, 99), st.integers(-99, 99)), max_size=6
)


def laid_out_by(put: dict[str, tuple[int, int]]) -> Scenario:
    return with_value(blank(), ("layout",), put)


@given(PLACES, PLACES)
def test_who_has_a_place_keeps_it_and_the_others_get_the_one_they_are_shown_at(
    put: dict[str, tuple[int, int]], standing: dict[str, tuple[int, int]]
) -> None:
    after = pinned(laid_out_by(put), standing)
    assert after.layout == {**standing, **put}
    assert pinned(after, standing) is after


@pytest.mark.parametrize("which", [0, 1])
def test_a_trust_edge_leads_from_what_lies_on_the_selected_platform(which: int) -> None:
    scenario = blank()
    platforms, resources = [], []
    for _ in range(2):
        scenario, platform = added(scenario, "platform")
        scenario, resource = added(scenario, "resource", near=[platform])
        platforms.append(platform)
        resources.append(resource)
    scenario, made = added(scenario, "trust_edge", near=[platforms[which]])
    edge = scenario.organisation.trust_edges[made.id]
    assert (edge.source, edge.target) == (resources[which].id, resources[1 - which].id)
    scenario, made = added(scenario, "trust_edge", near=[platforms[1], platforms[0]])
    edge = scenario.organisation.trust_edges[made.id]
    assert ObjectRef("resource", edge.source) == resources[1]


@given(PLACES, PLACES, st.lists(st.sampled_from(["one", "two"]), unique=True))
def test_domains_are_folded_and_opened_without_touching_places(
    before: dict[str, tuple[int, int]],
    standing: dict[str, tuple[int, int]],
    folded: list[str],
) -> None:
    scenario = laid_out_by(before)
    for title in ("one", "two"):
        raw = {"title": title, "kind": "other"}
        scenario, _ = with_object(scenario, "directory", raw, key=title)
    after = with_folded(scenario, dict.fromkeys(folded, (8, 8)))
    assert folded_domains(after) == folded
    assert places(after) == (after.layout if before else {})
    assert with_unfolded(after, folded).layout == scenario.layout
    assert laid_out(after).layout == {domain_key(one): (8, 8) for one in folded}
    assert [domain_of(key) for key in laid_out(after).layout] == folded
    pinned_too = pinned(after, {**standing, **{domain_key(one): (16, 16) for one in folded}})
    assert folded_domains(pinned_too) == folded
    shown_at = (8, 8) if before else (16, 16)  # a mark alone is no place: all were laid out
    assert all(pinned_too.layout[domain_key(one)] == shown_at for one in folded)
    assert same_run(scenario, after)
