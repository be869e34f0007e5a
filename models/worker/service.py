"""The loop of a worker: read a command, do it, say what came of it."""

from __future__ import annotations

import gc
import queue
import threading
import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import ModelError, RunStopped
from models.scenario.scenario import Scenario
from models.worker.bench import Bench
from models.worker.codec import pack
from models.worker.digest import checksum
from models.worker.protocol import decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


class Inbox:
    """Commands from the parent; notices at once when the parent has gone."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read *stream* in a thread of its own, since a run must not wait for it."""
        self.gone = threading.Event()
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._stream = stream
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self._stream:
            self._lines.put(line)
        self.gone.set()
        self._lines.put(None)

    def next(self) -> bytes | None:
        """Return the next line, or None when there will be no more."""
        return self._lines.get()


def serve(commands: BinaryIO, answers: BinaryIO) -> int:
    """Answer commands until the parent closes the stream; return an exit code."""
    inbox = Inbox(commands)
    bench: Bench | None = None
    _say(answers, {"said": "ready"})
    while (line := inbox.next()) is not None:
        message: dict[str, Any] = {}
        try:
            message = decode(line)
            if message["do"] == "load":
                bench = Bench(Scenario.model_validate(message["scenario"]))
                _say(answers, {"said": "loaded"})
            else:
                _say(answers, _run(bench, message, inbox))
        except RunStopped:
            break
        except ModelError as error:
            _say(answers, _failure(message, "model", error))
        except Exception as error:  # noqa: BLE001 - the parent shows every defect with its report
            _say(answers, _failure(message, "defect", error))
    return 0


def _run(bench: Bench | None, message: dict[str, Any], inbox: Inbox) -> dict[str, Any]:
    if bench is None:
        raise ValueError("a cell was asked for before a scenario was loaded")
    with _uncollected():
        cell = bench.run(message["design"], message["replication"], inbox.gone.is_set)
    blob = pack(cell)
    Path(message["out"]).write_bytes(blob)
    return {"said": "cell", "task": message["task"], "checksum": checksum(blob)}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let rings of objects wait for the end of a cell: to look for them takes a tenth of it.

    They are all young then, so that nothing older need be looked at.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        if was_on:
            gc.enable()


def _failure(message: dict[str, Any], kind: str, error: Exception) -> dict[str, Any]:
    return {
        "said": "failed",
        "task": message.get("task", -1),
        "kind": kind,
        "text": str(error) or type(error).__name__,
        "report": traceback.format_exc(),
    }


def _say(answers: BinaryIO, message: dict[str, Any]) -> None:
    answers.write(encode(message))
    answers.flush()
