"""What a design, a rule, an exception or a platform may say and does not yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.presets import base
from models.profile.inheritance import merged
from models.profile.layer_edits import on_platform
from models.scenario.base import Choice
from models.scenario.differences import written
from models.scenario.edits import with_value
from models.scenario.leaves import flatten, leaves
from models.scenario.objects import ObjectRef, find

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.scenario.scenario import Scenario

_LAYER = {"design": "standard", "rule": "set", "exception": "set"}

_KINDS: Mapping[str, Mapping[str, Any]] = {
    "renewal": {"background": {"background": {"point": 1.0}},
                "on_demand": {"on_demand": {"point": 1.0}}},
    "issuance": {"standing": "standing", "jit": {"jit": {"linger": "0 min"}}},
    "authorisation": {"static_role": "static_role", "token_claim": "token_claim",
                      "request_time": {"request_time": {"cache": "5 min"}}},
    "revocation": {"push": {"push": {"delay": "5 min", "coverage": 0.95}},
                   "poll": {"poll": {"steps": ["40 min"]}}, "expiry": "expiry",
                   "ticket": {"ticket": {"service": {"lognormal": {"mean": "8 h", "cv": 1.5}}}}},
}  # fmt: skip
"""Kinds to choose from, each with numbers to start from."""


@dataclass(frozen=True, slots=True)
class Settable:
    """A setting that can be said.

    Attributes:
        path: Path of the leaf, such as ``logging.captured``.
        kind: The kind of a choice; else empty.
        raw: The value to start from: the default of all defaults where there is one.
    """

    path: str
    kind: str
    raw: Any


def settable(scenario: Scenario, ref: ObjectRef, design: str) -> list[Settable]:
    """Return what an object does not say yet, and other kinds for the choices that it makes.

    Args:
        scenario: The scenario.
        ref: A design (its standard), a rule, an exception, or a platform (rules about it).
        design: The design in view.
    """
    said = _said(scenario, ref, design)
    if said is None:
        return []
    return [one for path in leaves() for one in _starts(scenario, path, said)]


def with_setting(scenario: Scenario, ref: ObjectRef, one: Settable, design: str) -> Scenario:
    """Return the scenario in which an object says a setting.

    Raises:
        KeyError: The object is not there, or of a kind that says no settings.
        ScenarioError: An exception decides that is about more than the platform.
    """
    if ref.kind == "platform":
        return on_platform(scenario, design, ref.id, one.path, one.raw)
    path = (*ref.path, _LAYER[ref.kind], *one.path.split("."))
    return with_value(scenario, path, one.raw)


def _said(scenario: Scenario, ref: ObjectRef, design: str) -> Mapping[str, Any] | None:
    """Return the values that an object says by their paths; None for objects that say none."""
    if ref.kind == "platform" and find(scenario, ref) is not None:
        rules = merged(scenario.designs, design).rules.values()
        about = [rule for rule in rules if rule.where.platform == (ref.id,)]
        return {
            path: leaf.value
            for rule in about
            if rule.where.fleet is None
            for path, leaf in flatten(rule.set).items()
        }
    part = find(scenario, ref)
    if part is None or ref.kind not in _LAYER:
        return None
    settings = getattr(part, _LAYER[ref.kind])
    return {path: leaf.value for path, leaf in flatten(settings).items()}


def _starts(scenario: Scenario, path: str, said: Mapping[str, Any]) -> Iterator[Settable]:
    if path in _KINDS:
        now = said.get(path)
        chosen = now.kind if isinstance(now, Choice) else ""
        for kind, raw in _KINDS[path].items():
            if kind != chosen:
                yield Settable(path, kind, raw)
    elif path not in said:
        org = scenario.organisation
        places: dict[str, Mapping[str, object]] = {
            "vault": org.vaults,
            "logging.sink": org.log_sinks,
        }
        if path in places:
            yield from (Settable(path, key, key) for key in places[path])
        elif path in base().settings:
            yield Settable(path, "", written(base().settings[path].value))
