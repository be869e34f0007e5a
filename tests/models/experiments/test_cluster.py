from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from models.comparison import plan_designs
from models.errors import EnvironmentFault, RunStopped
from models.experiments import Cluster, Control, InProcess, Task, compare
from models.experiments.keys import cell_key, scenario_key
from models.library import Library
from models.worker.jobs import compute_cell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.experiments import Progress
    from models.scenario.scenario import Scenario

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@dataclass
class Started:
    """A scheduler on loopback and its workers, as processes."""

    folder: Path
    scheduler: subprocess.Popen[bytes] = field(init=False)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    address: str = ""

    def __post_init__(self) -> None:
        file = self.folder / "scheduler.json"
        self.scheduler = self._dask(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file)
        )
        until = time.monotonic() + 60
        while not self.address and time.monotonic() < until:
            time.sleep(0.1)
            with contextlib.suppress(OSError, ValueError):
                self.address = json.loads(file.read_text(encoding="utf-8"))["address"]

    def hire(self) -> None:
        self.workers.append(
            self._dask("worker", self.address, "--nthreads", "1", "--no-nanny",
                       "--local-directory", str(self.folder))
        )  # fmt: skip

    def _dask(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *words, "--no-dashboard"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Started]:
    started = Started(tmp_path)
    for _ in range(2):
        started.hire()
    yield started
    started.end()


def test_a_cluster_gives_the_same_digest_though_a_worker_is_killed_in_mid_run(
    small: Scenario, dask: Started
) -> None:
    killed: list[int] = []

    def tell(progress: Progress) -> None:
        if progress.done >= 2 and not killed:
            killed.append(progress.done)
            dask.workers[0].kill()

    with Cluster(dask.address) as cluster:
        while cluster.workers() < 2:
            time.sleep(0.1)
        there = compare(small, cluster, on_progress=tell)
        assert killed
        assert cluster.workers() == 1
    assert there.digest == compare(small, InProcess()).digest


def test_a_lost_scheduler_ends_the_run_with_advice_and_cells_stay(
    small: Scenario, dask: Started, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library = Library(tmp_path / "library.sqlite")

    def tell(progress: Progress) -> None:
        if progress.done >= 2:
            dask.scheduler.kill()

    with (
        Cluster(dask.address) as cluster,
        pytest.raises(EnvironmentFault, match="scheduler is gone; start it again"),
    ):
        compare(small, cluster, library, tell)
    plan = plan_designs(small)
    shared = scenario_key(small, plan.baseline)
    keys = [cell_key(shared, Task(n, d)) for n in range(2) for d in plan.profiles]
    assert len(library.find(keys)) >= 2
    library.close()
    assert [each for each in caplog.records if each.name.startswith("distributed")] == []


def test_a_cluster_without_workers_and_one_with_other_versions_are_told(
    small: Scenario, dask: Started
) -> None:
    text = small.model_dump_json(by_alias=True)
    with Cluster(dask.address, patience_s=0.5) as cluster:
        future = cluster.submit(compute_cell, "engine 0", text, 0, plan_designs(small).baseline)
        with pytest.raises(EnvironmentFault, match="this program engine 0"):
            future.result(timeout=60)
        for worker in dask.workers:
            worker.kill()
        with pytest.raises(EnvironmentFault, match="no worker for"):
            compare(small, cluster)


def test_a_run_on_a_cluster_is_cancelled_at_once(small: Scenario, dask: Started) -> None:
    control = Control()
    asked: list[float] = []

    def tell(progress: Progress) -> None:
        if progress.done >= 1 and not asked:
            control.cancel()
            asked.append(time.monotonic())

    cluster = Cluster(dask.address)
    with pytest.raises(RunStopped):
        compare(small, cluster, None, tell, control)
    cluster.shutdown(cancel_futures=True)


def test_nobody_at_an_address_is_told_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.experiments.cluster.CONNECT_S", 0.5)
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        with pytest.raises(EnvironmentFault, match=r"no Dask scheduler answers.*dask scheduler"):
            Cluster(address)


def test_a_cell_that_kills_dask_workers_is_named(small: Scenario) -> None:
    from concurrent.futures import Future

    from models.experiments import WorkerDied

    class Deadly(InProcess):
        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN003, ANN202, ARG002
            future: Future[bytes] = Future()
            future.set_exception(WorkerDied("Dask gave up", times=4))
            return future

    with pytest.raises(EnvironmentFault, match=r"`fragmented` ended its worker 4 times"):
        compare(small, Deadly())
