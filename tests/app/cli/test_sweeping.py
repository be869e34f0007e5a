from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from app.cli import main

if TYPE_CHECKING:
    from pathlib import Path

TTL = "designs.unified.standard.access_ttl=5 min,60 min"


def test_compare_with_vary_is_a_sweep_and_sweep_reads_the_file(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = str(tmp_path / "library.sqlite")
    table = tmp_path / "table.csv"
    words = ["compare", str(small), "--library", library, "-j", "2", "--vary", TTL]
    assert main([*words, "-o", str(table)]) == 0
    text = capsys.readouterr().out
    assert "2 points" in text
    assert str(table) in text
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert {row["point"] for row in rows} == {"0", "1"}
    assert (tmp_path / "table.differences.csv").exists()

    varied = tmp_path / "varied.yaml"
    varied.write_text(
        small.read_text(encoding="utf-8").replace(
            "{seed: 20261,", "{seed: 20261, vary: {workload.fleets.triage.agents: [12]},"
        ),
        encoding="utf-8",
    )
    told = tmp_path / "table.json"
    words = ["sweep", str(varied), "--library", library, "-o", str(told)]
    assert main(words) == 0
    assert "1 points, 0 runs" in capsys.readouterr().out
    assert json.loads(told.read_text(encoding="utf-8"))["points"][0]["replications"] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sweep"], "nothing to vary"),
        (["compare", "-o", "x.csv"], "belong to a sweep"),
        (["sweep", "--vary", TTL, "-n", "1000"], "start them with --yes"),
        (["sweep", "--vary", TTL, "-n", "10000", "--samples", "100"], "1,000,000 cells"),
        (["sweep", "--vary", TTL, "-o", "table.txt"], ".csv or .json"),
        (["sweep", "--vary", "workload.fleet.triage.agents=1"], "workload.fleets.triage.agents"),
        (["compare", "--dask", "tcp://127.0.0.1:1", "-j", "2"], "a cluster has its own"),
    ],
)
def test_what_is_wrong_is_told_before_anything_runs(
    small: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([words[0], str(small), "--no-library", *words[1:]]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("swept", [False, True])
def test_ctrl_c_cancels_says_what_is_kept_and_the_same_command_goes_on(
    small: Path, tmp_path: Path, swept: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    library, table = tmp_path / "library.sqlite", tmp_path / "table.csv"
    words = ["compare", str(small), "--library", str(library), "-j", "2", "--no-charts"]
    words += ["--out", str(tmp_path / "out"), "-n", "30"]
    if swept:
        words += ["--vary", TTL, "-o", str(table)]
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "app", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while not library.exists() or _cells(library) < 2:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGINT)
    _out, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert b"whole replications" in said
    assert b"the same command goes on" in said
    assert b"Traceback" not in said
    kept = _cells(library)
    assert kept >= 2
    short = [*words[:-2], "-n", "2", "--no-charts"] if not swept else words
    if not swept:
        assert main([*short]) == 0
        assert f"{min(kept, 18)} of them answered" in " ".join(capfd.readouterr().out.split())


def _cells(library: Path) -> int:
    import sqlite3

    connection = sqlite3.connect(library)
    try:
        (count,) = connection.execute("SELECT count(*) FROM cell").fetchone()
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()
    return int(count)
