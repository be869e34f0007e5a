"""What is kept from one state of a scenario to the next is what would be made anew."""

from __future__ import annotations

import pytest

from app.resources import scenarios_folder
from app.window.governed import chips_of, govern
from app.window.objects import ON_CANVAS, ObjectRef, collection
from models.formats import read_scenario
from models.scenario.edits import with_value, without

SCENARIO = read_scenario(scenarios_folder() / "three_assistants.yaml")

KEPT = {
    ("layout",): {"crm": (80, 80)},
    ("title",): "Another name",
    ("organisation", "vaults", "team_vault", "title"): "Safe",
    ("workload", "fleets", "quoter", "agents"): 7,
    ("workload", "fleets", "quoter", "owner"): None,
}
"""Edits that no profile is made from; None: taken out."""

OTHERS = {
    ("organisation", "platforms", "crm", "title"): "Customers",
    ("organisation", "platforms", "crm", "kind"): "internal_api",
    ("workload", "fleets", "triage", "uses"): {},
    ("designs", "fragmented", "standard", "access_ttl"): "8 h",
    ("designs", "fragmented", "binding", "crm"): "entra",
    ("experiment", "horizon"): "400 d",
}


@pytest.mark.parametrize("path", [*KEPT, *OTHERS], ids=".".join)
@pytest.mark.parametrize("design", SCENARIO.designs)
def test_an_edit_and_its_way_back_look_as_if_nothing_was_kept(
    path: tuple[str, ...], design: str
) -> None:
    raw = (KEPT | OTHERS)[path]
    edited = without(SCENARIO, path) if raw is None else with_value(SCENARIO, path, raw)
    shown = govern(SCENARIO, design)
    for scenario in (SCENARIO, edited, SCENARIO):
        shown, fresh = govern(scenario, design, shown), govern(scenario, design)
        assert shown.profile == fresh.profile
        assert shown.scenario is scenario
        assert (shown.platforms_of, shown.fleets_of) == (fresh.platforms_of, fresh.fleets_of)
        assert (shown.resources_of, shown.restricted_of) == (
            fresh.resources_of, fresh.restricted_of,
        )  # fmt: skip
        for kind in ON_CANVAS:
            for key in collection(scenario, kind):
                ref = ObjectRef(kind, key)
                assert chips_of(shown, ref) == chips_of(fresh, ref)


@pytest.mark.parametrize("path", KEPT, ids=".".join)
def test_a_profile_is_kept_where_nothing_of_it_was_edited(path: tuple[str, ...]) -> None:
    raw = KEPT[path]
    edited = without(SCENARIO, path) if raw is None else with_value(SCENARIO, path, raw)
    before = govern(SCENARIO, "fragmented")
    assert govern(edited, "fragmented", before).profile is before.profile
