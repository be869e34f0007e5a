"""Killed in the middle of saving, over and over: the file is the old one or the new one, whole."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from models.formats import read_scenario

if TYPE_CHECKING:
    from pathlib import Path

SAVING = """
import sys
from pathlib import Path
from models.formats import read_scenario, replace_file, update_text
from models.scenario.edits import with_value
path = Path(sys.argv[1])
scenario, text = read_scenario(path), path.read_text(encoding="utf-8")
texts = [update_text(text, with_value(scenario, ("title",), title)) for title in ("Old", "New")]
replace_file(path, texts[0].encode())
print("saving", flush=True)
while True:
    for each in texts:
        replace_file(path, each.encode())
"""
KILLS = 4


def test_the_file_is_whole_after_every_kill(teaching: Path) -> None:
    for number in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", SAVING, str(teaching)], stdout=subprocess.PIPE, text=True
        ) as child:
            try:
                assert child.stdout is not None
                assert child.stdout.readline() == "saving\n"
                time.sleep(0.01 + 0.007 * number)
            finally:
                child.kill()
        assert read_scenario(teaching).title in ("Old", "New")
