"""A disk that is really full: the file stands, the work stays, both are told, then it is saved."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

APART = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
MOUNT = 'mount -t tmpfs -o size=512k tmpfs "$0" && exec "$@"'
"""A small disk that only the child sees."""

CHILD = """
import errno, json, os, sys
from pathlib import Path
disk = Path(sys.argv[1])
os.environ["SPRAWL_DATA"] = str(disk / "data")
from app.resources import scenarios_folder
from app.window.launch import make_application, open_window
from app.window.settings import Memory
from models.scenario.edits import with_value
file = disk / "own.yaml"
file.write_bytes((scenarios_folder() / "three_assistants.yaml").read_bytes())
before = file.read_bytes()
program = make_application()
Memory().remember_live(False)
window = open_window([file])
while not window.document.is_open:
    program.processEvents()
window.document.edit("Rename", lambda s: with_value(s, ("title",), "Full"))
filler = disk / "filler"
opened = os.open(filler, os.O_WRONLY | os.O_CREAT)
try:
    while True:
        os.write(opened, b"x" * 512)
except OSError as error:
    full = error.errno == errno.ENOSPC
window.actions_["file.save"].trigger()
kept = window.keeping.keep_now()
found = {
    "full": full,
    "stands": file.read_bytes() == before,
    "dirty": window.document.is_dirty,
    "left": sorted(each.name for each in disk.iterdir()),
    "problem": window.problems.list.item(0).text(),
    "kept": kept,
    "notice": window.keeping.notices.shows("autosave"),
}
os.close(opened)
filler.unlink()
window.actions_["file.save"].trigger()
found["saved"] = "title: Full" in file.read_text()
found["clean"] = not window.document.is_dirty
print(json.dumps(found), flush=True)
os._exit(0)
"""


def test_a_full_disk_costs_nothing(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    probe = subprocess.run([*APART, MOUNT, str(disk), "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("a disk cannot be mounted here; RLIMIT_FSIZE stands in for it in test_keeping")
    done = subprocess.run(
        [*APART, MOUNT, str(disk), sys.executable, "-c", CHILD, str(disk)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["full"]
    assert found["stands"]
    assert found["dirty"]
    assert found["left"] == ["data", "filler", "own.yaml"]
    assert "No space left on device" in found["problem"]
    assert "could not be kept" in found["kept"]
    assert found["notice"]
    assert found["saved"]
    assert found["clean"]
