from __future__ import annotations

import io
from typing import Any

from app.resources import scenarios_folder
from models.verification import case_ids
from models.verification.incidents import CASES
from models.verification.service import serve
from models.verification.wording import GOLDEN_HEAD
from models.worker.protocol import decode, encode


def _said(*messages: dict[str, Any]) -> list[dict[str, Any]]:
    answers = io.BytesIO()
    assert serve(io.BytesIO(b"".join(map(encode, messages))), answers) == 0
    return [decode(line) for line in answers.getvalue().splitlines()]


def test_cases_are_listed_in_their_order_without_a_run() -> None:
    (cases,) = _said({"do": "list"})
    assert [each[0] for each in cases["golden"]] == list(case_ids())
    assert [each[0] for each in cases["incidents"]] == [case.id for case in CASES]


def test_a_case_is_run_with_progress() -> None:
    folder = str(scenarios_folder())
    *told, found = _said(
        {"do": "golden", "folder": folder, "ids": ["token_residual"], "seed": None}
    )
    assert told[-1]["done"] == told[-1]["total"]
    (row,) = found["rows"]
    assert len(row["texts"]) == len(GOLDEN_HEAD)
    assert row["good"]
    assert row["texts"][-1] == "agrees"


def test_what_cannot_be_run_is_told_and_the_process_goes_on() -> None:
    message = {"do": "golden", "folder": str(scenarios_folder()), "ids": ["none"], "seed": None}
    failed, cases = _said(message, {"do": "list"})
    assert failed["said"] == "failed"
    assert "none" in failed["text"]
    assert cases["said"] == "cases"
