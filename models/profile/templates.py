"""Ready-made objects: a cloud, a product, a directory ... with the defaults of its vendor.

The defaults are not copied: an object names its preset, so that every value goes on saying
where it comes from.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from models.presets import Preset, directory_presets, evidence_table, platform_presets
from models.profile.connecting import joined_if_possible
from models.scenario.building import duplicated, first_time, with_object
from models.scenario.edits import with_value
from models.scenario.objects import ObjectRef, title_of
from models.scenario.organisation import VaultKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.scenario.scenario import Scenario

GROUPS: Mapping[str, str] = {
    "cloud": "Cloud",
    "saas": "SaaS product",
    "platform": "Other platform",
    "directory": "Directory",
    "vault": "Vault",
    "log_sink": "Log sink",
    "fleet": "Agent fleet",
    "team": "Team",
    "incident": "Incident",
}
"""Name of each group of templates."""


@dataclass(frozen=True, slots=True)
class Template:
    """Something ready-made that can be added.

    Attributes:
        id: Key, unique in its group.
        group: What it is; one of `GROUPS`.
        title: Name for people.
        text: What it brings, in one sentence.
        sources: Rows of evidence that its defaults rest on.
        parts: Kinds and raw objects to add; the first is what it is about, the others are
            joined to it.
        like: Id of the object that is copied instead; empty where there is none.
    """

    id: str
    group: str
    title: str
    text: str
    sources: tuple[str, ...]
    parts: tuple[tuple[str, Mapping[str, Any]], ...]
    like: str = ""


_OWN_VAULT = {"aws": "aws_secrets_manager", "azure": "azure_key_vault", "gcp": "gcp_secret_manager"}


def templates(scenario: Scenario, group: str) -> tuple[Template, ...]:
    """Return what can be added of a group.

    Fleets also come like those that are there, incidents about what there is.

    Raises:
        KeyError: There is no such group.
    """
    if group == "incident":
        return tuple(_incidents(scenario))
    fixed = _fixed()[group]
    if group != "fleet":
        return fixed
    fleets = scenario.workload.fleets
    return (*(_like(scenario, key) for key in fleets), *fixed)


def _incidents(scenario: Scenario) -> Iterator[Template]:
    """Yield what can be made to happen to what there is."""
    org, at = scenario.organisation, first_time(scenario)
    for key, title, text, happening in _happenings(scenario):
        name = str(next(iter(happening)))
        raw = {"title": title, "at": at, **happening}
        yield Template(f"{name}.{key}", "incident", title, text, (), (("incident", raw),))
    for key, vault in org.vaults.items():
        title = f"{vault.title or key} leaks"
        raw = {"title": title, "at": at, "vault_leak": {"vault": key}}
        text = "Every secret that it holds leaks at once"
        yield Template(f"vault_leak.{key}", "incident", title, text, (), (("incident", raw),))


def _happenings(scenario: Scenario) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """Yield key, title, sentence and content of what can happen to fleets and directories."""
    org, fleets = scenario.organisation, scenario.workload.fleets
    if fleets:
        yield ("any", "Drill", "One agent, drawn at random, is to lose its access",
               {"order": {"agents": 1, "reason": "drill"}})  # fmt: skip
    for key, fleet in fleets.items():
        name = fleet.title or key
        yield (key, f"{name} is retired", "Every agent of the fleet is to lose its access",
               {"order": {"fleet": key, "reason": "retired"}})  # fmt: skip
        yield (key, f"An agent of {name} is taken over", "One running agent acts for an attacker",
               {"hijack": {"fleet": key}})  # fmt: skip
        used = (org.resources[one].platform for one in fleet.uses if one in org.resources)
        for platform in dict.fromkeys(used):
            place = title_of(scenario, ObjectRef("platform", platform))
            yield (f"{key}.{platform}", f"A secret of {name} for {place} leaks",
                   "The secret of one agent of the fleet is out",
                   {"leak": {"fleet": key, "platform": platform}})  # fmt: skip
    for key, directory in org.directories.items():
        name = directory.title or key
        yield (key, f"{name} is out", "Nobody gets a token from it for four hours",
               {"outage": {"directory": key, "lasts": "4 h"}})  # fmt: skip
        yield (key, f"{name} is compromised", "An attacker holds all that it can mint",
               {"directory_compromise": {"directory": key}})  # fmt: skip


def _like(scenario: Scenario, key: str) -> Template:
    title = title_of(scenario, ObjectRef("fleet", key))
    text = "As many agents, tasks and resources as that fleet has, governed alike"
    return Template(f"like.{key}", "fleet", f"Like {title}", text, (), (), like=key)


def from_template(
    scenario: Scenario,
    template: Template,
    design: str,
    place: tuple[int, int] | None = None,
) -> tuple[Scenario, ObjectRef]:
    """Return the scenario with what a template brings, and the object that it is about.

    Args:
        scenario: The scenario before.
        template: One of `templates`.
        design: The design in which its parts are joined: a cloud to its vault.
        place: Where its card stands.
    """
    if template.like:
        scenario, (made,) = duplicated(scenario, [ObjectRef("fleet", template.like)])
        if place is not None:
            scenario = with_value(scenario, ("layout",), {**scenario.layout, made.id: place})
        return scenario, made
    (kind, raw), *others = template.parts
    scenario, first = with_object(scenario, kind, raw, place=place)
    for kind, raw in others:
        if kind == "resource":
            scenario, _ = with_object(scenario, kind, {**raw, "platform": first.id})
            continue
        scenario, other = with_object(scenario, kind, raw)
        scenario = joined_if_possible(scenario, first, other, design)
    return scenario, first


@cache
def _fixed() -> Mapping[str, tuple[Template, ...]]:
    found: dict[str, list[Template]] = {group: [] for group in GROUPS}
    for template in (*_platforms(), *_directories(), *_vaults(), *_SINKS, *_FLEETS, *_TEAMS):
        found[template.group].append(template)
    return {group: tuple(members) for group, members in found.items()}


def _platforms() -> Iterator[Template]:
    for preset in platform_presets().values():
        group: str = "platform"
        parts: list[tuple[str, Mapping[str, Any]]] = [("platform", _named(preset))]
        brings = ""
        if preset.kind in _OWN_VAULT:
            group = "cloud"
            vault = _OWN_VAULT[preset.kind]
            parts.append(("vault", {"title": _VAULT_TITLES[vault], "kind": vault}))
            brings = "with its own vault and "
        elif preset.kind == "saas":
            group = "saas"
        parts.append(("resource", {"title": f"Data in {preset.title}"}))
        text = f"A platform {brings}some data; {_defaults(preset)}"
        yield Template(preset.id, group, preset.title, text, _sources(preset), tuple(parts))


def _directories() -> Iterator[Template]:
    for preset in directory_presets().values():
        if preset.kind != "other" or preset.id == "other":
            parts = (("directory", _named(preset)),)
            text = f"A directory; {_defaults(preset)}"
            sources = _sources(preset)
            yield Template(preset.id, "directory", preset.title, text, sources, parts)


def _named(preset: Preset) -> dict[str, str]:
    """Return the raw object that names a preset; a kind is its own preset."""
    raw = {"title": preset.title, "kind": preset.kind}
    return raw if preset.id == preset.kind else {**raw, "preset": preset.id}


def _sources(preset: Preset) -> tuple[str, ...]:
    """Return the rows of evidence that a preset cites, in its order."""
    layers = (preset.settings, *preset.by_credential.values())
    cited = (leaf.source for layer in layers for leaf in layer.values())
    known = evidence_table()
    return tuple(dict.fromkeys(one for one in cited if one is not None and one in known))


def _defaults(preset: Preset) -> str:
    sources = _sources(preset)
    if not sources:
        return "its vendor documents no defaults that we know of, so those of its kind hold"
    more = f" and {len(sources) - 4} more" if len(sources) > 4 else ""
    return f"the vendor's defaults by {', '.join(sources[:4])}{more}"


def _vaults() -> Iterator[Template]:
    for kind in typing.get_args(VaultKind):
        title = _VAULT_TITLES.get(kind, kind.replace("_", " ").capitalize())
        parts = (("vault", {"title": title, "kind": kind}),)
        text = "A vault; how often one leaks as a whole is assumed, alike for every vault"
        yield Template(kind, "vault", title, text, (), parts)


_VAULT_TITLES = {
    "aws_secrets_manager": "AWS Secrets Manager",
    "azure_key_vault": "Azure Key Vault",
    "gcp_secret_manager": "Google Secret Manager",
    "hashicorp_vault": "HashiCorp Vault",
    "kubernetes_secrets": "Kubernetes Secrets",
    "ci_secrets": "Secrets of a CI system",
    "cyberark": "CyberArk",
    "files": "Files on disk",
    "other": "Another vault",
}


def _one(group: str, key: str, title: str, text: str, raw: Mapping[str, Any]) -> Template:
    return Template(key, group, title, text, (), ((group, {"title": title, **raw}),))


_SINKS = (
    _one("log_sink", "central", "Central log", "Where two analysts look at the events of every "
         "platform together", {"central": True, "analysts": 2}),
    _one("log_sink", "files", "Event files of one product", "Read by one person, if at all", {}),
)  # fmt: skip


def _assumed(value: object) -> dict[str, object]:
    return {"value": value, "note": "assumption of the template"}


_FLEETS = (
    _one("fleet", "assistants", "Assistants", "Ten agents that people ask all day; they live on",
         {"purpose": "Answer what people ask", "agents": 10, "tasks": _assumed("40 / d"),
          "novelty": _assumed(0.001), "lifetime": "never", "uses": {}}),
    _one("fleet", "jobs", "Scheduled jobs", "Four agents to whom hardly anything is new",
         {"purpose": "Move and check data", "agents": 4, "tasks": _assumed("24 / d"),
          "novelty": _assumed(0.0001), "lifetime": "never", "uses": {}}),
    _one("fleet", "coders", "Coding agents", "Twenty agents that live a month and try new things",
         {"purpose": "Change code and try it", "agents": 20, "tasks": _assumed("30 / d"),
          "novelty": _assumed(0.01),
          "lifetime": _assumed({"exponential": {"mean": "30 d"}}), "uses": {}}),
    _one("fleet", "workers", "Short-lived workers", "Fifty agents that live for a day",
         {"purpose": "Do one piece of work", "agents": 50, "tasks": _assumed("10 / d"),
          "novelty": _assumed(0.002),
          "lifetime": _assumed({"exponential": {"mean": "1 d"}}), "uses": {}}),
)  # fmt: skip

_TEAMS = (
    _one("team", "office", "Team in office hours", "Two people, Monday to Friday from 9 to 17",
         {"approvers": 2, "hours": "Mon-Fri 09-17"}),
    _one("team", "always", "Team around the clock", "Three people at all hours", {"approvers": 3}),
)  # fmt: skip
