"""Opening trace files: read beside the window, refused with a reason, shown with their scenario."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from models.errors import ModelError
from models.scenario.sameness import same_run

if TYPE_CHECKING:
    from pathlib import Path

    from app.window.document import Document
    from app.window.frame.file_control import FileControl
    from app.window.frame.problems import Problems
    from app.window.settings import Memory
    from models.trace import OpenedTrace


class Reading(QThread):
    """Reads one trace; a large one takes a second, in which the window lives.

    Attributes:
        path: The file.
        found: The trace, once it is read.
        error: Why it cannot be read, once that is known.
    """

    def __init__(self, path: Path, parent: QObject) -> None:
        """Read *path* once it is started."""
        super().__init__(parent)
        self.path = path
        self.found: OpenedTrace | None = None
        self.error: ModelError | OSError | None = None

    def run(self) -> None:
        """Read."""
        from models.trace import open_trace

        try:
            self.found = open_trace(self.path)
        except (ModelError, OSError) as error:
            self.error = error


class TraceControl(QObject):
    """Opens traces one after the other; `opened` carries each once its scenario is open too."""

    opened = Signal(object)

    def __init__(
        self, document: Document, files: FileControl, problems: Problems, memory: Memory
    ) -> None:
        """Open what *files* finds to be a trace."""
        super().__init__(files)
        self._document, self._files = document, files
        self._problems, self._memory = problems, memory
        self._waiting: list[Path] = []
        self._reading: Reading | None = None
        files.traces_asked.connect(self.open)

    def open(self, paths: list[Path]) -> None:
        """Open traces; what was still to be opened is dropped."""
        self._waiting = list(paths)
        if self._reading is None:
            self._go_on()

    def close(self) -> None:
        """Read no more; wait for what is being read."""
        self._waiting = []
        if self._reading is not None:
            self._reading.finished.disconnect(self._read)
            self._reading.wait()
            self._reading = None

    def _go_on(self) -> None:
        if not self._waiting:
            return
        self._reading = Reading(self._waiting.pop(0), self)
        self._reading.finished.connect(self._read)
        self._reading.start()

    def _read(self) -> None:
        reading, self._reading = self._reading, None
        if reading is None:
            return
        reading.deleteLater()
        if reading.found is None:
            self._refuse(reading.path, reading.error)
            self._go_on()
            return
        show = partial(self._show, reading.path, reading.found)
        if self._is_of_document(reading.found):
            show()
        else:
            self._files.when_clean("open a trace of another scenario", show)

    def _is_of_document(self, found: OpenedTrace) -> bool:
        return self._document.is_open and same_run(found.scenario, self._document.scenario)

    def _refuse(self, path: Path, error: Exception | None) -> None:
        """Say in the list of problems what is wrong; everything else stays as it is."""
        told: Exception = error or OSError("it cannot be read")
        if isinstance(told, OSError):
            told = OSError(f"{path}: expected a file to read, found: {told.strerror or told}")
        self._problems.show_errors(f"{path.name} was not opened", [told])
        self._files.say(f"{path.name} was not opened; what was shown stays")

    def _show(self, path: Path, found: OpenedTrace) -> None:
        if not self._is_of_document(found):
            self._document.start(found.scenario)
        self._problems.hide()
        self._memory.remember_file(path)
        self.opened.emit(found)
        self._go_on()
