from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from models.comparison import from_json
from models.experiments import InProcess, compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.scenario.scenario import Scenario


class Parent:
    """Talks to a run process as the window does."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "models.experiments"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def say(self, **message: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def hear(self, *wanted: str) -> dict[str, Any]:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            message: dict[str, Any] = json.loads(line, parse_constant=pytest.fail)
            if message["said"] in wanted:
                return message
        raise AssertionError(wanted)


@pytest.fixture
def parent() -> Iterator[Parent]:
    started = Parent()
    yield started
    started.process.kill()
    started.process.communicate()


def test_a_run_is_paused_resumed_and_ends_as_if_nothing_had_been(
    small: Scenario, parent: Parent
) -> None:
    tree = small.model_dump(mode="json", by_alias=True)
    parent.say(do="start", scenario=tree, library="", workers=1)
    first = parent.hear("progress")
    assert first["left_s"] is None
    assert {"done", "total", "expected", "most", "reused", "elapsed_s"} <= set(first)
    parent.say(do="pause")
    parent.hear("paused")
    time.sleep(2)
    parent.say(do="resume")
    parent.hear("resumed")
    told = parent.hear("progress")
    while told["done"] < told["most"]:
        told = parent.hear("progress")
    assert {each["metric"] for each in told["precisions"]} == set(small.experiment.headline)
    file = Path(parent.hear("comparison")["file"])
    result = from_json(file.read_text(encoding="utf-8"))
    file.unlink()
    assert result.digest == compare(small, InProcess()).digest


def test_a_run_is_cancelled_and_another_can_follow(small: Scenario, parent: Parent) -> None:
    tree = small.model_dump(mode="json", by_alias=True)
    parent.say(do="start", scenario=tree, library="", workers=2)
    parent.hear("progress")
    parent.say(do="cancel")
    parent.hear("stopped")
    parent.say(do="start", scenario=tree, library="", workers=2)
    Path(parent.hear("comparison")["file"]).unlink()
