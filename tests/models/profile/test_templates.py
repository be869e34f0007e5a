from __future__ import annotations

import pytest

from models.formats import check_edit, check_scenario
from models.presets import evidence_table
from models.profile import resolve
from models.profile.templates import GROUPS, Template, from_template, templates
from models.scenario.building import blank
from models.scenario.incidents import KINDS
from models.scenario.objects import ObjectRef, find
from tests.models.formats.samples import valid_scenario

_EVERY = [one for group in GROUPS for one in templates(blank(), group)]


@pytest.mark.parametrize("template", _EVERY, ids=lambda one: f"{one.group}.{one.id}")
def test_each_template_can_be_added_to_an_empty_page(template: Template) -> None:
    after, ref = from_template(blank(), template, "as_it_is", (8, 16))
    assert find(after, ref) is not None
    assert check_edit(after)[1] is None
    assert after.layout.get(ref.id, (8, 16)) == (8, 16)
    assert all(source in evidence_table() for source in template.sources)


def test_ids_are_unique_in_each_group() -> None:
    assert len({(one.group, one.id) for one in _EVERY}) == len(_EVERY)
    assert all(templates(blank(), group) for group in GROUPS if group != "incident")


def test_a_cloud_comes_with_its_vault_and_the_defaults_of_its_vendor() -> None:
    aws = next(one for one in templates(blank(), "cloud") if one.id == "aws")
    after, ref = from_template(blank(), aws, "as_it_is")
    assert "E015" in aws.sources
    fleet = next(one for one in templates(after, "fleet") if one.id == "jobs")
    after, worker = from_template(after, fleet, "as_it_is")
    control = resolve(after, "as_it_is").phases[0].profiles[ref.id, worker.id]
    assert control.leaves["vault"].value in after.organisation.vaults
    assert control.origins["access_ttl"].layer == "preset"
    assert control.origins["access_ttl"].source == "E015"


def test_each_incident_that_is_offered_can_happen() -> None:
    scenario = valid_scenario()
    offered = templates(scenario, "incident")
    kinds = {next(key for key in one.parts[0][1] if key not in ("title", "at")) for one in offered}
    assert kinds == set(KINDS)
    for template in offered:
        after, ref = from_template(scenario, template, next(iter(scenario.designs)))
        assert ref.id in after.incidents
        assert not check_scenario(after)


def test_a_fleet_like_another_is_governed_alike() -> None:
    scenario = valid_scenario()
    first = templates(scenario, "fleet")[0]
    after, ref = from_template(scenario, first, next(iter(scenario.designs)))
    original = ObjectRef("fleet", first.like)
    assert find(after, ref) == find(scenario, original)
    assert not check_scenario(after)


def test_a_fleet_like_another_stands_where_it_was_let_go() -> None:
    scenario = valid_scenario()
    like = next(one for one in templates(scenario, "fleet") if one.like)
    design = next(iter(scenario.designs))
    after, made = from_template(scenario, like, design, (640, 80))
    assert after.layout[made.id] == (640, 80)
