from __future__ import annotations

import json
import math
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from app.cli.files import bundled
from models.comparison import Cell
from models.formats import read_scenario
from models.worker.codec import UnreadableCellError, pack, unpack
from models.worker.protocol import decode, encode
from models.worker.versions import versions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def cell() -> Cell:
    numbers = {"a": 1.5, "b": math.nan, "c": math.inf}
    tables = {"t": (np.array([[1.0, 2.0]]), np.array([[0.0, 4.0]]))}
    return Cell(numbers=numbers, tables=tables)


def test_a_cell_survives_its_bytes() -> None:
    again = unpack(pack(cell()))
    assert list(again.numbers) == ["a", "b", "c"]
    assert math.isnan(again.numbers["b"])
    assert math.isinf(again.numbers["c"])
    np.testing.assert_array_equal(again.tables["t"][1], [[0.0, 4.0]])
    assert pack(again) == pack(cell())


@pytest.mark.parametrize("cut", [0, 10, 200])
def test_damaged_bytes_are_refused(cut: int) -> None:
    with pytest.raises(UnreadableCellError):
        unpack(pack(cell())[:cut])


def test_objects_are_never_loaded() -> None:
    import io

    buffer = io.BytesIO()
    np.savez(buffer, names=np.array([{"x": 1}], dtype=object), numbers=np.zeros(1))
    with pytest.raises(UnreadableCellError):
        unpack(buffer.getvalue())


def test_a_message_is_one_json_object_a_line() -> None:
    assert decode(encode({"do": "cell", "task": 1})) == {"do": "cell", "task": 1}
    assert encode({"text": "a\nb"}).count(b"\n") == 1
    for line, said in ((b"[]", "object"), (b"nonsense", "Expecting value"), (b"1", "object")):
        with pytest.raises(ValueError, match=said):
            decode(line)


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "models.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        yield process
        process.kill()


def ask(process: subprocess.Popen[bytes], message: dict[str, Any]) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(encode(message))
    process.stdin.flush()
    return decode(process.stdout.readline())


def test_a_worker_says_what_was_wrong_and_goes_on(
    worker: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    assert worker.stdout is not None
    assert decode(worker.stdout.readline()) == {"said": "ready"}
    out = str(tmp_path / "out.npz")
    failed = ask(worker, {"do": "nonsense", "arguments": [], "out": out})
    assert (failed["said"], failed["kind"]) == ("failed", "defect")
    assert "nonsense" in failed["report"]
    scenario = json.dumps(read_scenario(bundled()[0]).model_dump(mode="json", by_alias=True))
    call = {"do": "compute_cell", "arguments": ["other", scenario, 0, "x"], "out": out}
    refused = ask(worker, call)
    assert refused["kind"] == "environment"
    assert versions() in refused["text"]
    assert not (tmp_path / "out.npz").exists()


def test_a_worker_ends_when_its_parent_has_gone(worker: subprocess.Popen[bytes]) -> None:
    assert worker.stdin is not None
    worker.stdin.close()
    assert worker.wait(timeout=20) == 0


def test_a_worker_whose_parent_was_killed_ends_without_a_word() -> None:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "models.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()  # before it has said anything
    time.sleep(1)
    process.stdin.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait(timeout=20)


def test_a_scenario_goes_through_json_without_loss() -> None:
    for path in bundled():
        scenario = read_scenario(path)
        text = json.dumps(scenario.model_dump(mode="json", by_alias=True))
        assert type(scenario).model_validate(json.loads(text)) == scenario


def test_a_worker_leaves_ctrl_c_to_its_parent() -> None:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "models.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert decode(process.stdout.readline()) == {"said": "ready"}
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(b"", timeout=30)
    assert (process.returncode, said) == (0, b"")
