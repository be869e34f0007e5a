"""What a field makes of the scenario when something was typed, chosen, added or taken away."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.window.inspector.resetting import own_paths
from models.compiled.retelling import told_as
from models.profile import lineage, without_own
from models.scenario import Choice, Valued
from models.scenario.building import starting, with_baseline
from models.scenario.distributions import Distribution
from models.scenario.edits import value_at, with_value, without
from models.scenario.plan import Plan

if TYPE_CHECKING:
    from app.window.inspector.field import Field
    from models.scenario import Scenario

_BASELINE = ("experiment", "baseline")
_VARY = ("experiment", "vary")


def committed(scenario: Scenario, field: Field, text: str) -> Scenario:
    """Return the scenario with what was typed or chosen, in every object that the field is of.

    Raises:
        pydantic.ValidationError: It does not fit.
        KeyError: The field is gone.
    """
    for path in (field.path, *field.also):
        scenario = _committed(scenario, replace(field, path=path), text)
    return scenario


def reset(scenario: Scenario, field: Field) -> Scenario:
    """Return the scenario without the own values of a field, of every object that it is of.

    Raises:
        pydantic.ValidationError: One cannot be left out.
    """
    for path in own_paths(scenario, field):
        scenario = without_own(scenario, path)
    return scenario


def removed(scenario: Scenario, field: Field) -> Scenario:
    """Return the scenario without a part or a row.

    Raises:
        pydantic.ValidationError: It cannot be left out.
        KeyError: It is gone.
    """
    owner = value_at(scenario, field.path[:-1])
    if isinstance(owner, dict) and len(owner) == 1 and field.path[-2] == "steps":
        return without(scenario, field.path[:-2])  # a plan without a step is no plan
    return without(scenario, field.path)


def _committed(scenario: Scenario, field: Field, text: str) -> Scenario:
    if field.editor == "add":
        return _added(scenario, field, text)
    if not text and field.optional:
        return without(scenario, field.path)
    if field.path == _BASELINE:
        return with_baseline(scenario, text)
    if field.editor == "list":
        return with_value(scenario, field.path, _items(field, text))
    if field.editor == "choice":
        return with_value(scenario, field.path, _kind(scenario, field.path, text))
    return with_value(scenario, field.path, text)


def retold(scenario: Scenario, field: Field, kind: str) -> Scenario:
    """Return the scenario with a value told as another kind of distribution."""
    return with_value(scenario, field.path, _kind(scenario, field.path, kind))


def _kind(scenario: Scenario, path: tuple[str, ...], text: str) -> Any:  # noqa: ANN401 - any part
    """Return what a file holds where a kind was chosen: the kind with parameters to start from."""
    try:
        now = value_at(scenario, path)
    except KeyError:  # a row of a mapping that is inherited so far, such as a binding
        return text
    while isinstance(now, Valued):
        now = now.value
    if isinstance(now, Distribution):
        return told_as(now, text)
    if isinstance(now, Choice):
        return {text: starting(scenario, type(now).model_fields[text].annotation, text)}
    return text


def _added(scenario: Scenario, field: Field, key: str) -> Scenario:
    if not field.keyed:
        return with_value(scenario, field.path, _start(scenario, field))
    start = field.start
    if field.path == _VARY:
        start = [_written(value_at(scenario, tuple(key.split("."))))]
    owner = value_at(scenario, field.path[:-1])
    if isinstance(owner, Plan) and field.path[-1] == "steps":  # a domain changes over once
        planned = {platform for platform, _ in owner.dated()}
        free = [one for one in scenario.organisation.platforms if one not in planned]
        start = {**start, "platforms": free[:1] or start["platforms"]}
    return with_value(scenario, (*field.path, key), start)


def _start(scenario: Scenario, field: Field) -> Any:  # noqa: ANN401 - any part
    """Return what a part starts from; the plan of the baseline names where it comes from."""
    if field.path[-1] != "plan" or field.path[1] != scenario.experiment.baseline:
        return field.start
    designs = scenario.designs  # those that extend it would inherit the plan
    others = [key for key in designs if field.path[1] not in lineage(designs, key)]
    return {**field.start, "from": others[0]} if others else field.start


def _written(value: object) -> object:
    while isinstance(value, Valued):
        value = value.value
    if isinstance(value, Distribution) and value.kind == "constant":
        value = value.chosen
    return value if isinstance(value, bool | int | float | str) else str(value)


def _items(field: Field, text: str) -> list[Any] | dict[str, str]:
    low, to, high = text.partition(" to ")
    if to and field.path[:2] == _VARY:
        return {"from": low.strip(), "to": high.strip()}
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if field.path[:2] != _VARY:
        return parts
    return [_value(part) for part in parts]


def _value(text: str) -> Any:  # noqa: ANN401 - a number, a truth, or words
    try:
        return json.loads(text)
    except ValueError:
        return text
