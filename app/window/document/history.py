"""Undo is a list of scenarios, each with the name of the edit that led to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.scenario import Scenario

_MOST = 500


@dataclass(frozen=True, slots=True)
class Step:
    """One state of the document.

    Attributes:
        name: Edit that led here, such as *Rename platform*.
        scenario: The scenario after it.
    """

    name: str
    scenario: Scenario


@dataclass
class History:
    """All states since the file was opened, and which of them is shown and which saved."""

    steps: list[Step] = field(default_factory=list)
    at: int = 0
    saved: int = 0

    @classmethod
    def starting(cls, scenario: Scenario) -> History:
        """Return a history with one state, which is the saved one."""
        return cls([Step("", scenario)])

    @property
    def scenario(self) -> Scenario:
        """The state that is shown."""
        return self.steps[self.at].scenario

    @property
    def is_dirty(self) -> bool:
        """Whether the state differs from the file."""
        return self.at != self.saved

    @property
    def undo_name(self) -> str:
        """Edit that undo would take back; empty: there is none."""
        return self.steps[self.at].name if self.at > 0 else ""

    @property
    def redo_name(self) -> str:
        """Edit that redo would bring back; empty: there is none."""
        return self.steps[self.at + 1].name if self.at + 1 < len(self.steps) else ""

    def add(self, name: str, scenario: Scenario) -> None:
        """Go on to a new state; what was undone before is forgotten."""
        if self.saved > self.at:
            self.saved = -1
        del self.steps[self.at + 1 :]
        self.steps.append(Step(name, scenario))
        self.at += 1
        if len(self.steps) > _MOST:
            del self.steps[0]
            self.at -= 1
            self.saved -= 1

    def undo(self) -> bool:
        """Go one state back; return whether there was one."""
        moved = self.at > 0
        self.at -= moved
        return moved

    def redo(self) -> bool:
        """Go one state forth; return whether there was one."""
        moved = self.at + 1 < len(self.steps)
        self.at += moved
        return moved

    def go_to(self, at: int) -> bool:
        """Go to a state by its place; return whether that is another one.

        Raises:
            IndexError: There is no such state.
        """
        if not 0 <= at < len(self.steps):
            raise IndexError(at)
        moved = at != self.at
        self.at = at
        return moved

    def mark_saved(self) -> None:
        """Remember that the state that is shown is in the file."""
        self.saved = self.at
