"""The archive process: what a library holds, and what is wrong with it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from models.experiments.archive.service import serve
from models.library import FinishedRun, Library
from models.worker.protocol import encode

if TYPE_CHECKING:
    from collections.abc import Sequence


def said(questions: Sequence[dict[str, object]]) -> list[dict[str, Any]]:
    answers = io.BytesIO()
    serve(io.BytesIO(b"".join(encode(each) for each in questions)), answers)
    return [json.loads(line) for line in answers.getvalue().splitlines()]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.sqlite"
    opened = Library(path)
    for title in ("First", "Second"):
        opened.finish(FinishedRun(title, 7, 3, "d" * 64, json.dumps({"t": title}), "{}", ()))
    opened.close()
    return path


def test_runs_are_listed_newest_first_and_fetched(library: Path) -> None:
    listed, fetched = said(
        [
            {"do": "list", "library": str(library)},
            {"do": "fetch", "library": str(library), "run": 1},
        ]
    )
    assert [(run["id"], run["title"]) for run in listed["runs"]] == [(2, "Second"), (1, "First")]
    assert (fetched["said"], fetched["run"]) == ("fetched", 1)
    assert fetched["scenario"] == {"t": "First"}
    file = Path(fetched["comparison"])
    assert file.read_text(encoding="utf-8") == "{}"
    file.unlink()


def test_a_library_that_is_not_there_has_no_runs_and_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite"
    assert said([{"do": "list", "library": str(path)}]) == [{"said": "runs", "runs": []}]
    assert not path.exists()


def test_what_cannot_be_read_is_told(library: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no library" * 50)
    gone, damaged = said(
        [
            {"do": "fetch", "library": str(library), "run": 99},
            {"do": "list", "library": str(broken)},
        ]
    )
    assert "no run 99" in gone["text"]
    assert (damaged["said"], damaged["kind"]) == ("failed", "environment")
