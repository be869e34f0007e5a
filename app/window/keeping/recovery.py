"""Unsaved work in a folder of its own: one file a window, whole, and never the user's file."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.window.document import StoredFile, load
from app.window.keeping.claims import lock_of
from models.errors import ModelError
from models.formats import replace_file, scenario_text, update_text

if TYPE_CHECKING:
    from PySide6.QtCore import QLockFile

    from app.window.document import Document
    from models.scenario import Scenario

_HEAD = "# sprawl-recovery "


@dataclass(frozen=True, slots=True)
class LeftWork:
    """Work that a window which is no more had not saved.

    Attributes:
        file: The recovery file.
        scenario: What was in the window.
        origin: The user's file as the window had read or written it last; None: there was none.
        lock: Held while the work is offered, so that no second window offers it too.
    """

    file: Path
    scenario: Scenario
    origin: StoredFile | None
    lock: QLockFile

    def forget(self) -> None:
        """Remove the recovery file and let go."""
        self.file.unlink(missing_ok=True)
        self.lock.unlock()


class RecoveryFile:
    """The recovery file of one window; it is there exactly while something is unsaved.

    Its content is what saving would write, below one comment line that names the user's file
    and its digest: it can be opened as a scenario by hand.
    """

    def __init__(self, folder: Path) -> None:
        """Keep the file in *folder*; nothing is written yet."""
        self._folder = folder
        self.path = folder / f"{uuid.uuid4().hex}.yaml"
        self._lock: QLockFile | None = None

    def write(self, document: Document) -> None:
        """Keep the open scenario.

        Raises:
            OSError: It cannot be written; what was kept before stands.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._lock is None:
            lock = lock_of(self.path.with_suffix(".lock"))
            if not lock.tryLock(0):
                raise OSError(None, "the recovery folder cannot be written", str(self._folder))
            self._lock = lock
        file, origin = document.file, document.origin
        place = str(file.path.resolve()) if file is not None else ""
        head = json.dumps({"path": place, "digest": file.digest if file is not None else ""})
        scenario = document.scenario
        text = scenario_text(scenario) if origin is None else update_text(origin.text, scenario)
        replace_file(self.path, f"{_HEAD}{head}\n{text}".encode())

    def remove(self) -> None:
        """Forget what was kept: it is saved, or the user dropped it."""
        if self._lock is not None:
            self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the lock; what is kept stays."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None


def left_work(folder: Path) -> tuple[list[LeftWork], list[Path]]:
    """Return the work of windows that are no more, the oldest first, and what cannot be read.

    A file that cannot be read is left where it is.
    """
    found: list[LeftWork] = []
    unreadable: list[Path] = []
    for file in sorted(folder.glob("*.yaml"), key=_age):
        lock = lock_of(file.with_suffix(".lock"))
        if not lock.tryLock(0):
            continue
        try:
            found.append(_read(file, lock))
        except (ModelError, OSError, ValueError, KeyError):
            lock.unlock()
            unreadable.append(file)
    return found, unreadable


def _age(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # its window has just saved
        return 0.0


def _read(file: Path, lock: QLockFile) -> LeftWork:
    scenario, stored = load(file)
    first, _, text = stored.text.partition("\n")
    if not first.startswith(_HEAD):
        raise ValueError(f"{file}: first line {first[:40]!r}, expected {_HEAD!r}")
    head = json.loads(first.removeprefix(_HEAD))
    path = str(head["path"])
    origin = StoredFile(Path(path), text, str(head["digest"])) if path else None
    return LeftWork(file, scenario, origin, lock)
