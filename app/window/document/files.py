"""Loading and storing: never over somebody else's change, never half a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.formats import read_content, replace_file, scenario_text, update_text

if TYPE_CHECKING:
    from pathlib import Path

    from models.scenario import Scenario

_MOST_BYTES = 10_000_000


class ChangedOnDiskError(Exception):
    """Somebody else changed the file since it was read."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it was when it was read or written last.

    Attributes:
        path: Where it is.
        text: Its content.
        digest: SHA-256 of its bytes.
        scenario: What it says; None: that is not known, or only in part.
    """

    path: Path
    text: str
    digest: str
    scenario: Scenario | None = None


def load(path: Path, *, layout: bool = True) -> tuple[Scenario, StoredFile]:
    """Read a scenario file, which may lack what it needs to be run; or all but its *layout*.

    Raises:
        ScenarioError: One thing is wrong with it.
        ScenarioErrors: Several are.
        OSError: It cannot be read.
    """
    with path.open("rb") as opened:
        content = opened.read(_MOST_BYTES + 1)
    scenario = read_content(content, path.name, draft=True, layout=layout)
    text = content.decode("utf-8-sig")
    digest = hashlib.sha256(content).hexdigest()
    return scenario, StoredFile(path, text, digest, scenario if layout else None)


def store(
    path: Path, scenario: Scenario, before: StoredFile | None, *, overwrite: bool = False
) -> StoredFile:
    """Write a scenario, keeping the comments of the file that it came from.

    Args:
        path: Where to.
        scenario: What.
        before: The file as it was read; None for a new one.
        overwrite: Write even if somebody else has changed the file.

    Raises:
        ChangedOnDiskError: The file is not as it was read, and *overwrite* is false.
        OSError: It cannot be written; the old file stands as it was.
    """
    if before is not None and before.path == path and path.exists() and not overwrite:
        now = hashlib.sha256(path.read_bytes()).hexdigest()
        if now != before.digest:
            raise ChangedOnDiskError(path.name)
    if before is None:
        text = scenario_text(scenario)
    else:
        text = update_text(before.text, scenario, before.scenario)
    content = text.encode()
    replace_file(path, content)
    return StoredFile(path, text, hashlib.sha256(content).hexdigest(), scenario)
