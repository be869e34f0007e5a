"""One value as a person types it: what a file could hold there, on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from models.formats.emitter import Plain, flow
from models.formats.reader import read_tree
from models.scenario.differences import written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.scenario.base import Valued


def typed_text(leaf: Valued[object]) -> str:
    """Return the line that, typed, gives the value of *leaf*."""
    raw = written(leaf.value)
    return raw if isinstance(raw, str) else flow(cast("Plain", raw))


def typed_value(text: str) -> object:
    """Return what a file would hold for *text*: a mapping in braces, else the text itself.

    Raises:
        ScenarioError: The braces hold no YAML.
    """
    text = text.strip()
    if not text.startswith(("{", "[")):
        return text
    tree, _ = read_tree(f"typed: {text}".encode(), "what was typed")
    return cast("Mapping[str, object]", tree)["typed"]
