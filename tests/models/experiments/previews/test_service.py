from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from models.comparison import to_json
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.experiments import FullRun
    from models.scenario.scenario import Scenario


class Parent:
    """Talks to a preview process as the window does."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "models.experiments.previews"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def say(self, **message: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        message: dict[str, Any] = json.loads(
            self.process.stdout.readline(), parse_constant=pytest.fail
        )
        return message


@pytest.fixture
def parent() -> Iterator[Parent]:
    started = Parent()
    assert started.hear() == {"said": "ready"}
    yield started
    if started.process.poll() is None:
        started.process.kill()
        started.process.communicate()


def tree(scenario: Scenario) -> dict[str, Any]:
    return scenario.model_dump(mode="json", by_alias=True)


def test_a_full_run_is_prepared_and_an_edit_previewed(
    small: Scenario, full: FullRun, parent: Parent, tmp_path: Path
) -> None:
    file = tmp_path / "comparison.json"
    file.write_text(to_json(full.comparison), encoding="utf-8")
    parent.say(do="full", scenario=tree(small), comparison=str(file))
    assert parent.hear() == {"said": "prepared"}
    edited = with_value(small, ("designs", "unified", "standard", "access_ttl"), "24 h")
    parent.say(do="preview", edit=17, scenario=tree(edited))
    said = parent.hear()
    assert (said["said"], said["edit"]) == ("preview", 17)
    assert said["preview"]["against_full"]
    lag = next(m for m in said["preview"]["metrics"] if m["id"] == "last_domain_lag")
    assert [each["level_status"] for each in lag["readings"]] == ["exact", "previewed"]


def test_without_a_full_run_the_first_answer_is_told_again_better(
    small: Scenario, parent: Parent
) -> None:
    parent.say(do="preview", edit=1, scenario=tree(small), budget_s=0.0)
    told = [parent.hear(), parent.hear()]
    assert [(said["said"], said["edit"]) for said in told] == [("preview", 1)] * 2
    assert [said["preview"]["replications"] for said in told] == [1, 10]
    edited = with_value(small, ("designs", "unified", "standard", "access_ttl"), "24 h")
    parent.say(do="preview", edit=2, scenario=tree(edited), budget_s=0.0)
    said = parent.hear()
    assert (said["edit"], said["preview"]["against_full"]) == (2, False)
    for old, new in zip(told[1]["preview"]["metrics"], said["preview"]["metrics"], strict=True):
        assert new["readings"][0]["level"] == old["readings"][0]["level"]  # it was not edited


def test_a_newer_edit_ends_the_older_one(small: Scenario, parent: Parent) -> None:
    long = with_value(small, ("experiment", "horizon"), "3000 d")
    long = with_value(long, ("experiment", "follow_up"), "1500 d")
    parent.say(do="preview", edit=1, scenario=tree(long))
    parent.say(do="preview", edit=2, scenario=tree(long))
    parent.say(do="preview", edit=3, scenario=tree(small))
    said = [parent.hear() for _ in range(3)]
    assert {(each["said"], each["edit"]) for each in said} == {
        ("stopped", 1),
        ("stopped", 2),
        ("preview", 3),
    }
    assert said[-1]["said"] == "preview"
    assert not said[-1]["preview"]["against_full"]


def test_what_cannot_be_read_is_told_and_the_next_edit_answered(
    small: Scenario, parent: Parent, tmp_path: Path
) -> None:
    file = tmp_path / "comparison.json"
    file.write_text("{}", encoding="utf-8")
    parent.say(do="full", scenario=tree(small), comparison=str(file))
    said = parent.hear()
    assert (said["said"], said["kind"], said["edit"]) == ("failed", "model", None)
    parent.say(do="preview", edit=1, scenario=tree(small))
    assert parent.hear()["said"] == "preview"
    parent.process.communicate(timeout=60)  # closes its standard input
    assert parent.process.returncode == 0
