"""A desk with a screen, a keyboard and a mouse, and the program on it, from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WAIT_S = 120
CHECKOUT = "import sys; from app.__main__ import main; sys.exit(main())"
INSTALLED = os.environ.get("SPRAWL_PROGRAM")
"""The `sprawl` of a clean installation: the wheel check names its own."""

Pixels = npt.NDArray[np.uint32]


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

    def leave(self, window: str, program: subprocess.Popen[str]) -> None:
        """Quit, once more where the key was lost: a dialog that closes takes some with it."""

        def has_ended() -> bool:
            self.press(window, "ctrl+q")
            try:
                return program.wait(timeout=8) == 0
            except subprocess.TimeoutExpired:
                return False

        wait_for(has_ended, "the end of the program")

    def press(self, window: str, keys: str) -> None:
        self.run("windowfocus", window)
        self.run("key", "--window", window, keys)

    def click(self, x: int, y: int) -> None:
        """Press the left mouse button at a place on the screen."""
        self.run("mousemove", str(x), str(y), "click", "1")

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the left mouse button at a place, move on in steps, and let go at another."""
        self.run("mousemove", str(start[0]), str(start[1]), "mousedown", "1")
        for step in range(1, 6):
            x, y = (round(a + (b - a) * step / 5) for a, b in zip(start, end, strict=True))
            self.run("mousemove", str(x), str(y))
            time.sleep(0.05)
        self.run("mouseup", "1")

    def write(self, window: str, text: str) -> None:
        """Type a text."""
        self.run("windowfocus", window)
        self.run("type", "--window", window, "--delay", "20", text)

    def region(self, picture: Path, left: int, top: int, right: int, bottom: int) -> Pixels:
        """Return a part of the screen, as the server shows it, (height, width)."""
        self.grab(picture)
        image = QImage(str(picture)).convertToFormat(QImage.Format.Format_RGB32)
        points = np.frombuffer(image.constBits(), dtype=np.uint32) & 0xFFFFFF
        whole = points.reshape(image.height(), image.width())
        return whole[top:bottom, left:right].astype(np.uint32)

    def colours(self, picture: Path) -> dict[tuple[int, int, int], int]:
        """Return how often each colour stands on the screen, as the server shows it."""
        self.grab(picture)
        return count_colours(picture)

    def grab(self, picture: Path) -> None:
        """Write what the screen shows to a file."""
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


def count_colours(picture: Path) -> dict[tuple[int, int, int], int]:
    """Return how often each colour stands in a picture."""
    image = QImage(str(picture)).convertToFormat(QImage.Format.Format_RGB32)
    points = np.frombuffer(image.constBits(), dtype=np.uint32) & 0xFFFFFF
    colours, counts = np.unique(points, return_counts=True)
    return {
        (colour >> 16, colour >> 8 & 255, colour & 255): count
        for colour, count in zip(colours.tolist(), counts.tolist(), strict=True)
    }


@contextmanager
def started(
    screen: str, folder: Path, *files: Path
) -> Iterator[tuple[Desk, subprocess.Popen[str]]]:
    """Start the program on a screen, with settings and a library of its own; end it afterwards."""
    environment = {
        **os.environ,
        "DISPLAY": screen,
        "QT_QPA_PLATFORM": "xcb",
        "SPRAWL_DATA": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
    }
    names = [str(file) for file in files]
    program = subprocess.Popen(
        [INSTALLED, *names] if INSTALLED else [sys.executable, "-c", CHECKOUT, *names],
        env=environment,
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Desk(environment), program
    finally:
        if program.poll() is None:
            program.kill()
            program.wait()
        if program.stderr:
            program.stderr.close()
