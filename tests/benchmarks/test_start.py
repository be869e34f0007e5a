"""From nothing to a window: ``pytest -m nightly -s tests/benchmarks/test_start.py``; offscreen.

Each start is a process of its own.  What is judged is the CPU time of that process and of the
one that it asks whether there is a display; wall time depends on what else the machine does and
is printed beside it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.resources import scenarios_folder

STARTS = 7
VISIBLE_S, USABLE_S = 0.5, 1.5

pytestmark = pytest.mark.nightly


def start(folder: Path, files: list[str]) -> list[tuple[float, float]]:
    """Return CPU and wall time until the window was seen, and until it could be used, s."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "SPRAWL_DATA": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        # As installed: compiled once, not at each start.
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    program = Path(__file__).with_name("started.py")
    command = [sys.executable, str(program), str(time.monotonic()), *files]
    ended = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert ended.returncode == 0, ended.stderr
    told = [line.split() for line in ended.stdout.splitlines()]
    return [(float(cpu_s), float(wall_s)) for cpu_s, wall_s in told]


@pytest.mark.parametrize("name", ["", "larkfield"])
def test_the_window_is_seen_and_used_soon(name: str, tmp_path: Path) -> None:
    """Alone, and with the flagship; used: a key is answered, and the canvas is drawn."""
    files = [str(scenarios_folder() / f"{name}.yaml")] if name else []
    first = start(tmp_path, files)
    starts = [start(tmp_path, files) for _ in range(STARTS)]
    print(f"\n{name or 'nothing'} opened, {STARTS} starts; CPU (wall) in s:")
    for at, (what, most_s) in enumerate((("seen", VISIBLE_S), ("usable", USABLE_S))):
        cpu_s, wall_s = (sorted(each[at][of] for each in starts) for of in (0, 1))
        middle = STARTS // 2
        print(
            f"  {what:7} {cpu_s[middle]:.2f} ({wall_s[middle]:.2f}) median, "
            f"{cpu_s[-1]:.2f} ({wall_s[-1]:.2f}) most, {first[at][0]:.2f} not yet compiled"
        )
        assert cpu_s[-1] < most_s
