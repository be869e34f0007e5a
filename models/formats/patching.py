"""Writing an edited scenario into the text it was read from: only changed nodes change.

Comments, spaces and the order of what is not edited stay as they are, byte for byte.  The
result is read again; where it would not give the same scenario, canonical text is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from models.errors import ModelError
from models.formats import limits
from models.formats.emitter import WIDTH, Plain, entry, flow
from models.formats.scenario_file import read_content
from models.formats.spans import Member, Span, locate, spans_of
from models.formats.writer import plain_tree, scenario_text
from models.scenario.differences import Change, diff_as_written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True, order=True)
class _Edit:
    """Text that takes the place of ``text[start:end]``."""

    start: int
    end: int
    text: str


class _CannotPatchError(Exception):
    """The text has no place for a change by itself."""


def keeps_comments(old_text: str) -> bool:
    """Whether a changed scenario keeps the comments of a text of this size."""
    return len(old_text.encode()) <= limits.MAX_COMMENTED_BYTES


def top_comments(text: str) -> str:
    """Return the comment lines at the top of a text."""
    lines = text.splitlines(keepends=True)
    count = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(lines[:count])


def update_text(old_text: str, scenario: Scenario, before: Scenario | None = None) -> str:
    """Return the text of *scenario*, with everything that did not change as in *old_text*.

    Args:
        old_text: Text that a scenario was read from, which may lack what it needs to be run; over
            200 KB its comments go.
        scenario: The scenario as it is now.
        before: What *old_text* says, where that is known; None: it is read.
    """
    try:
        before = before or _read(old_text)
    except ModelError:
        return top_comments(old_text) + scenario_text(scenario)
    differences = diff_as_written(before, scenario)
    if not differences:
        return old_text
    if keeps_comments(old_text):
        patched = _patched(old_text, scenario, differences)
        if patched is not None:
            return patched
    return top_comments(old_text) + scenario_text(scenario)


def _read(text: str) -> Scenario:
    return read_content(text.encode(), "scenario", draft=True)


def _patched(old_text: str, scenario: Scenario, differences: list[Change]) -> str | None:
    tree = plain_tree(scenario)
    try:
        root = spans_of(old_text)
        edits = {_edit(old_text, root, tree, change) for change in _widened(root, differences)}
        text = _apply(old_text, sorted(edits))
        back = _read(text)
    except (_CannotPatchError, ModelError):
        return None
    return text if not diff_as_written(back, scenario) else None


def _widened(root: Span, differences: list[Change]) -> list[Change]:
    """Turn several changes of the members of one bracketed mapping into one of the mapping."""
    by_parent: dict[tuple[str, ...], int] = {}
    for change in differences:
        if change.kind in ("added", "removed"):
            by_parent[change.path[:-1]] = by_parent.get(change.path[:-1], 0) + 1
    moved = {change.path for change in differences if change.kind == "moved"}
    whole = {path for path, count in by_parent.items() if count > 1 and _is_flow(root, path)}
    whole |= moved
    kept = [
        change
        for change in differences
        if not any(change.path[: len(path)] == path for path in whole)
    ]
    outer = [p for p in whole if not any(p != q and p[: len(q)] == q for q in whole)]
    return kept + [Change(path, "changed", None, None) for path in outer]


def _is_flow(root: Span, path: tuple[str, ...]) -> bool:
    found = locate(root, path)
    return bool(found) and len(found) == len(path) and found[-1].span.in_flow


def _apply(text: str, edits: list[_Edit]) -> str:
    parts, at = [], 0
    for edit in edits:
        if edit.start < at:
            raise _CannotPatchError
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


def _value(tree: Mapping[str, Plain], path: tuple[str, ...]) -> Plain:
    here: Any = tree
    for key in path:
        if not isinstance(here, dict) or key not in here:
            raise _CannotPatchError
        here = here[key]
    return cast("Plain", here)


def _first_missing(tree: Mapping[str, Plain], path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the path of the outermost part that is not there any more."""
    here: Any = tree
    for depth, key in enumerate(path):
        if not isinstance(here, dict) or key not in here:
            return path[: depth + 1]
        here = here[key]
    return path


