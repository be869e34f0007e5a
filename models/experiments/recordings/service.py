"""Records replications for a window, one after the other.

One JSON object a line.  In::

    {"do": "record", "ask": 7, "scenario": {...}, "design": "unified", "replication": 3}

Out::

    {"said": "recorded", "ask": 7, "design": "unified", "file": "<trace file>"}
    {"said": "failed", "ask": 7, "kind": "model" | "environment" | "defect", "text": "...",
     "report": "..."}

Whoever asks removes the file.  To cancel, end the process; it ends when its standard input closes.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.experiments.service import failure_told
from models.scenario.scenario import Scenario
from models.trace import record, write_trace
from models.worker.protocol import answer_lines

if TYPE_CHECKING:
    from typing import BinaryIO


def serve(questions: BinaryIO, answers: BinaryIO) -> int:
    """Answer until the parent closes the stream; return an exit code."""
    answer_lines(questions, answers, lambda asked: {"ask": asked["ask"], **_answer(asked)})
    return 0


def _answer(message: dict[str, Any]) -> dict[str, Any]:
    """Record, and return how that ended."""
    try:
        scenario = Scenario.model_validate(message["scenario"])
        found, _cell = record(scenario, message["design"], message["replication"])
        handle, name = tempfile.mkstemp(prefix="sprawl-", suffix=".trace")
        os.close(handle)
        write_trace(found, Path(name))
    except Exception as error:  # noqa: BLE001 - the window shows every defect with its report
        return failure_told(error)
    return {"said": "recorded", "design": message["design"], "file": name}
