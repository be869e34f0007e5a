from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from models.comparison import plan_designs
from models.errors import RunStopped
from models.experiments import Control, InProcess, LocalProcesses, Task, compare
from models.experiments.keys import cell_key, scenario_key
from models.library import Library
from models.worker.codec import unpack

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from pathlib import Path

    from models.experiments import Progress
    from models.scenario.scenario import Scenario


def with_rule(scenario: Scenario, at_least: int, at_most: int) -> Scenario:
    rule = scenario.experiment.replications.model_copy(
        update={"at_least": at_least, "at_most": at_most}
    )
    experiment = scenario.experiment.model_copy(update={"replications": rule})
    return scenario.model_copy(update={"experiment": experiment})


def stored(library: Library, scenario: Scenario, replications: int) -> dict[str, bytes]:
    plan = plan_designs(scenario)
    shared = scenario_key(scenario, plan.baseline)
    return library.find([cell_key(shared, Task(n, d)) for n in range(replications)
                         for d in plan.profiles])  # fmt: skip


@pytest.mark.parametrize("kind", [InProcess, LocalProcesses])
def test_cancel_keeps_whole_cells(small: Scenario, tmp_path: Path, kind: type[Executor]) -> None:
    library = Library(tmp_path / "library.sqlite")
    control = Control()

    def on_progress(progress: Progress) -> None:
        if progress.done >= 2:
            control.cancel()

    with kind() as executor, pytest.raises(RunStopped):
        compare(with_rule(small, 8, 8), executor, library, on_progress, control)
    found = stored(library, small, 8)
    assert len(found) >= 2
    assert all(unpack(blob).numbers for blob in found.values())
    assert library.runs() == []
    library.close()


@pytest.mark.parametrize("kind", [InProcess, LocalProcesses])
def test_a_paused_run_starts_nothing_and_then_ends_as_if_nothing_had_been(
    small: Scenario, kind: type[Executor]
) -> None:
    control = Control()
    told: list[Progress] = []
    paused = threading.Event()
    results = []

    def on_progress(progress: Progress) -> None:
        told.append(progress)
        if progress.done >= 1 and not paused.is_set():
            control.pause()
            paused.set()

    def run() -> None:
        with kind() as executor:
            results.append(compare(small, executor, None, on_progress, control))

    thread = threading.Thread(target=run)
    thread.start()
    assert paused.wait(60)
    time.sleep(1.5)  # what workers hold ends
    before = told[-1].done
    time.sleep(0.7)
    assert told[-1].done == before < told[-1].most
    control.resume()
    thread.join(60)
    assert results[0].digest == compare(small, executor=InProcess()).digest


def test_a_paused_run_can_be_cancelled(small: Scenario) -> None:
    control = Control()
    control.pause()
    threading.Timer(0.2, control.cancel).start()
    with LocalProcesses(1) as executor, pytest.raises(RunStopped):
        compare(small, executor, control=control)


RESUMED = """
import sys, time
from pathlib import Path
from models.experiments import LocalProcesses, compare
from models.library import Library
from models.scenario.scenario import Scenario
scenario = Scenario.model_validate_json(sys.stdin.read())
def tell(progress):
    print(progress.done, flush=True)
with LocalProcesses(2) as executor:
    compare(scenario, executor, Library(Path(sys.argv[1])), tell)
"""


def test_a_run_whose_parent_was_killed_goes_on_where_it_was(
    small: Scenario, tmp_path: Path
) -> None:
    longer = with_rule(small, 6, 6)
    file = tmp_path / "library.sqlite"
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", RESUMED, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(longer.model_dump_json(by_alias=True).encode())
    process.stdin.close()
    for line in process.stdout:
        if int(line) >= 4:
            break
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    library = Library(file)
    kept = stored(library, longer, 6)
    total = 6 * len(plan_designs(longer).profiles)
    assert 4 <= len(kept) < total
    resumed = compare(longer, InProcess(), library)
    assert (resumed.reused, resumed.computed) == (len(kept), total - len(kept))
    assert resumed.digest == compare(longer, InProcess()).digest
    assert library.damaged == []
    library.close()
