"""What an object has to do with others: rows that lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.window.objects import ObjectRef, title_of
from models.profile import LOCAL_PREFIX
from models.profile.wording import name_of

if TYPE_CHECKING:
    from app.window.governed import Governed

Relation = tuple[ObjectRef, str]
"""An object and a remark about it."""


def relations_of(  # noqa: PLR0911 - one per kind
    governed: Governed, ref: ObjectRef
) -> list[tuple[str, list[Relation]]]:
    """Return headings with the objects below each, under the current design."""
    match ref.kind:
        case "platform":
            return _of_platform(governed, ref.id)
        case "fleet":
            return [
                (
                    "Works on",
                    [
                        (ObjectRef("platform", p), _credential(governed, p, ref.id))
                        for p in governed.platforms_of.get(ref.id, ())
                    ],
                )
            ]
        case "directory":
            bound = governed.platforms_under(ref.id)
            return [("Authenticates for", [(ObjectRef("platform", p), "") for p in bound])]
        case "resource":
            users = [
                (ObjectRef("fleet", key), f"weight {fleet.uses[ref.id]:g}")
                for key, fleet in governed.scenario.workload.fleets.items()
                if ref.id in fleet.uses
            ]
            return [("Used by", users)]
        case "design":
            return _of_design(governed, ref.id)
        case "vault" | "log_sink":
            leaf = "vault" if ref.kind == "vault" else "logging.sink"
            there = [
                (ObjectRef("platform", platform), "")
                for platform in governed.scenario.organisation.platforms
                if any(c.value(leaf) == ref.id for c, _ in governed.controls(platform))
            ]
            heading = "Keeps secrets of" if ref.kind == "vault" else "Receives events of"
            return [(heading, there)]
        case _:
            return []


def _of_design(governed: Governed, design: str) -> list[tuple[str, list[Relation]]]:
    one = governed.scenario.designs[design]
    rules: list[Relation] = [(ObjectRef("rule", key, design), "") for key in one.rules]
    exceptions = [
        (ObjectRef("exception", key, design), each.owner) for key, each in one.exceptions.items()
    ]
    return [("Rules, a later one wins", rules), ("Exceptions, over all rules", exceptions)]


def _of_platform(governed: Governed, platform: str) -> list[tuple[str, list[Relation]]]:
    organisation = governed.scenario.organisation
    bound = governed.directory_of(platform)
    by: list[Relation] = []
    if not bound.startswith(LOCAL_PREFIX):
        by = [(ObjectRef("directory", bound), "")]
    users = [
        (ObjectRef("fleet", fleet), _credential(governed, platform, fleet))
        for fleet in governed.fleets_of.get(platform, ())
    ]
    held = [
        (
            ObjectRef("resource", key),
            f"{organisation.resources[key].count} × {organisation.resources[key].sensitivity}",
        )
        for key in governed.resources_of.get(platform, ())
    ]
    return [("Authenticated by", by), ("Reached by", users), ("Holds", held)]


def _credential(governed: Governed, platform: str, fleet: str) -> str:
    return name_of(governed.control(platform, fleet).value("credential"))


def summary_of(governed: Governed, ref: ObjectRef) -> str:  # noqa: PLR0911 - one per kind
    """Return the line below the heading of the inspector."""
    scenario = governed.scenario
    match ref.kind:
        case "platform":
            bound = governed.directory_of(ref.id)
            if bound.startswith(LOCAL_PREFIX):
                return "Platform, authenticated by its own users"
            return f"Platform, authenticated by {title_of(scenario, ObjectRef('directory', bound))}"
        case "fleet":
            return "Agent fleet"
        case "scenario":
            return "Scenario"
        case "experiment":
            return "What is run, and how sure we want to be"
        case "design":
            role = "baseline" if ref.id == scenario.experiment.baseline else "design"
            return f"IAM {role}"
        case kind:
            return name_of(kind).capitalize()
