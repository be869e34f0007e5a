"""Unsaved work in a folder of its own: one file a window, whole, and never the user's file."""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QThread

from app.window.document import Draft, StoredFile, load
from app.window.keeping.claims import lock_of
from models.errors import ModelError
from models.formats import keeps_comments, plain_tree, replace_file, top_comments

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
        drafts: What was typed there and did not fit yet.
        origin: The user's file as the window had read or written it last; None: there was none.
        lock: Held while the work is offered, so that no second window offers it too.
    """

    file: Path
    scenario: Scenario
    drafts: tuple[Draft, ...]
    origin: StoredFile | None
    lock: QLockFile

    def forget(self) -> None:
        """Remove the recovery file and let go."""
        self.file.unlink(missing_ok=True)
        self.lock.unlock()


@dataclass(frozen=True, slots=True)
class Work:
    """What a window would lose: nothing of it changes any more, so any thread may write it."""

    scenario: Scenario
    drafts: tuple[Draft, ...]
    file: StoredFile | None
    origin: StoredFile | None

    @classmethod
    def of(cls, document: Document) -> Work:
        """Return the work in *document* as it stands."""
        drafts = tuple(document.drafts.all)
        return cls(document.scenario, drafts, document.file, document.origin)

    def content(self) -> bytes:
        """Return what a recovery file holds: one comment line, and the scenario as JSON.

        JSON, which is YAML too, takes a tenth of the time of a text that keeps comments; what
        the comments are taken from stands in the first line as it was read.
        """
        file, origin = self.file, self.origin
        before = origin.text if origin is not None else ""
        head = {
            "path": str(file.path.resolve()) if file is not None else "",
            "digest": file.digest if file is not None else "",
            "text": before if keeps_comments(before) else top_comments(before),
            "drafts": [asdict(draft) for draft in self.drafts],
        }
        tree = json.dumps(plain_tree(self.scenario), ensure_ascii=False)
        return f"{_HEAD}{json.dumps(head)}\n{tree}\n".encode()


class Writing(QThread):
    """Writes one recovery file: neither the writing nor a slow disk holds the window up.

    Attributes:
        error: Why it could not be written, once that is known.
        took_ms: How long it took.
    """

    def __init__(self, path: Path, work: Work) -> None:
        """Write *work* to *path* once it is started."""
        super().__init__()
        self._path, self._work = path, work
        self.error: OSError | None = None
        self.took_ms = 0

    def run(self) -> None:
        """Write."""
        clock = QElapsedTimer()
        clock.start()
        try:
            replace_file(self._path, self._work.content())
        except OSError as error:
            self.error = error
        self.took_ms = clock.elapsed()


class RecoveryFile:
    """The recovery file of one window; it is there exactly while something is unsaved.

    It can be opened as a scenario by hand.

    Attributes:
        writing: The last writing beside the window, unless something came after it.
    """

    def __init__(self, folder: Path) -> None:
        """Keep the file in *folder*; nothing is written yet."""
        self._folder = folder
        self.path = folder / f"{uuid.uuid4().hex}.yaml"
        self._lock: QLockFile | None = None
        self.writing: Writing | None = None

    def write(self, document: Document) -> None:
        """Keep the open scenario now.

        Raises:
            OSError: It cannot be written; what was kept before stands.
        """
        self._take_hold()
        self._finish()
        replace_file(self.path, Work.of(document).content())

    def begin(self, document: Document) -> Writing:
        """Begin to keep the open scenario as it stands; the window goes on meanwhile.

        Raises:
            OSError: The folder cannot be written; what was kept before stands.
        """
        self._take_hold()
        self._finish()
        self.writing = Writing(self.path, Work.of(document))
        self.writing.start()
        return self.writing

    def _take_hold(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._lock is None:
            lock = lock_of(self.path.with_suffix(".lock"))
            if not lock.tryLock(0):
                raise OSError(None, "the recovery folder cannot be written", str(self._folder))
            self._lock = lock

    def _finish(self) -> None:
        """Let what is being written come to its end: what is newer comes after it."""
        if self.writing is not None:
            self.writing.wait()
            self.writing = None

    def remove(self) -> None:
        """Forget what was kept: it is saved, or the user dropped it."""
        self._finish()
        if self._lock is not None:
            self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the lock; what is kept stays."""
        self._finish()
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
        except (ModelError, OSError, ValueError, KeyError, TypeError):
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
    first, _, _ = stored.text.partition("\n")
    if not first.startswith(_HEAD):
        raise ValueError(f"{file}: first line {first[:40]!r}, expected {_HEAD!r}")
    head = json.loads(first.removeprefix(_HEAD))
    path = str(head["path"])
    origin = StoredFile(Path(path), str(head["text"]), str(head["digest"])) if path else None
    drafts = tuple(Draft(**{**each, "path": tuple(each["path"])}) for each in head["drafts"])
    return LeftWork(file, scenario, drafts, origin, lock)
