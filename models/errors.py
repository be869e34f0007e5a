"""The errors that `models` raises on purpose.

* ModelError
  x ScenarioError      one thing in a file is wrong: the user can correct it (exit code 2)
  x ScenarioErrors     several things in one file are wrong (exit code 2)
  x LibraryError       the stored library cannot be used as it is (exit code 3)
    + LibraryBusy      another program holds it
    + LibraryTooNew    a newer version wrote it
    + LibraryCorrupt   its content does not match its checks
  x EnvironmentFault   a folder, a disk, a file or a process fails us (exit code 3)
  x RunStopped         the run was stopped: a limit, or the user (exit code 130)

Anything else that leaves `models` is a defect of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_SHOWN = 50
"""How many errors of one file are shown; the rest are counted."""


class ModelError(Exception):
    """Base class of every error that `models` raises on purpose."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file an error is.

    Attributes:
        file: Name as the user gave it; empty where there is no file.
        line: Line, from 1; 0 where it is not known.
        path: Keys from the top of the file, such as ``designs.unified.standard.access_ttl``.
    """

    file: str
    line: int
    path: str

    def __str__(self) -> str:
        """Return ``file:line: path``, without what is not known."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (where, self.path) if part)


class ScenarioError(ModelError):
    """One thing in a scenario that the user can correct."""

    def __init__(self, place: Place, expected: str, found: str, advice: str) -> None:
        """Say where it is, what was expected, what stands there, and what to do."""
        super().__init__(f"{place}: expected {expected}, found {found}; {advice}")
        self.place = place
        self.expected = expected
        self.found = found
        self.advice = advice


class ScenarioErrors(ModelError):  # noqa: N818 - several errors
    """Several things in one scenario that the user can correct."""

    def __init__(self, errors: Sequence[ScenarioError], more: int = 0) -> None:
        """Keep all *errors* (at least one), and say the first fifty and how many more.

        Args:
            errors: The errors.
            more: How many there are besides, which nobody put into words.
        """
        shown = [str(error) for error in errors[:MOST_SHOWN]]
        more += max(0, len(errors) - MOST_SHOWN)
        if more:
            shown.append(f"and {more} more error{'s' * (more > 1)}")
        super().__init__("\n".join(shown))
        self.errors = tuple(errors)


class LibraryError(ModelError):
    """The stored library cannot be used as it is."""


class LibraryBusy(LibraryError):  # noqa: N818 - the name says what it is
    """Another program holds the library."""


class LibraryTooNew(LibraryError):  # noqa: N818 - the name says what it is
    """A newer version of the program wrote the library."""


class LibraryCorrupt(LibraryError):  # noqa: N818 - the name says what it is
    """The library's content does not match its digests."""


class EnvironmentFault(ModelError):  # noqa: N818 - the name says what it is
    """The machine fails us: a folder, a disk, a file, a process; the message says what to do."""


class RunStopped(ModelError):  # noqa: N818 - the name says what it is
    """A run was stopped by a limit or by the user."""
