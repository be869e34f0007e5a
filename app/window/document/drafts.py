"""Texts that do not fit yet: kept beside the scenario until they are mended or given up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.window.document.complaint import told
from app.window.objects import find, object_at
from models.errors import Place, ScenarioError
from models.scenario.edits import value_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.window.objects import ObjectRef
    from models.scenario import Scenario

KeyPath = tuple[str, ...]
ADDED = "+"
"""Last key of what is not there yet: a draft of a new row's name."""
CELLS = "cells"
"""Third key of a cell of the matrix: ``designs, id, cells, platform, fleet, setting``."""
_GONE = object()
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was typed and does not fit.

    Attributes:
        path: Where it was typed: keys from the top of the file.
        text: What was typed.
        expected: What would fit.
        found: What stands against it, if that is not the text.
        advice: What to do.
    """

    path: KeyPath
    text: str
    expected: str
    found: str
    advice: str

    @property
    def complaint(self) -> str:
        """What is wrong with it, as a sentence below its field."""
        return told(self.expected, self.found, self.advice)

    @property
    def is_cell(self) -> bool:
        """Whether it was typed in the matrix of the designs."""
        return self.path[2:3] == (CELLS,)

    @property
    def name(self) -> str:
        """Where it was typed, as an error says it."""
        return ".".join(key for key in self.path if key not in ("", ADDED))

    @property
    def error(self) -> ScenarioError:
        """The draft as something that stops a run."""
        text = self.text if len(self.text) <= _LONGEST else f"{self.text[: _LONGEST - 3]}..."
        found = self.found or f"`{text}`"
        return ScenarioError(Place("", 0, self.name), self.expected, found, self.advice)


class Drafts(QObject):
    """All drafts of the open scenario; undo and redo of other edits leave them alone."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        """Start without any."""
        super().__init__(parent)
        self._kept: dict[KeyPath, tuple[Draft, object]] = {}

    def at(self, path: KeyPath) -> Draft | None:
        """Return what was typed at *path* and does not fit."""
        kept = self._kept.get(path)
        return None if kept is None else kept[0]

    @property
    def all(self) -> list[Draft]:
        """Every draft, in the order in which they were typed."""
        return [draft for draft, _ in self._kept.values()]

    @property
    def errors(self) -> list[ScenarioError]:
        """What is wrong with each, in the order in which they were typed."""
        return [draft.error for draft in self.all]

    def called(self, name: str) -> Draft | None:
        """Return the draft whose error names *name* as its place."""
        return next((draft for draft in self.all if draft.name == name), None)

    def keep(self, scenario: Scenario, *drafts: Draft) -> None:
        """Keep *drafts* while what stands in the scenario at their places stays as it is."""
        for draft in drafts:
            self._kept[draft.path] = (draft, _standing(scenario, draft.path))
        self.changed.emit()

    def drop(self, *paths: KeyPath) -> bool:
        """Forget what was typed at *paths*; return whether there was anything."""
        return self._drop(lambda path: path in paths)

    def of_renamed(self, ref: ObjectRef, new: str) -> list[Draft]:
        """Return the drafts of an object as they stand once its id is *new*; keep them then."""
        found = []
        for draft in self.all:
            path = _renamed(draft.path, ref, new)
            if path != draft.path:
                found.append(replace(draft, path=path))
        return found

    def follow(self, scenario: Scenario) -> None:
        """Forget those whose object is gone, and those whose value was changed otherwise."""
        self._drop(lambda path: _standing(scenario, path) != self._kept[path][1])

    def clear(self) -> None:
        """Forget all."""
        self._drop(lambda _: True)

    def _drop(self, goes: Callable[[KeyPath], bool]) -> bool:
        gone = [path for path in self._kept if goes(path)]
        for path in gone:
            del self._kept[path]
        if gone:
            self.changed.emit()
        return bool(gone)


def _renamed(path: KeyPath, ref: ObjectRef, new: str) -> KeyPath:
    """Return a path as it is once an object has another id."""
    own = ref.path
    if path[: len(own)] == own:
        return (*own[:-1], new, *path[len(own) :])
    at = {"platform": 3, "fleet": 4}.get(ref.kind, 0)
    if at and path[2:3] == (CELLS,) and path[at] == ref.id:
        return (*path[:at], new, *path[at + 1 :])
    return path


def _standing(scenario: Scenario, path: KeyPath) -> object:
    """Return what stands at a path, or of a cell or a new row whether its object is there."""
    if path[2:3] == (CELLS,):
        _, design, _, platform, fleet, _ = path
        known = (
            design in scenario.designs,
            not platform or platform in scenario.organisation.platforms,
            not fleet or fleet in scenario.workload.fleets,
        )
        return all(known)
    ref = object_at(".".join(path))
    if ref is not None and find(scenario, ref) is None:
        return _GONE
    try:
        return value_at(scenario, path[:-1] if path[-1] == ADDED else path)
    except KeyError:
        return _GONE
