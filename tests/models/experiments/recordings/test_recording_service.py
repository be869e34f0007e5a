"""The recording process: traces by file, failures in words."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from app.resources import scenarios_folder
from models.experiments.recordings.service import serve
from models.formats import read_scenario
from models.trace import read_trace
from models.worker.protocol import encode


def asked(**message: object) -> dict[str, Any]:
    scenario = read_scenario(scenarios_folder() / "renew_early.yaml")
    tree = scenario.model_dump(mode="json", by_alias=True)
    question = {"do": "record", "ask": 7, "scenario": tree, "replication": 2, **message}
    answers = io.BytesIO()
    assert serve(io.BytesIO(encode(question)), answers) == 0
    found: dict[str, Any] = json.loads(answers.getvalue())
    assert found["ask"] == 7
    return found


def test_a_replication_is_recorded_into_a_file() -> None:
    design = read_scenario(scenarios_folder() / "renew_early.yaml").experiment.baseline
    found = asked(design=design)
    assert (found["said"], found["design"]) == ("recorded", design)
    path = Path(found["file"])
    trace = read_trace(path)
    path.unlink()
    assert (trace.heading.design, trace.heading.replication) == (design, 2)
    assert len(trace.events) > 0


def test_what_cannot_be_recorded_is_told() -> None:
    found = asked(design="nobody")
    assert found["said"] == "failed"
    assert "nobody" in found["text"]
    found = asked(design="nobody", scenario={"title": 1})
    assert found["said"] == "failed"
