"""The loop of a worker: read a call, do it, say what came of it."""

from __future__ import annotations

import queue
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.worker.digest import checksum
from models.worker.jobs import answer, halting
from models.worker.protocol import HALT, decode, encode

if TYPE_CHECKING:
    from typing import BinaryIO


class Inbox:
    """Calls from the parent; notices at once when the parent has gone."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read *stream* in a thread of its own, since a run must not wait for it."""
        self.gone = threading.Event()
        self._halted = threading.Event()
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._stream = stream
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self._stream:
            if line == HALT:
                self._halted.set()
            else:  # cleared here, and not where a call begins: a halt may follow it closely
                self._halted.clear()
                self._lines.put(line)
        self.gone.set()
        self._lines.put(None)

    def halt(self) -> bool:
        """Return whether the call under way is to end."""
        return self.gone.is_set() or self._halted.is_set()

    def next(self) -> bytes | None:
        """Return the next line, or None when there will be no more."""
        return self._lines.get()


def serve(calls: BinaryIO, answers: BinaryIO) -> int:
    """Answer calls until the parent closes the stream; return an exit code."""
    inbox = Inbox(calls)
    try:
        _say(answers, {"said": "ready"})
        with halting(inbox.halt):
            while (line := inbox.next()) is not None and not inbox.gone.is_set():
                _say(answers, _answered(decode(line)))
    except BrokenPipeError:  # the parent was killed: its end of the calls closes too
        inbox.gone.wait()
    return 0


def _answered(call: dict[str, Any]) -> dict[str, Any]:
    came = answer(call["do"], call["arguments"])
    if came.kind == "done":
        Path(call["out"]).write_bytes(came.blob)
        return {"said": "done", "checksum": checksum(came.blob)}
    return {"said": "failed", "kind": came.kind, "text": came.text, "report": came.report}


def _say(answers: BinaryIO, message: dict[str, Any]) -> None:
    answers.write(encode(message))
    answers.flush()
