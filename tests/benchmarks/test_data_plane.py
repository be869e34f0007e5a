"""Speed and memory of the data plane; prints figures: ``pytest -m nightly -s tests/benchmarks``.

Each figure comes from a fresh process, so that peak memory is its own.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pytest

from models.engine.data_plane import DataPlane
from models.engine.workload import Blocks
from tests.benchmarks.fixed_workload import RESOURCES, Size, office
from tests.reference.governed_run import GovernedRun
from tests.reference.hop_by_hop import HopByHop

if TYPE_CHECKING:
    from models.engine.settled import Settled

ROOT = Path(__file__).parents[2]
SIZES = (Size(300), Size(3000), Size(10000))


class Logged:
    """Hops by code and event class: what a coverage metric needs."""

    def __init__(self) -> None:
        self.count = np.zeros(2 * RESOURCES * 3, dtype=np.int64)

    def fold(self, settled: Settled) -> None:
        cell = settled.code * np.int16(3)
        cell += settled.event_class
        if settled.counted is not None:
            cell = cell[settled.counted]
        self.count += np.bincount(cell, minlength=len(self.count))

    def result(self) -> dict[str, npt.NDArray[np.float64]]:
        return {"count": self.count.astype(np.float64)}


def measure(kind: str, agents: int, horizon_h: float) -> str:
    """Run one benchmark in this process and say how it went."""
    started = time.process_time()
    requests = 0
    if kind == "draws":
        hops = _draws(Size(agents, horizon_h))
    else:
        org = office(Size(agents, horizon_h), governed=kind.startswith("governed"))
        slow = kind.endswith("by_hop")
        # Tallies of one hop at a time would make the reference look slower than it is.
        run = GovernedRun(org, HopByHop if slow else DataPlane, [] if slow else [Logged()])
        started = time.process_time()
        hops = run.flow().hops
        requests = len(run.requests)
    seconds = time.process_time() - started
    rate = hops / seconds / 1e6
    return f"{kind} {agents} {hops} {requests} {seconds:.2f} {rate:.3f} {_peak_mib()}"


def _draws(size: Size) -> int:
    org = office(size, governed=False)
    blocks = Blocks(org.world, org.agents, 0)
    return sum(
        len(blocks.draw(agent, block).time_h)
        for agent in range(size.agents)
        for block in range(int(size.horizon_h / blocks.block_h(agent)))
    )


def _peak_mib() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(ln.split()[1]) // 1024 for ln in status.splitlines() if ln.startswith("VmHWM"))


def in_own_process(kind: str, size: Size) -> list[str]:
    command = [sys.executable, "-m", "tests.benchmarks.test_data_plane", kind]
    command += [str(size.agents), str(size.horizon_h)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    print(done.stdout.strip())
    return done.stdout.split()


@pytest.mark.nightly
@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size.agents))
def test_figures(size: Size) -> None:
    print("\nkind agents hops requests cpu_s million_hops_per_s peak_mib")
    draws = in_own_process("draws", size)
    free = in_own_process("free", size)
    governed = in_own_process("governed", size)
    assert int(draws[2]) >= int(free[2]) >= int(governed[2]) > 0
    assert int(governed[2]) >= 5000 * int(governed[3])


@pytest.mark.nightly
@pytest.mark.parametrize("kind", ["free", "governed"])
def test_ratio_to_one_event_per_hop(kind: str) -> None:
    size = Size(300)
    fast, slow = in_own_process(kind, size), in_own_process(f"{kind}_hop_by_hop", size)
    assert fast[2:4] == slow[2:4]
    print(f"{kind}: {float(fast[5]) / float(slow[5]):.0f} times as fast")


if __name__ == "__main__":
    print(measure(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
