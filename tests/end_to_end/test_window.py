"""The installed program in a real window under a virtual display, from outside."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QImage

from app.resources import scenarios_folder
from app.tokens import LIGHT
from models.formats import read_scenario, write_scenario
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WAIT_S = 120
CHECKOUT = "import sys; from app.__main__ import main; sys.exit(main())"
INSTALLED = os.environ.get("SPRAWL_PROGRAM")
"""The `sprawl` of a clean installation: the wheel check names its own."""


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
        [server, "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
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


def wait_for(what: Callable[[], object], text: str) -> object:
    end_s = time.monotonic() + WAIT_S
    while time.monotonic() < end_s:
        found = what()
        if found:
            return found
        time.sleep(0.2)
    return pytest.fail(f"waited {WAIT_S} s in vain for {text}")


class Desk:
    """What somebody in front of the screen can do and see."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment

    def run(self, *words: str) -> str:
        ended = subprocess.run(
            ["xdotool", *words],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return ended.stdout.strip()

    def window(self, title: str) -> str:
        found = self.run("search", "--onlyvisible", "--name", title).splitlines()
        return found[0] if found else ""

    def press(self, window: str, keys: str) -> None:
        self.run("windowfocus", window)
        self.run("key", "--window", window, keys)

    def colours(self, picture: Path) -> dict[tuple[int, int, int], int]:
        """Return how often each colour stands on the screen, as the server shows it."""
        code = (
            "import sys\n"
            "from PySide6.QtGui import QGuiApplication\n"
            "app = QGuiApplication(sys.argv)\n"
            "app.primaryScreen().grabWindow(0).save(sys.argv[1])\n"
        )
        subprocess.run(
            [sys.executable, "-c", code, str(picture)],
            env={**self._environment, "QT_QPA_PLATFORM": "xcb"},
            check=True,
            capture_output=True,
        )
        return count_colours(picture)


def count_colours(picture: Path) -> dict[tuple[int, int, int], int]:
    """Return how often each colour stands in a picture."""
    image = QImage(str(picture)).convertToFormat(QImage.Format.Format_RGB32)
    points = np.frombuffer(image.constBits(), dtype=np.uint32) & 0xFFFFFF
    colours, counts = np.unique(points, return_counts=True)
    return {
        (colour >> 16, colour >> 8 & 255, colour & 255): count
        for colour, count in zip(colours.tolist(), counts.tolist(), strict=True)
    }


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def near(colours: dict[tuple[int, int, int], int], wanted: tuple[int, int, int]) -> int:
    """Return how many points have a colour that no eye tells from the wanted one."""
    return sum(
        count
        for colour, count in colours.items()
        if max(abs(a - b) for a, b in zip(colour, wanted, strict=True)) <= 16
    )


@pytest.mark.window
def test_a_person_opens_runs_and_reads(screen: str, tiny: Path, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DISPLAY": screen,
        "QT_QPA_PLATFORM": "xcb",
        "SPRAWL_DATA": str(tmp_path / "data"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }
    desk = Desk(environment)
    program = subprocess.Popen(
        [INSTALLED, str(tiny)] if INSTALLED else [sys.executable, "-c", CHECKOUT, str(tiny)],
        env=environment,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        window = str(wait_for(lambda: desk.window("Tiny end to end"), "the open scenario"))
        # Only chips have these grounds: weaker than declared, and something that is absent.
        chips = [rgb(LIGHT.bad_soft), rgb(LIGHT.warn_soft)]
        seen: dict[tuple[int, int, int], int] = {}

        def cards_shown() -> bool:
            seen.clear()
            seen.update(desk.colours(tmp_path / "organisation.png"))
            return all(seen.get(chip, 0) > 300 for chip in chips)

        wait_for(cards_shown, "cards with their chips")

        desk.press(window, "ctrl+r")
        results = tmp_path / "data" / "library.sqlite"
        wait_for(results.exists, "the library")

        # Charts draw both designs in their colours over large areas: no other page does.
        first, last = rgb(LIGHT.designs[0]), rgb(LIGHT.designs[2])

        def charts_shown() -> bool:
            now = desk.colours(tmp_path / "compare.png")
            return near(now, first) > 400 and near(now, last) > 400

        wait_for(charts_shown, "charts in the colours of both designs")
        assert near(seen, first) < 300
        assert near(seen, last) < 300
        desk.press(window, "ctrl+q")
        assert program.wait(timeout=60) == 0
        assert "Traceback" not in (program.stderr.read() if program.stderr else "")
    finally:
        if program.poll() is None:
            program.kill()
            program.wait()
        if program.stderr:
            program.stderr.close()
