"""The bounded YAML reader: events of the C parser to a plain tree, nothing guessed.

Refused are duplicate keys, anchors, aliases, tags, merge keys and second documents, and
whatever is deeper, longer or larger than `limits` allows.  The first such error ends it.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NoReturn, Protocol, cast

import yaml

from models.errors import Place, ScenarioError
from models.formats import limits
from models.formats.tree import Lines, Path, Tree, dotted

_BRACKETS = b"[]{}"
_NOT_BRACKETS = bytes(set(range(256)) - set(_BRACKETS))
_STEP = {byte: 1 if byte in b"[{" else -1 for byte in _BRACKETS}
_PASSES = 8
_CHUNK = 65_536
_MOST_OPEN = 1000
"""Open brackets that the C parser stands; `limits.MAX_DEPTH` is checked exactly afterwards."""


def read_tree(text: bytes, name: str) -> tuple[Tree, Lines]:
    """Return the tree of a YAML text, and its lines.

    Args:
        text: Content of the file, UTF-8.
        name: Name of the file, for errors.

    Raises:
        ScenarioError: The text is no YAML, or beyond what is allowed.
    """
    _check_bytes(text, name)
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=yaml.CLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1 if mark else 0, dotted(builder.path()))
        problem = f" ({error.problem})" if error.problem else ""
        raise ScenarioError(place, "YAML", f"something else{problem}", _ADVICE) from None
    except yaml.YAMLError as error:
        line = _line_at(text, getattr(error, "position", 0))
        found = str(getattr(error, "reason", "") or "a character that is not allowed")
        raise ScenarioError(Place(name, line, ""), "YAML in UTF-8", found, _ADVICE) from None
    if builder.root is None:
        raise ScenarioError(
            Place(name, 1, ""), "a scenario", "an empty file", "start with `sprawl: 1`"
        )
    builder.lines.root = builder.root
    return builder.root, builder.lines


_HEAD_BYTES = 4096
_ADVICE = "check indentation, quotes and brackets on this line and the one before"


def _line_at(text: bytes, position: int) -> int:
    return text.count(b"\n", 0, max(position, 0)) + 1


def _check_bytes(text: bytes, name: str) -> None:
    """Refuse what is too large, not UTF-8 or nested too deep, before the parser sees it."""
    if len(text) > limits.MAX_BYTES:
        raise ScenarioError(
            Place(name, 0, ""),
            f"at most {limits.MAX_BYTES // 1_000_000} MB",
            f"{len(text):,} bytes",
            "split the organisation or leave out what is not simulated",
        )
    if b"\0" in text[:_HEAD_BYTES]:
        raise ScenarioError(
            Place(name, 0, ""),
            "a scenario, which is text",
            "a picture, an archive or another file of bytes",
            "choose a file that ends in `.yaml` or `.yml`",
        )
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        line = _line_at(text, error.start)
        raise ScenarioError(
            Place(name, line, ""), "text in UTF-8", "other bytes", "save the file as UTF-8"
        ) from None
    values = text.count(b"\n") + text.count(b",") + text.count(b": ")
    brackets = text.translate(None, _NOT_BRACKETS)
    if max(values, len(brackets) // 2) > limits.MAX_NODES:
        raise ScenarioError(
            Place(name, 0, ""), f"at most {limits.MAX_NODES} values", "more", "split the file"
        )
    if _deepest(brackets) > _MOST_OPEN:
        _refuse_depth(name, 0, "")


def _deepest(brackets: bytes) -> int:
    """Return how deep brackets stand in one another, or something above the limit.

    Pairs with nothing between them are taken out first, which leaves little of a sound text.
    """
    removed = 0
    while removed < _PASSES and brackets:
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
        removed += 1
    depth = deepest = 0
    for at in range(0, len(brackets), _CHUNK):
        depths = accumulate(map(_STEP.__getitem__, brackets[at : at + _CHUNK]), initial=depth)
        for depth in depths:
            deepest = max(deepest, depth)
        if deepest > _MOST_OPEN:
            break
    return deepest + removed


def _refuse_depth(name: str, line: int, path: str) -> NoReturn:
    raise ScenarioError(
        Place(name, line, path),
        f"at most {limits.MAX_DEPTH} levels",
        "deeper nesting",
        "close brackets, or write it flatter",
    )


class _Mark(Protocol):
    """Where an event starts."""

    line: int


class _Event(Protocol):
    """What events of the parser have; each kind has some of it."""

    start_mark: _Mark
    anchor: str | None
    tag: str | None
    tags: dict[str, str] | None
    style: str | None
    value: str


@dataclass
class _Open:
    """A mapping or list that is being read."""

    node: dict[str, Tree] | list[Tree]
    rows: array[int]
    key: str | None = None


@dataclass
class _Builder:
    """Builds the tree from events, without recursion."""

    name: str
    root: Tree | None = None
    lines: Lines = field(default_factory=lambda: Lines(""))
    stack: list[_Open] = field(default_factory=list)
    nodes: int = 0
    documents: int = 0

    def path(self) -> Path:
        """Return the keys that lead to where the reader is."""
        keys: list[str | int] = []
        for level in self.stack[:-1]:  # what is open inside is the last that was added
            inside = level.node
            keys.append(len(inside) - 1 if isinstance(inside, list) else next(reversed(inside)))
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.node, list):
            keys.append(len(top.node))
        elif top is not None and top.key is not None:
            keys.append(top.key)
        return tuple(keys)

    def refuse(self, event: _Event, expected: str, found: str, advice: str) -> NoReturn:
        """Raise the error at *event*."""
        place = Place(self.name, event.start_mark.line + 1, dotted(self.path()))
        raise ScenarioError(place, expected, found, advice)

    def take(self, event: yaml.Event) -> None:
        """Take in the next event of the parser."""
        seen = cast("_Event", event)
        if isinstance(event, yaml.ScalarEvent):
            self._check_node(seen)
            self._scalar(seen)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._check_node(seen)
            self._open({} if isinstance(event, yaml.MappingStartEvent) else [], seen)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            self.refuse(seen, "a value", f"the alias `*{seen.anchor}`", "write it out")
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(seen)

    def _document(self, event: _Event) -> None:
        self.documents += 1
        if self.documents > 1:
            self.refuse(event, "one document", "a second one", "remove what follows `---`")
        if event.tags:
            self.refuse(event, "no %TAG", "a %TAG directive", "remove it")

    def _check_node(self, event: _Event) -> None:
        if event.anchor is not None:
            self.refuse(event, "no anchors", f"the anchor `&{event.anchor}`", "remove it")
        if event.tag is not None:
            self.refuse(event, "no tags", f"the tag `{event.tag[:40]}`", "remove it")
        self.nodes += 1
        if self.nodes > limits.MAX_NODES:
            self.refuse(event, f"at most {limits.MAX_NODES} values", "more", "split the file")

    def _scalar(self, event: _Event) -> None:
        text: str = event.value
        if len(text) > limits.MAX_SCALAR:
            found = f"{len(text)} characters"
            self.refuse(event, f"at most {limits.MAX_SCALAR} characters", found, "shorten it")
        if len(text) > limits.MAX_DIGITS and text.isdigit():
            self.refuse(event, "a number", f"{len(text)} digits", "write a smaller number")
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.node, dict) and top.key is None:
            self._key(top, text, event)
        else:
            self._add(text, event)

    def _key(self, top: _Open, key: str, event: _Event) -> None:
        if key == "<<" and not event.style:
            self.refuse(event, "a key", "the merge key `<<`", "write the keys out")
        if len(key) > limits.MAX_KEY:
            self.refuse(event, f"at most {limits.MAX_KEY} characters", f"{len(key)}", "shorten it")
        if key in top.node:
            self.refuse(event, "each key once", f"`{key}` again", "remove or rename one of them")
        top.key = key
        top.rows.append(event.start_mark.line + 1)

    def _open(self, node: dict[str, Tree] | list[Tree], event: _Event) -> None:
        if len(self.stack) >= limits.MAX_DEPTH:
            _refuse_depth(self.name, event.start_mark.line + 1, dotted(self.path())[:200])
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.node, dict) and top.key is None:
            self.refuse(event, "a word as key", "a mapping or list", "write a plain key")
        self._add(node, event)
        rows = array("I")
        self.lines.of[id(node)] = rows
        self.stack.append(_Open(node, rows))

    def _add(self, node: Tree, event: _Event) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if isinstance(top.node, list):
            top.node.append(node)
            top.rows.append(event.start_mark.line + 1)
        elif top.key is not None:
            top.node[top.key] = node
            top.key = None
