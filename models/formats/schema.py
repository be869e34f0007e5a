"""The JSON Schema of scenario files, with which editors complete and check them.

It is made from the models, and allows what the reader allows: a bare value for
``{value, source, note}``, a bare name for a kind without settings.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from pydantic import BaseModel

from models.profile import control_table, documented
from models.scenario.base import Choice, Nothing
from models.scenario.leaves import leaves
from models.scenario.scenario import Scenario

Schema: TypeAlias = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
SCHEMA_FILE = "sprawl.schema.json"
"""Name of the file beside the bundled scenarios."""

_BESIDE: Schema = {
    "source": {
        "type": "string",
        "description": "Row of evidence (E100, O22), or words that name the source.",
    },
    "note": {"type": "string", "description": "A remark; `assumption: ...` makes it one."},
}


def scenario_schema() -> Schema:
    """Return the JSON Schema (draft 7) of a scenario file."""
    raw = Scenario.model_json_schema(by_alias=True, mode="validation")
    models = _models()
    defs: dict[str, Schema] = raw.pop("$defs")
    for name, schema in defs.items():
        model = models.get(name)
        if model is not None and issubclass(model, Choice):
            defs[name] = _choice(schema, model)
    for name, schema in defs.items():
        if name.startswith("Valued_"):
            defs[name] = _valued(schema, defs)
    _document(defs)
    short = {name: _short_name(name, index) for index, name in enumerate(defs)}
    whole = {"$schema": DIALECT, "title": "Sprawl scenario", **_tidy(raw, short)}
    whole["$defs"] = {short[name]: _tidy(schema, short) for name, schema in defs.items()}
    return whole


def _document(defs: dict[str, Schema]) -> None:
    """Let every setting carry its range and its default, as the table of controls says them."""
    table, settings = control_table(), defs["Settings"]["properties"]
    for leaf in leaves().values():
        owner = settings
        if leaf.group:
            reference = str(_without_null(settings[leaf.group])["$ref"])
            owner = defs[reference.rpartition("/")[2]]["properties"]
        owner[leaf.name]["description"] = documented(table[leaf.path])
        owner[leaf.name].pop("unit", None)


def schema_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(scenario_schema(), indent=1, ensure_ascii=False) + "\n"


def _models() -> dict[str, type[BaseModel]]:
    """Return every choice by the name that pydantic gives its definition."""
    found: dict[str, type[BaseModel]] = {}
    waiting: list[type[BaseModel]] = [Choice]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        title = "".join(c if c.isalnum() or c in "_.-" else "_" for c in model.__name__)
        found[title] = model
    return found


def _choice(schema: Schema, model: type[Choice]) -> Schema:
    kinds = {name: _without_null(one) for name, one in schema["properties"].items()}
    bare = [name for name in kinds if _needs_nothing(model, name)]
    options: list[Schema] = []
    if bare:
        options.append({"enum": bare})
    if model.bare_key is not None:
        options.append(kinds[model.bare_key])
    one = {"type": "object", "properties": kinds, "additionalProperties": False,
           "minProperties": 1, "maxProperties": 1}  # fmt: skip
    return {"description": schema.get("description", ""), "anyOf": [*options, one]}


def _needs_nothing(model: type[Choice], name: str) -> bool:
    """Whether a kind may be written as its bare name."""
    parts = getattr(model.model_fields[name].annotation, "__args__", ())
    kinds = [part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)]
    return any(
        kind is Nothing or not any(one.is_required() for one in kind.model_fields.values())
        for kind in kinds
    )


def _valued(schema: Schema, defs: dict[str, Schema]) -> Schema:
    value: Schema = {k: v for k, v in schema["properties"]["value"].items() if k != "title"}
    spelled = {"type": "object", "properties": {"value": value, **_BESIDE},
               "required": ["value"], "additionalProperties": False}  # fmt: skip
    options = [value, spelled]
    choice = defs.get(str(value.get("$ref", "")).rpartition("/")[2], {})
    for option in choice.get("anyOf", ()):
        if option.get("maxProperties") != 1:
            continue
        for kind, inner in option["properties"].items():
            options.append({"type": "object", "properties": {kind: inner, **_BESIDE},
                            "required": [kind], "additionalProperties": False})  # fmt: skip
    return {"anyOf": options}


def _without_null(schema: Schema) -> Schema:
    options = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    rest = {k: v for k, v in schema.items() if k not in ("anyOf", "default", "title")}
    if len(options) == 1 and not rest:
        only: Schema = options[0]
        return only
    return {**rest, "anyOf": options} if options else rest


def _short_name(name: str, index: int) -> str:
    """Return a name that a person can read; long generic ones get a number."""
    return name if len(name) <= 30 else f"{name.partition('_')[0]}{index}"


def _tidy(node: Any, short: dict[str, str]) -> Any:  # noqa: ANN401 - any part of a schema
    """Return a schema without nulls, defaults and titles, in draft 7, with short names."""
    if isinstance(node, list):
        return [_tidy(one, short) for one in node]
    if not isinstance(node, dict):
        return node
    if any(one.get("type") == "null" for one in node.get("anyOf", ()) if isinstance(one, dict)):
        node = _without_null(node)
    tidy: Schema = {}
    for key, value in node.items():
        if key == "$ref":
            tidy[key] = "#/$defs/" + short[value.rpartition("/")[2]]
        elif key == "properties":
            tidy[key] = {name: _tidy(one, short) for name, one in value.items()}
        elif key == "prefixItems":
            tidy["items"] = [_tidy(one, short) for one in value]
        elif key not in ("default", "title", "structural", "unit", "limit"):
            tidy[key] = _tidy(value, short)
    if node.get("unit"):
        tidy["description"] = f"{node.get('description', '')} ({node['unit']})".strip()
    return tidy
