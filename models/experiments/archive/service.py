"""Reads a library for a window.

One JSON object a line.  In::

    {"do": "list", "library": "<file>"}
    {"do": "fetch", "library": "<file>", "run": 12}

Out::

    {"said": "runs", "runs": [{"id": 12, "title": "...", "finished": "...", "seed": 7,
     "replications": 20, "digest": "..."}]}
    {"said": "fetched", "run": 12, "comparison": "<JSON file>", "scenario": {...}}
    {"said": "failed", "kind": "model" | "environment" | "defect", "text": "...", "report": "..."}

A library that is not there has no runs.  Whoever asks removes the file.  The process ends when its
standard input closes.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import LibraryError
from models.experiments.service import failure_told
from models.worker.protocol import answer_lines

if TYPE_CHECKING:
    from typing import BinaryIO

    from models.library import Library


def serve(questions: BinaryIO, answers: BinaryIO) -> int:
    """Answer until the parent closes the stream; return an exit code."""
    answer_lines(questions, answers, _answer)
    return 0


def _answer(message: dict[str, Any]) -> dict[str, Any]:
    """Read what is asked for, and return it or why that cannot be."""
    try:
        path = Path(message["library"])
        if message["do"] == "list" and not path.exists():
            return {"said": "runs", "runs": []}
        from models.library import Library

        opened = Library(path, reading=True)
        try:
            if message["do"] == "list":
                return {"said": "runs", "runs": [asdict(run) for run in opened.runs()]}
            return _fetched(opened, int(message["run"]))
        finally:
            opened.close()
    except Exception as error:  # noqa: BLE001 - the window shows every defect with its report
        return failure_told(error)


def _fetched(library: Library, run: int) -> dict[str, Any]:
    try:
        comparison, scenario = library.comparison(run), library.scenario_text(run)
    except KeyError:
        raise LibraryError(f"{library.path}: there is no run {run} any more") from None
    handle, name = tempfile.mkstemp(prefix="sprawl-run-", suffix=".json")
    os.close(handle)
    Path(name).write_text(comparison, encoding="utf-8")
    return {"said": "fetched", "run": run, "comparison": name, "scenario": json.loads(scenario)}
