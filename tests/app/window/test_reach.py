"""Every leaf of the format can be edited somewhere in the window."""

from __future__ import annotations

import typing
from functools import cache

from pydantic import ValidationError

from app.resources import scenarios_folder
from app.window.inspector.changes import committed, retold
from app.window.inspector.fields import fields_of
from app.window.inspector.sources import with_sources
from app.window.objects import ObjectRef, find
from models.errors import ScenarioError
from models.formats import read_scenario
from models.profile import settable, with_setting
from models.scenario import Choice, Model, Scenario, Valued
from models.scenario.edits import value_at
from models.scenario.objects import COLLECTIONS, OF_DESIGNS, objects_of

if typing.TYPE_CHECKING:
    from app.window.inspector.field import Field

Leaf = tuple[str, str]
_STEMS = (
    "three_assistants", "half_way", "one_directory_falls", "incidents/cloudflare_2023",
    "teaching/leaked_key_race", "larkfield",
)  # fmt: skip
FILES = [scenarios_folder() / f"{stem}.yaml" for stem in _STEMS]
BY_THE_CANVAS = {("Scenario", "layout")}
BY_THE_PROGRAM = {("Scenario", "sprawl")}
BY_THE_OUTLINE = {
    (owner, prefix[-1])
    for owner, prefix in [
        *(("Organisation" if p[0] == "organisation" else "Workload", p)
          for p in COLLECTIONS.values() if len(p) == 2),
        *(("Scenario", p) for p in COLLECTIONS.values() if len(p) == 1),
        *(("Design", (key,)) for key in OF_DESIGNS.values()),
    ]
}  # fmt: skip


def models_in(annotation: object) -> set[type[Model]]:
    found: set[type[Model]] = set()
    if isinstance(annotation, type) and issubclass(annotation, Model):
        found.add(annotation)
    for part in typing.get_args(annotation):
        found |= models_in(part)
    return found


def name_of(kind: type[Model]) -> str:
    return kind.__name__.partition("[")[0]


@cache
def every_leaf() -> frozenset[Leaf]:
    """Every key of every kind of part that a scenario can be made of."""
    seen: set[type[Model]] = set()
    wanted: list[type[Model]] = [Scenario]
    leaves: set[Leaf] = set()
    while wanted:
        kind = wanted.pop()
        if kind in seen:
            continue
        seen.add(kind)
        for name, info in kind.model_fields.items():
            leaves.add((name_of(kind), info.alias or name))
            wanted += models_in(info.annotation)
    return frozenset(leaves)


def part_at(scenario: Scenario, path: tuple[str, ...]) -> object:
    """Return the part at a path; None where it is not written."""
    try:
        return typing.cast("object", value_at(scenario, path))
    except KeyError:
        return None


def owners(scenario: Scenario, path: tuple[str, ...]) -> set[Leaf]:
    """Keys on the way to a path, each with the kind of part that it is a key of."""
    found: set[Leaf] = set()
    here: object = scenario
    for at, key in enumerate(path):
        while isinstance(here, Valued) and key not in ("value", "source", "note"):
            found.add(("Valued", "value"))
            here = here.value
        if isinstance(here, Model):
            found.add((name_of(type(here)), key))
        here = part_at(scenario, path[: at + 1])
    while isinstance(here, Valued):
        here = here.value
    if isinstance(here, Choice):
        found.add((name_of(type(here)), here.kind))
    return found


def attempts(scenario: Scenario, field: Field) -> list[Scenario]:
    """What the field's own choices make of the scenario."""
    made = []
    kinds = [kind for kind, _ in field.kinds]
    offered = [kind for kind, _ in field.options] if field.editor == "choice" else []
    for call, texts in ((retold, kinds), (committed, offered)):
        for text in texts:
            try:
                made.append(call(scenario, field, text))
            except (ValidationError, ScenarioError, KeyError):
                continue
    if field.editor == "add":
        key = field.options[0][0] if field.options else "another"
        if field.path == ("experiment", "vary"):
            key = "workload.hops_per_task"
        made.append(committed(scenario, field, key))
    return made


def reached(scenario: Scenario) -> set[Leaf]:
    found: set[Leaf] = set()
    for ref in [ObjectRef("scenario"), ObjectRef("experiment"), *objects_of(scenario)]:
        fields = fields_of(scenario, ref)
        shown = with_sources(scenario, fields, {field.path for field in fields if field.standing})
        for field in shown:
            found |= owners(scenario, field.path)
        for field in fields:
            for made in attempts(scenario, field):
                if find(made, ref) is not None:
                    for inner in fields_of(made, ref):
                        found |= owners(made, inner.path)
                        if inner.path[:2] == ("experiment", "vary") and inner.editor == "list":
                            span = committed(made, inner, "10 to 1000")
                            for end in fields_of(span, ref):
                                found |= owners(span, end.path)
    return found


def test_every_leaf_of_the_format_is_edited_somewhere() -> None:
    found = BY_THE_CANVAS | BY_THE_PROGRAM | BY_THE_OUTLINE
    for path in FILES:
        found |= reached(read_scenario(path))
    scenario = read_scenario(scenarios_folder() / "three_assistants.yaml")
    unified = ObjectRef("design", "unified")
    for each in settable(scenario, unified, "unified"):
        made = with_setting(scenario, unified, each, "unified")
        for field in fields_of(made, unified):
            found |= owners(made, field.path)
    missing = sorted(every_leaf() - found)
    assert not missing, missing
