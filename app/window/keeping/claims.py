"""Which window a file belongs to: a lock that ends with its owner, also when that is killed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileInfo, QLocale, QLockFile

if TYPE_CHECKING:
    from pathlib import Path


def lock_of(path: Path) -> QLockFile:
    """Return the lock in a file, not yet taken; a lock of a dead process counts as free."""
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)  # never by age: only by the death of its owner
    return lock


class Claims:
    """The file that this window may write.

    Locks lie in a folder of the user's data, so that a read-only folder can be opened and
    nothing is left beside the user's files.
    """

    def __init__(self, folder: Path) -> None:
        """Keep the locks in *folder*; it may not exist yet."""
        self._folder = folder
        self._lock: QLockFile | None = None
        self._path: Path | None = None

    def claim(self, path: Path | None) -> str:
        """Give up the claimed file and claim another.

        Args:
            path: The file; None claims none.

        Returns:
            Who has it already, in words; empty: it is ours, or nobody can tell because the
            folder of the locks cannot be written.
        """
        whole = path.resolve() if path is not None else None
        if whole is not None and whole == self._path:
            return ""
        self.release()
        if whole is None:
            return ""
        lock, holder = self._try(whole)
        if lock is not None:
            self._lock, self._path = lock, whole
        return holder

    def holder(self, path: Path) -> str:
        """Return which other window has a file, in words; empty: none."""
        if path.resolve() == self._path:
            return ""
        lock, holder = self._try(path.resolve())
        if lock is not None:
            lock.unlock()
        return holder

    def release(self) -> None:
        """Give the claimed file up."""
        if self._lock is not None:
            self._lock.unlock()
        self._lock = self._path = None

    def _try(self, path: Path) -> tuple[QLockFile | None, str]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None, ""
        name = hashlib.sha256(str(path).encode()).hexdigest()[:32]
        lock = lock_of(self._folder / f"{name}.lock")
        if lock.tryLock(0):
            return lock, ""
        if lock.error() != QLockFile.LockError.LockFailedError:
            return None, ""
        process, computer, _program = lock.getLockInfo()
        since = QLocale.c().toString(QFileInfo(lock.fileName()).lastModified(), "d MMM HH:mm")
        return None, f"another Sprawl window (process {process} on {computer}, since {since})"
