"""A value of an export together with its place, so that every wrong type is refused by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.importers import bounded_json
from models.importers.refusal import refusal
from models.importers.representation import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.importers.bounded_json import Step

TEXT_MAX = 4_096
_CHECK = "export again, or correct the value by hand"


@dataclass(frozen=True, slots=True)
class Document:
    """The text a tree of nodes was read from; `line` is set where a file is read by lines."""

    file: str
    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value at `path` of a document."""

    value: object
    document: Document
    path: tuple[Step, ...] = ()

    @property
    def origin(self) -> Origin:
        """Where this value stands."""
        return Origin(self.document.file, bounded_json.pointer(self.path), self.document.line)

    def refuse(self, expected: str, found: str | None = None, advice: str = _CHECK) -> Exception:
        """Return the error that says what was expected here; the caller raises it."""
        line = self.document.line
        if line is None:
            line = bounded_json.line_of(self.document.text, self.path)
        return refusal(
            file=self.document.file,
            line=line,
            field=bounded_json.pointer(self.path) or "/",
            expected=expected,
            found=_shown(self.value) if found is None else found,
            advice=advice,
        )

    def get(self, name: str) -> Node | None:
        """Return the member `name` of this object; None if it is absent or null."""
        if not isinstance(self.value, dict):
            raise self.refuse("an object")
        value = self.value.get(name)
        return None if value is None else Node(value, self.document, (*self.path, name))

    def require(self, name: str) -> Node:
        """Return the member `name` of this object, which must be there."""
        found = self.get(name)
        if found is None:
            raise self.refuse(f"an object with {name!r}", f"no {name!r} in it")
        return found

    def each(self) -> Iterator[Node]:
        """Yield the elements of this array."""
        if not isinstance(self.value, list):
            raise self.refuse("an array")
        for index, value in enumerate(self.value):
            yield Node(value, self.document, (*self.path, index))

    def elements(self, name: str) -> Iterator[Node]:
        """Yield the elements of the array `name` of this object; none if it is absent."""
        found = self.get(name)
        return iter(()) if found is None else found.each()

    def text(self) -> str:
        """Return this value, which must be a text of 1 to `TEXT_MAX` characters."""
        if not isinstance(self.value, str) or not self.value:
            raise self.refuse("a text that is not empty")
        if len(self.value) > TEXT_MAX:
            raise self.refuse(f"a text of at most {TEXT_MAX} characters")
        return self.value

    def text_of(self, name: str) -> str:
        """Return the text `name` of this object, or the empty string if it is absent or empty."""
        found = self.get(name)
        return "" if found is None or found.value == "" else found.text()

    def flag_of(self, name: str) -> bool:
        """Return the truth value `name` of this object; False if it is absent."""
        found = self.get(name)
        if found is None:
            return False
        if not isinstance(found.value, bool):
            raise found.refuse("true or false")
        return found.value


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    if value is None:
        return "null"
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:60]}... ({len(text)} characters)"
