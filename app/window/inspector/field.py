"""What a field is: one value of an object, how it is shown, and how it is edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from app.window.document import ADDED

if TYPE_CHECKING:
    from models.scenario.distributions import Distribution

Editor = Literal["line", "list", "choice", "add", "heading", "fixed"]
_LINE_LETTERS = 32
Options = tuple[tuple[str, str], ...]
"""Pairs of (value, name for people)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value of an object.

    Attributes:
        path: Keys from the top of the file.
        label: Its name for people.
        text: Its value as a file holds it; empty where it is left out.
        editor: How it is edited.
        options: For a choice, pairs of (value, name for people).
        hint: What it means, with its unit.
        standing: Fact, choice or assumption; empty where that is not asked.
        source: Where a fact comes from.
        depth: Indentation: parameters stand below their value.
        optional: Whether it may be left out.
        removable: Whether it is a part or a row that can be taken away.
        kinds: For a value on a line that may also be a distribution: kinds to choose from.
        drawn: The distribution that is sketched below it.
        start: For what can be added: what a file could hold there, to edit from.
        keyed: Whether a row with a key is added; its options are the keys, none: any id.
        order: What the order means in which it stands, or in which its items do; empty: nothing.
        own: Whether the file says the value, and could leave it out.
        also: The same field of further objects that are selected.
        mixed: Whether the selected objects differ in it.
    """

    path: tuple[str, ...]
    label: str
    text: str
    editor: Editor
    options: Options = ()
    hint: str = ""
    standing: str = ""
    source: str = ""
    depth: int = 0
    optional: bool = False
    removable: bool = False
    kinds: Options = ()
    drawn: Distribution[Any] | None = None
    start: Any = None
    keyed: bool = False
    order: str = ""
    own: bool = False
    also: tuple[tuple[str, ...], ...] = ()
    mixed: bool = False

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Where drafts of it are kept, in every object that it is of."""
        last = (ADDED,) if self.editor == "add" else ()
        return tuple((*path, *last) for path in (self.path, *self.also))

    @property
    def is_long(self) -> bool:
        """Whether its text needs more than a line."""
        return self.editor in ("line", "list") and len(self.text) > _LINE_LETTERS

    @property
    def shape(self) -> tuple[object, ...]:
        """All of it that a row cannot show anew."""
        return (
            self.path, self.label, self.editor, self.options, self.kinds, self.standing,
            self.source, self.removable, self.drawn is None, self.mixed, self.also, self.order,
            self.is_long,
        )  # fmt: skip
