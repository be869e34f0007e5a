"""Bundled scenarios give the bytes that the file of digests holds, however they are run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.experiments import InProcess, compare
from models.library import Library
from tests.golden.bundled_digests import RENEW, Golden, complaints, golden, held
from tests.reference.bundled import NAMES, scaled_down

if TYPE_CHECKING:
    from pathlib import Path

WIDE = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR"
MODULE = [sys.executable, "-W", "ignore", "-m", "tests.golden.bundled_digests"]
FEW = NAMES[1:3]

ELSEWHERE = [
    pytest.param(("1", WIDE, 2), NAMES, id="hash 1, no AVX-512, 2 workers"),
    pytest.param(("2", "", 1), FEW, id="hash 2, 1 worker"),
    pytest.param(("4242", "", 4), FEW, id="hash 4242, 4 workers"),
    *(
        pytest.param((seed, "", workers), NAMES, id=f"hash {seed}, {workers} workers", marks=late)
        for late in [pytest.mark.nightly]
        for seed, workers in [("1", 0), ("2", 0), ("4242", 0), ("0", 1), ("0", 2), ("0", 4)]
    ),
    pytest.param(("0", WIDE, 0), NAMES, id="no AVX-512", marks=pytest.mark.nightly),
]
"""Hash seed, processor features that are off, worker processes (0: none); and which scenarios."""


@pytest.fixture(scope="module")
def here() -> Golden:
    """Return what this process finds."""
    return golden()


def test_results_are_those_of_the_file(here: Golden) -> None:
    if held()["numpy"] != np.__version__:
        pytest.skip(f"digests are of numpy {held()['numpy']}: only one lock file gives one digest")
    told = complaints(here, held())
    assert not told, "\n".join(
        [*told, f"If that is meant: `{RENEW}`, look at the diff, and raise ENGINE_VERSION."]
    )


@pytest.mark.parametrize(("process", "names"), ELSEWHERE)
def test_they_are_the_same_in_other_processes(
    process: tuple[str, str, int], names: tuple[str, ...], here: Golden
) -> None:
    seed, off, workers = process
    environment = {"PYTHONHASHSEED": seed} | ({"NPY_DISABLE_CPU_FEATURES": off} if off else {})
    found = subprocess.run(
        [*MODULE, "--print", *names, "--workers", str(workers)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    expected = {name: here["scenarios"][name]["digest"] for name in names}
    assert json.loads(found.stdout) == expected


@pytest.mark.parametrize("name", FEW)
def test_a_run_that_was_killed_goes_on_to_the_same_digest(
    name: str, tmp_path: Path, here: Golden
) -> None:
    kept = tmp_path / "library.sqlite"
    with subprocess.Popen(
        [*MODULE, "--print", name, "--library", str(kept)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= 4:
                process.kill()
                break
    library = Library(kept)
    resumed = compare(scaled_down(name), executor=InProcess(), library=library)
    library.close()
    assert resumed.reused >= 4
    assert resumed.computed >= 1
    assert resumed.digest == here["scenarios"][name]["digest"]
