from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.scenario.building import added, blank, pinned
from models.scenario.edits import with_value
from models.scenario.objects import ObjectRef

if TYPE_CHECKING:
    from models.scenario import Scenario

PLACES = st.dictionaries(
    st.sampled_from("abcdef"), st.tuples(st.integers(-99, 99), st.integers(-99, 99)), max_size=6
)


def laid_out(places: dict[str, tuple[int, int]]) -> Scenario:
    return with_value(blank(), ("layout",), places)


@given(PLACES, PLACES)
def test_who_has_a_place_keeps_it_and_the_others_get_the_one_they_are_shown_at(
    places: dict[str, tuple[int, int]], standing: dict[str, tuple[int, int]]
) -> None:
    after = pinned(laid_out(places), standing)
    assert after.layout == {**standing, **places}
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
