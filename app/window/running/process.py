"""A process that speaks in lines of JSON: the window asks, it computes."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

import models

if TYPE_CHECKING:
    from collections.abc import Mapping

_END_MS = 500
_KEPT_BYTES = 20_000


class LineProcess(QObject):
    """Talks to ``python -P -m <module>``; started when something is said first.

    `heard` carries a message; `lost` a sentence and what the process wrote to its standard error,
    when it ended or could not start. A process that was let go is not heard any more.
    """

    heard = Signal(object)  # a dict as such would come out sorted by its keys
    lost = Signal(str, str)

    def __init__(self, module: str, name: str, parent: QObject) -> None:
        """Start no process yet.

        Args:
            module: What Python runs.
            name: What people are told that it is, such as ``run process``.
            parent: Who owns it.
        """
        super().__init__(parent)
        self._module, self._name = module, name
        self._process: QProcess | None = None
        self._rest = b""
        self._written = bytearray()

    @property
    def is_running(self) -> bool:
        """Whether there is a process."""
        return self._process is not None

    def say(self, message: Mapping[str, Any]) -> None:
        """Send a message; a process is started where there is none."""
        if self._process is None:
            self._process = self._start()
        self._process.write(json.dumps(message, allow_nan=False).encode() + b"\n")

    def say_if_running(self, message: Mapping[str, Any]) -> None:
        """Send a message, if somebody listens."""
        if self._process is not None:
            self.say(message)

    def kill(self) -> None:
        """End the process now."""
        process = self._let_go()
        if process is not None:
            process.finished.connect(process.deleteLater)
            process.kill()

    def close(self) -> None:
        """End the process in good order, soon."""
        process = self._let_go()
        if process is not None:
            process.closeWriteChannel()
            if not process.waitForFinished(_END_MS):
                process.kill()
                process.waitForFinished(_END_MS)

    def _start(self) -> QProcess:
        process = QProcess(self)
        process.setProgram(sys.executable)
        process.setArguments(["-P", "-m", self._module])
        environment = QProcessEnvironment.systemEnvironment()
        home = str(Path(models.__file__).resolve().parent.parent)
        others = environment.value("PYTHONPATH", "")
        environment.insert("PYTHONPATH", os.pathsep.join(filter(None, (home, others))))
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._listen)
        process.readyReadStandardError.connect(self._overhear)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._not_started)
        self._rest = b""
        self._written.clear()
        process.start()
        return process

    def _let_go(self) -> QProcess | None:
        """Return the process, if there is one, and hear no more of it."""
        process, self._process = self._process, None
        if process is not None:
            process.readyReadStandardOutput.disconnect(self._listen)
            process.readyReadStandardError.disconnect(self._overhear)
            process.finished.disconnect(self._ended)
            process.errorOccurred.disconnect(self._not_started)
        return process

    def _listen(self) -> None:
        if self._process is None:
            return
        whole = self._rest + self._process.readAllStandardOutput().data()
        *lines, self._rest = whole.split(b"\n")
        for line in lines:
            if line.strip():
                self.heard.emit(json.loads(line))

    def _overhear(self) -> None:
        if self._process is not None:
            self._written += self._process.readAllStandardError().data()
            del self._written[:-_KEPT_BYTES]

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._gone(f"The {self._name} cannot be started; install the program again.")

    def _ended(self, code: int) -> None:
        self._overhear()
        self._gone(f"The {self._name} ended unexpectedly (code {code}); nothing was lost.")

    def _gone(self, text: str) -> None:
        process = self._let_go()
        if process is not None:
            process.deleteLater()
        self.lost.emit(text, self._written.decode("utf-8", "replace"))
