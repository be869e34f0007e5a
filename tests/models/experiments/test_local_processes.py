from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from models.comparison import plan_designs
from models.errors import EnvironmentFault, ModelError
from models.experiments import InProcess, LocalProcesses, WorkerDefectError, compare
from models.experiments import local_processes as local
from models.worker.jobs import compute_cell
from models.worker.versions import versions

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario


def kill_at(monkeypatch: pytest.MonkeyPatch, times: int) -> list[int]:
    """Kill a worker right after it was asked, so many times."""
    killed: list[int] = []
    hear = local._Worker.hear

    def and_die(worker: local._Worker) -> dict[str, Any] | None:
        if getattr(worker, "ready", False) and len(killed) < times:
            killed.append(worker.process.pid)
            os.kill(worker.process.pid, signal.SIGKILL)
        worker.ready = True  # type: ignore[attr-defined]
        return hear(worker)

    monkeypatch.setattr(local._Worker, "hear", and_die)
    return killed


def test_a_dead_worker_costs_nothing_but_time(
    small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = kill_at(monkeypatch, 2)
    with LocalProcesses(2) as executor:
        survived = compare(small, executor=executor)
    assert len(killed) == 2
    assert survived.digest == compare(small, executor=InProcess()).digest


def test_a_cell_that_kills_every_worker_ends_the_run_and_is_named(
    small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = kill_at(monkeypatch, 100)
    with (
        LocalProcesses(1) as executor,
        pytest.raises(EnvironmentFault, match=r"replication \d of .*`fragmented`.*memory"),
    ):
        compare(small, executor=executor)
    assert len(killed) <= 3 * 2 * len(plan_designs(small).profiles)


def test_workers_that_never_start_end_the_run_with_advice(
    small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with (
        LocalProcesses(2) as executor,
        pytest.raises(EnvironmentFault, match="before they could work"),
    ):
        compare(small, executor=executor)


def test_a_worker_of_another_version_is_refused_with_both_versions(small: Scenario) -> None:
    text = small.model_dump_json(by_alias=True)
    with LocalProcesses(1) as executor:
        future = executor.submit(compute_cell, "engine 0", text, 0, plan_designs(small).baseline)
        with pytest.raises(EnvironmentFault, match=r"engine .*numpy .*this program engine 0;"):
            future.result()


def test_what_goes_wrong_in_a_worker_is_told_and_it_goes_on(small: Scenario) -> None:
    text = small.model_dump_json(by_alias=True)
    with LocalProcesses(1) as executor:
        with pytest.raises(WorkerDefectError) as caught:
            executor.submit(compute_cell, versions(), text, 0, "no such design").result()
        assert "Traceback" in caught.value.report
        wrong = small.model_copy(update={"experiment": small.experiment.model_copy(
            update={"headline": ("nonsense",)})}).model_dump_json(by_alias=True)  # fmt: skip
        with pytest.raises(ModelError, match="nonsense"):
            executor.submit(compute_cell, versions(), wrong, 0, "x").result()
        fine = executor.submit(compute_cell, versions(), text, 0, plan_designs(small).baseline)
        assert fine.result()


def test_no_process_is_left_behind_however_the_executor_goes(small: Scenario) -> None:
    here = psutil.Process()
    before = {child.pid for child in here.children()}
    compare(small, executor=LocalProcesses(2))  # nobody shuts it down: it goes with its last user
    assert {child.pid for child in here.children()} == before
    executor = LocalProcesses(2)
    text, design = small.model_dump_json(by_alias=True), plan_designs(small).baseline
    futures = [executor.submit(compute_cell, versions(), text, n, design) for n in range(20)]
    executor.shutdown(cancel_futures=True)
    assert {child.pid for child in here.children()} == before
    assert all(future.done() for future in futures)
    with pytest.raises(RuntimeError, match="shut down"):
        executor.submit(compute_cell, versions(), text, 0, design)


def test_a_worker_takes_what_shares_most_with_its_last_call() -> None:
    crew = local._Crew(2)
    crew.seats = [local._Seat(0), local._Seat(1)]
    crew.waiting = [local._Call("compute_cell", ("v", "s", n, d)) for n in range(3) for d in "abc"]
    given: list[tuple[int, int]] = []
    while crew.waiting:
        for seat in crew.seats:
            if crew.waiting:
                seat.call = crew._best(seat)
                crew.waiting.remove(seat.call)
                given.append((seat.number, seat.call.arguments[2]))
    assert given[:6] == [(0, 0), (1, 1)] * 3
    assert [replication for _, replication in given[6:]] == [2, 2, 2]
