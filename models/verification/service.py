"""Verifies for a window, and tells how far it is.

One JSON object a line.  In::

    {"do": "list"}
    {"do": "golden" | "incidents", "folder": "<bundled scenarios>", "ids": ["poll_chain"],
     "seed": null}

Out::

    {"said": "cases", "engine": "4",
     "golden": [["poll_chain", "<mechanism>", "<corner>", "<unit>"]],
     "incidents": [["circleci_2023", "<measured>", "<unit>", "<documented>", "<evidence>"]]}
    {"said": "progress", "done": 3, "total": 40, "title": "..."}
    {"said": "found", "what": "golden", "engine": "4", "rows": [{"texts": [...], "good": true,
     "told": "..."}]}
    {"said": "failed", "kind": "model" | "environment" | "defect", "text": "...", "report": "..."}

Without ids all cases run; texts stand under the heads of `models.verification.wording`.  To
cancel, end the process; it ends when its standard input closes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.engine.version import ENGINE_VERSION
from models.experiments.service import failure_told
from models.verification.incidents import CASES as INCIDENTS
from models.verification.incidents import check_incidents
from models.verification.registry import CASES as GOLDEN
from models.verification.registry import IDENTITIES
from models.verification.running import verify
from models.verification.wording import golden_texts, incident_texts, span_text
from models.worker.protocol import answer_lines, encode

if TYPE_CHECKING:
    from typing import BinaryIO

    from models.verification.computing import Progress

_MOST_TOLD = 200
_EXACT = {
    "little": ("Little's identity", "every queue of a whole scenario", ""),
    "conservation": ("Conservation of credentials", "every credential of a whole scenario", ""),
}


def serve(questions: BinaryIO, answers: BinaryIO) -> int:
    """Answer until the parent closes the stream; return an exit code."""

    def answer(message: dict[str, Any]) -> dict[str, Any]:
        return _cases() if message["do"] == "list" else _verified(message, answers)

    answer_lines(questions, answers, answer)
    return 0


def _cases() -> dict[str, Any]:
    golden = [[each.id, each.mechanism, each.corner, each.unit] for each in GOLDEN]
    golden += [[key, *_EXACT[key]] for key in IDENTITIES]
    incidents = [
        [each.id, each.quantity, each.unit, span_text(each.low, each.high), " ".join(each.sources)]
        for each in INCIDENTS
    ]
    return {
        "said": "cases", "engine": str(ENGINE_VERSION), "golden": golden, "incidents": incidents,
    }  # fmt: skip


def _verified(message: dict[str, Any], answers: BinaryIO) -> dict[str, Any]:
    """Run what was asked for, and return how that ended."""
    told = -1

    def tell(progress: Progress) -> None:
        nonlocal told
        done, total, title = progress.done, progress.total, progress.title
        if done * _MOST_TOLD // total > told:
            told = done * _MOST_TOLD // total
            answers.write(
                encode({"said": "progress", "done": done, "total": total, "title": title})
            )
            answers.flush()

    folder, ids, seed = Path(message["folder"]), message["ids"], message["seed"]
    try:
        if message["do"] == "golden":
            found = verify(folder, None, ids, seed, tell)
            engine = found.engine
            rows = [
                {"texts": golden_texts(row), "good": not row.message, "told": row.message}
                for row in found.rows
            ]
        else:
            check = check_incidents(folder, None, ids, seed, tell)
            engine = check.engine
            rows = [
                {"texts": incident_texts(row), "good": row.fits, "told": row.sentence}
                for row in check.rows
            ]
    except Exception as error:  # noqa: BLE001 - the window shows every defect with its report
        return failure_told(error)
    return {"said": "found", "what": message["do"], "engine": str(engine), "rows": rows}
