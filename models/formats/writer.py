"""Writing a scenario: canonical text, and a file that is either the old one or the new one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, cast

from models.formats.emitter import Plain, block

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario

FIRST_KEYS = ("sprawl", "title", "question", "notes")


def plain_tree(scenario: Scenario) -> dict[str, Plain]:
    """Return a scenario as mappings, lists, texts and numbers, in the order of the format."""
    dumped = cast("dict[str, Plain]", scenario.model_dump(mode="json", by_alias=True))
    first = {key: dumped[key] for key in FIRST_KEYS if key in dumped}
    return {"sprawl": scenario.sprawl, **first, **dumped}


def scenario_text(scenario: Scenario) -> str:
    """Return the canonical YAML text of a scenario."""
    return block(plain_tree(scenario), top=True)


def write_scenario(scenario: Scenario, path: Path) -> None:
    """Write the canonical text of a scenario to a file, whole or not at all.

    To keep comments, write ``update_text(old_text, scenario)`` with `replace_file`.

    Raises:
        OSError: The folder cannot be written or the disk is full; the old file stands.
    """
    replace_file(path, scenario_text(scenario).encode())


def replace_file(path: Path, content: bytes) -> None:
    """Put *content* in the place of a file: the old content or the new, never a part.

    Raises:
        OSError: It could not be written; the old file stands and nothing is left behind.
    """
    target = path.resolve() if path.is_symlink() else path
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _mode(target: Path) -> int:
    """Return the permissions of the file that is replaced, or those of a new file."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the new name lasting, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
