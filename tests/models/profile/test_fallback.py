from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.formats import read_scenario
from models.profile import Fallback, fallbacks, is_own, resolve, without_own
from models.scenario import Choice, Model, Valued
from models.scenario.differences import diff
from models.scenario.edits import value_at, with_value
from models.scenario.leaves import flatten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.scenario import Scenario

FILES = sorted((Path(__file__).parents[3] / "scenarios").glob("*.yaml"))
KeyPath = tuple[str, ...]


@cache
def scenario_of(stem: str) -> Scenario:
    return read_scenario(next(path for path in FILES if path.stem == stem))


def paths_in(part: object, at: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the path of everything that the file says."""
    while isinstance(part, Valued):
        part = part.value
    if isinstance(part, Choice):
        yield from paths_in(part.chosen, (*at, part.kind))
    elif isinstance(part, Model):
        for name, info in type(part).model_fields.items():
            if name in part.model_fields_set:
                yield (*at, info.alias or name)
                yield from paths_in(getattr(part, name), (*at, info.alias or name))
    elif isinstance(part, dict):
        for key, one in part.items():
            yield (*at, key)
            yield from paths_in(one, (*at, key))


@pytest.mark.parametrize("stem", [path.stem for path in FILES])
def test_what_is_own_can_be_taken_away_and_put_back(stem: str) -> None:
    scenario = scenario_of(stem)
    seen = 0
    for path in paths_in(scenario):
        if not is_own(scenario, path) or path == ("layout",):
            continue
        seen += 1
        own = value_at(scenario, path)
        after = without_own(scenario, path)
        assert after != scenario
        try:
            assert not is_own(after, path)
        except KeyError:
            assert value_at(after, path[:-2]) is not None  # its group went with it
        changes = diff(scenario, with_value(after, path, own))
        assert {change.kind for change in changes} <= {"moved"}  # a key comes back at the end
    assert seen > 3


def settings_of(scenario: Scenario) -> Iterator[tuple[KeyPath, str]]:
    for design, one in scenario.designs.items():
        for leaf in flatten(one.standard):
            yield ("designs", design, "standard", *leaf.split(".")), leaf
        for key, layer in (("rules", one.rules), ("exceptions", one.exceptions)):
            for name, rule in layer.items():
                for leaf in flatten(rule.set):
                    yield ("designs", design, key, name, "set", *leaf.split(".")), leaf


@pytest.mark.parametrize("stem", ["three_assistants", "larkfield", "regulated_bank"])
def test_a_setting_becomes_what_the_design_without_it_resolves_to(stem: str) -> None:
    scenario = scenario_of(stem)
    for path, leaf in settings_of(scenario):
        told = fallbacks(scenario, path)
        before = resolve(scenario, path[1]).phases[0].profiles
        after = resolve(without_own(scenario, path), path[1]).phases[0].profiles
        changed = {
            (platform, str(control.leaves[leaf].value))
            for (platform, fleet), control in after.items()
            if control.leaves[leaf].value != before[platform, fleet].leaves[leaf].value
        }
        if told and told[0].layer == "inherited":
            assert {text for _, text in changed} <= {str(told[0].value.value)}
        else:
            said = {(where, str(one.value.value)) for one in told for where in one.platforms}
            assert changed <= said


def test_what_is_left_out_is_inherited_or_a_default() -> None:
    scenario = scenario_of("three_assistants")
    bound = with_value(scenario, ("designs", "fragmented", "binding", "lake"), "entra")
    assert fallbacks(bound, ("designs", "fragmented", "binding", "lake")) == (
        Fallback("local", "default"),
    )
    horizon = ("experiment", "horizon")
    longer = with_value(scenario, horizon, "270 d")
    (then,) = fallbacks(longer, horizon)
    assert (str(then.value), then.layer) == ("180 d", "default")
    assert not is_own(with_value(scenario, horizon, "180 d"), horizon)
    leak = ("organisation", "vaults", "team_vault", "leak")
    (then,) = fallbacks(with_value(scenario, leak, "1 / y"), leak)
    assert then.value is not None  # nothing in the file, the same for every vault


def test_a_child_takes_over_what_its_elder_says() -> None:
    scenario = scenario_of("three_assistants")
    child = with_value(scenario, ("designs", "child"), {"extends": "unified"})
    path = ("designs", "child", "standard", "access_ttl")
    own = with_value(child, path, "3 min")
    (then,) = fallbacks(own, path)
    assert (then.layer, then.id) == ("inherited", "unified")
    assert then.value == scenario.designs["unified"].standard.access_ttl
    assert without_own(own, path) == child
    bound = ("designs", "child", "binding", "crm")
    (then,) = fallbacks(with_value(child, bound, "local"), bound)
    assert (then.value, then.id) == (scenario.designs["unified"].binding["crm"], "unified")
    days = ("designs", "child", "costs", "integration", "crm")
    (then,) = fallbacks(with_value(child, days, "99 person-days"), days)
    assert then.value != "99 person-days"
