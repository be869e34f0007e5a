"""What keeps the user's work: autosave, recovery, claims, and the watch on the file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.resources import data_folder
from app.window.document import load
from app.window.keeping.differences import Differences
from app.window.keeping.notices import Notices
from app.window.keeping.recovery import LeftWork, RecoveryFile, left_work
from models.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

    from app.window.document import Document
    from app.window.frame.file_control import FileControl
    from app.window.keeping.claims import Claims

_SOON_MS, _LATEST_MS = 2000, 30_000
_SHARE = 20
"""An autosave waits at least this many times as long as the last one took."""

_LOOK_MS = 2000


class Keeping(QObject):
    """Watches one document; speaks through notices, never through a box."""

    def __init__(
        self, document: Document, files: FileControl, claims: Claims, parent: QObject
    ) -> None:
        """Keep the work in *document*; end with *parent*."""
        super().__init__(parent)
        self._document = document
        self._files = files
        self._claims = claims
        self.notices = Notices()
        self.differences = Differences()
        self.recovery = RecoveryFile(data_folder() / "recovery")
        self._left: list[LeftWork] = []
        self._own = ""
        self._seen = ""
        self._stamp: tuple[int, int] = (0, 0)
        self._autosave = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._autosave.timeout.connect(self.keep)
        self._watch = QTimer(self, interval=_LOOK_MS)
        self._watch.timeout.connect(self.look)
        document.opened.connect(self._opened)
        document.stored.connect(self._stored)
        document.drafts.changed.connect(self._stored)
        document.refused.connect(self._say_refused)
        files.differences_asked.connect(self._show_differences)

    # -- autosave ------------------------------------------------------------------------

    def _stored(self) -> None:
        """Follow every edit and every saving."""
        document = self._document
        if document.would_lose:
            if not self._autosave.isActive():
                self._autosave.start()
        else:
            self._autosave.stop()
            self.recovery.remove()
            self.notices.drop("autosave")
        file = document.file
        if file is not None and file.digest != self._own:
            self._own = self._seen = file.digest
            self.notices.drop("change")
            self.differences.hide()
        if not document.read_only:
            self._claims.claim(file.path if file is not None else None)

    def keep(self) -> None:
        """Write the recovery file beside the window, which goes on; what fails is told."""
        if not self._document.would_lose:
            return
        try:
            writing = self.recovery.begin(self._document)
        except OSError as error:
            self._tell_unkept(error)
        else:
            writing.finished.connect(self._kept)

    def _kept(self) -> None:
        writing = self.recovery.writing
        if writing is None or not writing.isFinished():
            return  # what was written is saved by now, or newer work is being written
        if writing.error is not None:
            self._tell_unkept(writing.error)
            return
        self.notices.drop("autosave")
        self._autosave.setInterval(min(_LATEST_MS, max(_SOON_MS, _SHARE * writing.took_ms)))

    def keep_now(self) -> str:
        """Write the recovery file; return what became of unsaved changes, in a sentence."""
        self._autosave.stop()
        if not self._document.would_lose:
            return "No change was unsaved."
        try:
            self.recovery.write(self._document)
        except OSError as error:
            reason = self._tell_unkept(error)
            return f"Unsaved changes could not be kept ({reason}): save under another name."
        self.notices.drop("autosave")
        return "Your unsaved changes are kept and will be offered at the next start."

    def _tell_unkept(self, error: OSError) -> str:
        reason = error.strerror or str(error)
        self.notices.post(
            "autosave",
            f"Unsaved changes could not be kept for a crash: {reason}. Save the file.",
            (("Save", self._files.save), ("Close", lambda: None)),
        )
        self._autosave.start(_LATEST_MS)
        return reason

    # -- recovery ------------------------------------------------------------------------

    def offer_left_work(self) -> None:
        """Offer what windows that were killed had not saved."""
        self._left, unreadable = left_work(data_folder() / "recovery")
        if unreadable:
            names = ", ".join(file.name for file in unreadable[:3])
            self.notices.post(
                "unreadable",
                f"Work of an earlier window cannot be read: {names} in {unreadable[0].parent}. "
                "It is left there: open it in a text editor, or remove it.",
                (("Close", lambda: None),),
            )
        self._offer_next()

    def _offer_next(self) -> None:
        if not self._left:
            return
        work = self._left[0]
        name = work.origin.path.name if work.origin else "never saved"
        count = f" ({len(self._left)} such files)" if len(self._left) > 1 else ""
        self.notices.post(
            "recovery",
            f"“{work.scenario.title or 'Untitled'}” ({name}) had unsaved changes when Sprawl "
            f"ended unexpectedly{count}. Recovering opens them; your file is not touched.",
            (
                ("Recover", lambda: self._files.when_clean("recover", self._recover)),
                ("Discard", self._discard),
                ("Later", self._later),
            ),
        )

    def _recover(self) -> None:
        work = self._left[0]
        self._document.recover(work.scenario, work.origin, work.drafts)
        try:
            self.recovery.write(self._document)
        except OSError:  # the old recovery file stays: nothing is lost by a second crash
            work.lock.unlock()
        else:
            work.forget()
        self._left.pop(0)
        self._offer_next()

    def _discard(self) -> None:
        self._left.pop(0).forget()
        self._offer_next()

    def _later(self) -> None:
        for work in self._left:
            work.lock.unlock()
        self._left.clear()

    # -- two windows on one file ---------------------------------------------------------

    def _opened(self) -> None:
        self._watch.start()
        self.differences.hide()
        self.notices.drop("change")
        self._own, self._stamp = "", (0, 0)
        self._claim()

    def _claim(self) -> None:
        file = self._document.file
        holder = self._claims.claim(file.path if file is not None else None)
        self._document.set_read_only(bool(holder))
        if not holder or file is None:
            self.notices.drop("read-only")
            return
        self.notices.post(
            "read-only",
            f"Read-only: {file.path.name} is open in {holder}.",
            (
                ("Work on a copy", self._work_on_copy),
                ("Try again", self._claim_anew),
                ("Read only", lambda: None),
            ),
        )

    def _work_on_copy(self) -> None:
        self._document.detach()
        self.notices.drop("change")

    def _claim_anew(self) -> None:
        """Edit here if the other window let go; what it saved meanwhile is read first."""
        file = self._document.file
        if file is not None and not self._claims.holder(file.path):
            self._files.open(file.path)
        else:
            self._claim()

    def _say_refused(self) -> None:
        self._claim()

    # -- changed by somebody else --------------------------------------------------------

    def look(self) -> None:
        """Look whether somebody else changed the open file."""
        file = self._document.file
        if file is None:
            return
        try:
            status = file.path.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            if stamp == self._stamp:
                return
            now = hashlib.sha256(file.path.read_bytes()).hexdigest()
        except OSError:  # gone or out of reach: saving writes it anew, or says why not
            return
        self._stamp = stamp
        if now in (file.digest, self._seen):
            return
        self._seen = now
        path = file.path
        self.notices.post(
            "change",
            f"{path.name} was changed on the disk by somebody else. Yours is untouched.",
            (
                ("Show what differs", lambda: self._compare_again(path)),
                ("Save mine under another name…", self._files.ask_save),
                ("Read theirs", lambda: self._files.open(path)),
                ("Keep editing", lambda: None),
            ),
        )

    def _compare_again(self, path: Path) -> None:
        self._show_differences(path)
        self._seen, self._stamp = "", (0, 0)
        self.look()

    def _show_differences(self, path: Path) -> None:
        try:
            theirs, _file = load(path)
        except (ModelError, OSError) as error:
            self._files.say(f"{path.name} cannot be compared: {error}")
            return
        self.differences.show_between(self._document.scenario, theirs, path.name)

    # -- end -----------------------------------------------------------------------------

    def close(self) -> None:
        """Leave in good order: nothing is unsaved any more, or the user dropped it."""
        self._autosave.stop()
        self._watch.stop()
        self.recovery.remove()
        self.recovery.close()
        self._later()
        self._claims.release()
