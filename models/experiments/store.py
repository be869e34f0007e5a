"""Where cells are kept; the library is one such place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from models.library.library import FinishedRun


class Store(Protocol):
    """Keeps whole cells by their key."""

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

    def find(self, keys: list[str]) -> dict[str, bytes]:  # noqa: ARG002 - as `Store` says
        """Return nothing."""
        return {}

    def keep(self, key: str, design: str, replication: int, blob: bytes) -> None:
        """Forget it."""

    def finish(self, run: FinishedRun) -> int:  # noqa: ARG002 - as `Store` says
        """Forget it."""
        return 0
