"""Which schema a library file has, read without loading anything that could change it."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

from models.errors import EnvironmentFault, LibraryBusy, LibraryCorrupt, LibraryTooNew
from models.library.holder import holder_of
from models.library.tables import REVISION

if TYPE_CHECKING:
    from pathlib import Path


def writable(path: Path) -> bool:
    """Return whether SQLite could write: it makes files of its own beside the library."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def address_to_read(path: Path) -> str:
    """Return the address under which SQLite reads a library and writes nothing.

    Where nobody can write there is no room for the index of a log either: without a log the file
    is taken as it is.  A log that a writer left beside it is not passed over.
    """
    log = path.with_name(f"{path.name}-wal")
    alone = not writable(path) and not (log.exists() and log.stat().st_size)
    return f"{path.resolve().as_uri()}?{'immutable=1' if alone else 'mode=ro'}"


def revision_of(path: Path) -> str:
    """Return the revision of the library in *path*, or "" where there is no library yet.

    Raises:
        LibraryCorrupt: The file is no library.
        LibraryBusy: Another program holds it.
        LibraryTooNew: A newer version of the program wrote it; it is left untouched.
    """
    if path.is_dir():
        raise LibraryCorrupt(f"{path}: is a folder; name a file in it")
    if not path.exists() or path.stat().st_size == 0:
        return ""
    try:
        connection = sqlite3.connect(address_to_read(path), uri=True, timeout=5.0)
        try:
            rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise LibraryBusy(
                f"{path}: {holder_of(path) or 'another program'} holds the library; close it first"
            ) from error
        if "no such table" in str(error):
            raise LibraryCorrupt(f"{path}: this file is no library of Sprawl ({error})") from error
        raise EnvironmentFault(
            f"{path}: cannot be opened ({error}); the file and its folder must be writable, "
            "or copy it to where they are"
        ) from error
    except sqlite3.DatabaseError as error:
        raise LibraryCorrupt(
            f"{path}: the file is damaged or no library ({error}); it was left as it is"
        ) from error
    found = str(rows[0][0]) if rows else ""
    if found and not (found.isdigit() and len(found) == len(REVISION) and int(found)):
        raise LibraryCorrupt(f"{path}: of an unknown schema {found[:40]!r}; it was left as it is")
    if found > REVISION:
        raise LibraryTooNew(
            f"{path}: written by a newer version of Sprawl (schema {found}, this one knows "
            f"{REVISION}); it was left as it is, use the newer version or another file"
        )
    return found
