"""Where each node of a YAML text begins and ends, so that one can be exchanged alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.formats.tree import Path

SpanKind = Literal["mapping", "list", "scalar"]


@dataclass
class Member:
    """A key and its value, or an entry of a list."""

    key: str
    start: int
    span: Span


@dataclass
class Span:
    """A node of the text.

    Attributes:
        kind: Mapping, list or scalar.
        in_flow: Whether it is written with brackets or stands inside something that is.
        start: Index of its first character.
        end: Index after its last character, without comments and white space.
        members: Its keys and values, or entries.
        column: Column of its first character, from 0.
    """

    kind: SpanKind
    in_flow: bool
    start: int
    end: int
    column: int
    members: list[Member] = field(default_factory=list)

    def member(self, key: str | int) -> Member | None:
        """Return the member of a key, or the entry with a number."""
        if isinstance(key, int) and self.kind == "list":
            return self.members[key] if key < len(self.members) else None
        return next((one for one in self.members if one.key == str(key)), None)


def spans_of(text: str) -> Span:
    """Return the nodes of a text that was read as a scenario before (one document, no aliases)."""
    events = yaml.parse(text, Loader=yaml.SafeLoader if _has_wide(text) else yaml.CSafeLoader)
    return _node(text, _Stream(events), in_flow=False)


def _has_wide(text: str) -> bool:
    """Whether the C parser might count characters in another way."""
    return any(ord(one) > 0xFFFF or one == "\ufeff" for one in text)


class _Stream:
    """Events, of which one can be looked at in advance."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        skipped = (yaml.StreamStartEvent, yaml.DocumentStartEvent)
        self._events = (one for one in events if not isinstance(one, skipped))
        self.next = next(self._events)

    def take(self) -> yaml.Event:
        """Return the next event and move on."""
        taken = self.next
        self.next = next(self._events, taken)
        return taken


def _node(text: str, stream: _Stream, *, in_flow: bool) -> Span:
    event = stream.take()
    assert event.start_mark is not None  # noqa: S101 - parsers always set marks
    assert event.end_mark is not None  # noqa: S101 - parsers always set marks
    start, end = event.start_mark.index, event.end_mark.index
    column = event.start_mark.column
    if isinstance(event, yaml.ScalarEvent):
        end = start + len(text[start:end].rstrip())
        return Span("scalar", in_flow, start, end, column)
    flow = in_flow or text[start : start + 1] in ("[", "{")
    kind: SpanKind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "list"
    span = Span(kind, flow, start, start, column)
    while not isinstance(stream.next, yaml.MappingEndEvent | yaml.SequenceEndEvent):
        span.members.append(_member(text, stream, span))
    last = stream.take()
    if flow and last.end_mark is not None:
        span.end = last.end_mark.index
    elif span.members:
        span.end = span.members[-1].span.end
    return span


def _member(text: str, stream: _Stream, parent: Span) -> Member:
    if parent.kind == "list":
        span = _node(text, stream, in_flow=parent.in_flow)
        return Member(str(len(parent.members)), span.start, span)
    key = stream.take()
    start = key.start_mark.index if key.start_mark is not None else 0
    name = str(getattr(key, "value", ""))
    return Member(name, start, _node(text, stream, in_flow=parent.in_flow))


def locate(root: Span, path: Path) -> list[Member]:
    """Return the members from the top to *path*, as far as the text has them."""
    found: list[Member] = []
    here = root
    for key in path:
        member = here.member(key)
        if member is None:
            break
        found.append(member)
        here = member.span
    return found