def _edit(text: str, root: Span, tree: Mapping[str, Plain], change: Change) -> _Edit:
    found = locate(root, change.path)
    parents = [root, *(member.span for member in found)]
    if len(found) == len(change.path):
        if change.kind == "removed":
            gone = _first_missing(tree, change.path)
            depth = len(gone)
            return _removal(text, parents[depth - 1], found[depth - 1], tree, gone)
        return _replacement(text, parents[-2], found[-1], _value(tree, change.path))
    missing = change.path[: len(found) + 1]
    if change.kind == "removed":
        raise _CannotPatchError
    return _insertion(text, parents[-1], tree, missing)


def _replacement(text: str, parent: Span, member: Member, value: Plain) -> _Edit:
    """Exchange a value; its key moves only where the new value needs lines of its own."""
    span = member.span
    same_line = "\n" not in text[member.start : span.start]
    if parent.in_flow:
        return _Edit(span.start, span.end, flow(value))
    indent = _column(text, member.start)
    new = entry(member.key, value, indent).rstrip("\n").lstrip(" ")
    if parent.kind == "list":
        return _Edit(span.start, span.end, flow(value))
    if same_line and "\n" not in new and span.end > span.start:
        return _Edit(span.start, span.end, flow(value))
    return _Edit(member.start, max(span.end, _line_end(text, member.start, span)), new)


def _line_end(text: str, start: int, span: Span) -> int:
    """Return where a key without a value ends."""
    if span.end > span.start:
        return span.end
    end = text.find(":", start)
    return end + 1 if end >= 0 else span.end


def _column(text: str, at: int) -> int:
    return at - (text.rfind("\n", 0, at) + 1)


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _removal(
    text: str, parent: Span, member: Member, tree: Mapping[str, Plain], path: tuple[str, ...]
) -> _Edit:
    if len(parent.members) == 1:
        if len(path) < 2:
            raise _CannotPatchError
        return _empty(text, parent, tree, path)
    index = parent.members.index(member)
    if parent.in_flow:
        if index + 1 < len(parent.members):
            return _Edit(member.start, parent.members[index + 1].start, "")
        return _Edit(parent.members[index - 1].span.end, member.span.end, "")
    start = text.rfind("\n", 0, member.start) + 1
    return _Edit(start, min(_end_of_line(text, member.span.end) + 1, len(text)), "")


def _empty(text: str, parent: Span, tree: Mapping[str, Plain], path: tuple[str, ...]) -> _Edit:
    """Write an empty mapping where the last member goes."""
    value = _value(tree, path[:-1])
    if parent.in_flow:
        return _Edit(parent.start, parent.end, flow(value))
    start = text.rfind("\n", 0, parent.start)
    if text[start + 1 : parent.start].strip():
        raise _CannotPatchError
    before = len(text[:start].rstrip())
    return _Edit(before, parent.end, f" {flow(value)}")


def _insertion(
    text: str,
    parent: Span,
    tree: Mapping[str, Plain],
    path: tuple[str, ...],
) -> _Edit:
    """Write a new member after the one that it follows in the scenario."""
    if parent.kind != "mapping":
        raise _CannotPatchError
    value, key = _value(tree, path), path[-1]
    siblings = _value(tree, path[:-1])
    order = list(cast("dict[str, Plain]", siblings))
    names = {member.key: member for member in parent.members}
    before = [names[name] for name in order[: order.index(key)] if name in names]
    if not parent.members:
        return _Edit(parent.start, parent.end, flow(siblings))
    if parent.in_flow:
        return _flow_insertion(text, parent, before, f"{key}: {flow(value)}")
    indent = _column(text, parent.members[0].start)
    new = entry(key, value, indent, spread=False).rstrip("\n")
    if before:
        at = _end_of_line(text, before[-1].span.end)
        return _Edit(at, at, "\n" + new)
    at = parent.members[0].start
    return _Edit(at, at, new.lstrip(" ") + "\n" + " " * indent)


def _flow_insertion(text: str, parent: Span, before: list[Member], new: str) -> _Edit:
    if not before:
        at = parent.members[0].start
        return _Edit(at, at, f"{new}, ")
    at = before[-1].span.end
    pad = _column(text, parent.members[0].start)
    too_long = _column(text, at) + len(new) + 2 > WIDTH
    return _Edit(at, at, f",\n{' ' * pad}{new}" if too_long else f", {new}")
