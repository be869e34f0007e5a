"""Where cells are kept; the library is one such place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

if TYPE_CHECKING:
    from models.library.library import FinishedRun


class Store(Protocol):
    """Keeps whole cells by their key.

    Attributes:
        keeps_runs: Whether finished comparisons are kept beside the cells.
    """

    keeps_runs: ClassVar[bool]

    def find(self, keys: list[str]) -> dict[str, bytes]:
        """Return the bytes of those of *keys* that are stored and whole."""
        ...

    def keep(self, key: str, design: str, replication: int, blob: bytes) -> None:
        """Store one cell, whole or not at all."""
        ...

    def finish(self, run: FinishedRun) -> int:
        """Store a finished comparison; return its number, 0 where it is not kept."""
        ...


class NoStore:
    """Keeps nothing."""

    keeps_runs: ClassVar[bool] = False

    def find(self, keys: list[str]) -> dict[str, bytes]:  # noqa: ARG002 - as `Store` says
        """Return nothing."""
        return {}

    def keep(self, key: str, design: str, replication: int, blob: bytes) -> None:
        """Forget it."""

    def finish(self, run: FinishedRun) -> int:  # noqa: ARG002 - as `Store` says
        """Forget it."""
        return 0


class CellsOnly:
    """Keeps cells in another store, or in memory, and no finished comparisons.

    The points of a sweep share cells, and would flood the list of runs.

    Args:
        store: Where cells are kept beyond this process; default: nowhere.
    """

    keeps_runs: ClassVar[bool] = False

    def __init__(self, store: Store | None = None) -> None:
        """Hold nothing yet."""
        self._store = store
        self._held: dict[str, bytes] = {}

    def find(self, keys: list[str]) -> dict[str, bytes]:
        """Return the bytes of those of *keys* that are stored and whole."""
        if self._store is not None:
            return self._store.find(keys)
        return {key: self._held[key] for key in keys if key in self._held}

    def keep(self, key: str, design: str, replication: int, blob: bytes) -> None:
        """Store one cell."""
        if self._store is not None:
            self._store.keep(key, design, replication, blob)
        else:
            self._held[key] = blob

    def finish(self, run: FinishedRun) -> int:  # noqa: ARG002 - as `Store` says
        """Forget it."""
        return 0
