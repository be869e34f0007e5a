"""Who holds the library: read from the locks of the system, where it tells them."""

from __future__ import annotations

import os
from pathlib import Path

_LOCKS = Path("/proc/locks")


def holder_of(path: Path) -> str:
    """Return the other processes that have locks on a library, as ``process 123 (sprawl)``.

    Empty where the system does not tell (only Linux does) or nobody else has one.  SQLite keeps
    its locks on the file and, in write-ahead mode, on the file of shared memory beside it.
    """
    inodes = {_inode(path), _inode(path.with_name(f"{path.name}-shm"))} - {-1}
    try:
        lines = _LOCKS.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return ""
    found = {pid for line in lines if (pid := _owner(line, inodes)) > 0} - {os.getpid()}
    return ", ".join(f"process {pid}{_name(pid)}" for pid in sorted(found))


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return -1


def _owner(line: str, inodes: set[int]) -> int:
    """Return the process of a writing lock on one of *inodes*; 0: it is another lock.

    A line reads ``1: POSIX  ADVISORY  WRITE 4711 08:01:131 120 120``.
    """
    words = line.split()
    if len(words) < 6 or words[3] != "WRITE" or not words[4].isdigit():
        return 0
    inode = words[5].rpartition(":")[2]
    return int(words[4]) if inode.isdigit() and int(inode) in inodes else 0


def _name(pid: int) -> str:
    try:
        name = Path(f"/proc/{pid}/comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
    return f" ({name})"
