"""Lines of JSON: all are obeyed, and what is none is told and left out."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from models.worker.protocol import answer_lines, encode, obey_lines

if TYPE_CHECKING:
    import pytest


def test_what_is_not_understood_is_told_and_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[int] = []
    lines = [encode({"n": 1}), b"rubbish\n", b"[1]\n", encode({"m": 2}), encode({"n": 3})]
    obey_lines(lines, lambda message: seen.append(message["n"]))
    assert seen == [1, 3]
    assert capsys.readouterr().err.count("not understood") == 3


def test_every_line_is_answered_in_order() -> None:
    answers = io.BytesIO()

    def answer(message: dict[str, Any]) -> dict[str, Any]:
        return {"twice": 2 * message["n"]}

    answer_lines([encode({"n": n}) for n in (4, 5)], answers, answer)
    told = [json.loads(line)["twice"] for line in answers.getvalue().splitlines()]
    assert told == [8, 10]
