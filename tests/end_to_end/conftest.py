"""A screen of its own, and a scenario that runs in a moment."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from app.resources import scenarios_folder
from models.formats import read_scenario, write_scenario
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A virtual display of its own; its number is chosen by the server."""
    server = shutil.which("Xvfb")
    if server is None or shutil.which("xdotool") is None:
        if os.environ.get("SPRAWL_NEEDS_DISPLAY"):
            pytest.fail("a virtual display was promised, and Xvfb or xdotool is missing")
        pytest.skip("Xvfb and xdotool are needed for a real window")
    reader, writer = os.pipe()
    log = (tmp_path_factory.mktemp("screen") / "log").open("wb")
    process = subprocess.Popen(
        # Without repeating keys: a key that is down while a dialog opens would be pressed again.
        [
            server,
            "-displayfd",
            str(writer),
            "-screen",
            "0",
            "1280x800x24",
            "-nolisten",
            "tcp",
            "-r",
        ],
        pass_fds=(writer,),
        stdout=log,
        stderr=log,
    )
    os.close(writer)
    with os.fdopen(reader) as answer:
        number = answer.readline().strip()
    yield f":{number}"
    process.terminate()
    process.wait(timeout=10)
    log.close()


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    scenario = read_scenario(scenarios_folder() / "three_assistants.yaml")
    for path, raw in (
        (("title",), "Tiny end to end"),
        (("incidents",), {}),
        (("experiment", "follow_up"), "10 d"),
        (("experiment", "horizon"), "30 d"),
        (("experiment", "warm_up"), "2 d"),
        (("experiment", "compare"), ["unified"]),
        (("experiment", "replications", "at_least"), "2"),
        (("experiment", "replications", "at_most"), "2"),
        (("designs", "unified", "exceptions"), {}),
    ):
        scenario = with_value(scenario, path, raw)
    target = tmp_path / "tiny.yaml"
    write_scenario(scenario, target)
    return target
