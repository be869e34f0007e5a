"""What a trace of the flagship costs: to record, to keep, and to show at 1,000 events a second.

`python -m pytest tests/benchmarks/test_trace.py -m nightly -s` prints the figures.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.trace import Drilling, Selection, Standing, Tokens, read_trace, record, write_trace
from models.worker.bench import Bench
from tests.models.trace.conftest import scenario_called

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FRAME_MS = 16.0
FRAMES_PER_S = 60
EVENTS_PER_S = 1000


def cpu_s(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


@pytest.mark.nightly
@pytest.mark.parametrize("hops", ["none", "sample", "all"])
def test_recording_costs_little_beside_the_run(hops: str, tmp_path: Path) -> None:
    scenario = scenario_called("larkfield")
    bench = Bench(scenario)
    bench.run(bench.plan.baseline, 0)
    plain_s = min(cpu_s(lambda: bench.run(bench.plan.baseline, 0)) for _ in range(3))
    selection = Selection(hops=hops)  # type: ignore[arg-type]
    design = scenario.experiment.baseline
    record_s = min(cpu_s(lambda: record(scenario, design, 0, selection)) for _ in range(3))
    trace, _ = record(scenario, design, 0, selection)
    path = tmp_path / "t"
    write_s = cpu_s(lambda: write_trace(trace, path))
    read_s = cpu_s(lambda: read_trace(path))
    size_mb = path.stat().st_size / 1e6
    print(
        f"\nhops {hops}: {len(trace.events):,} events, {len(trace.hops):,} hops, {size_mb:.1f} MB; "
        f"run {plain_s:.2f} s, recorded {record_s:.2f} s, "
        f"write {write_s:.2f} s, read {read_s:.2f} s"
    )
    assert size_mb < 20.0
    assert record_s < 5.0 * plain_s


@pytest.mark.nightly
def test_a_frame_of_playback_is_read_in_time() -> None:
    scenario = scenario_called("larkfield")
    trace, _ = record(scenario, scenario.experiment.baseline, 0, Selection(hops="all"))
    standing, tokens, drilling = Standing(trace), Tokens(trace), Drilling(trace)
    rate_per_h = (len(trace.events) + len(trace.hops)) / trace.heading.horizon_h
    step_h = EVENTS_PER_S / FRAMES_PER_S / rate_per_h
    platforms, frames_ms = range(len(trace.heading.platforms)), []
    for platform in platforms:
        tokens.residual_h(platform, 0.0)
    for at_h in np.linspace(0.0, trace.heading.horizon_h - step_h, 500).tolist():

        def frame(at_h: float = at_h) -> None:
            standing.at(at_h)
            trace.events[trace.between(at_h, at_h + step_h)].tolist()
            trace.hops[trace.hops_between(at_h, at_h + step_h)].tolist()
            for platform in platforms:
                tokens.residual_h(platform, at_h)

        frames_ms.append(1e3 * cpu_s(frame))
    numbers = range(0, len(trace.events), 997)
    whys_ms = [1e3 * cpu_s(partial(drilling.why, number)) for number in numbers]
    late_ms, why_ms = float(np.quantile(frames_ms, 0.95)), float(np.quantile(whys_ms, 0.95))
    print(f"\na frame: {late_ms:.2f} ms, a why: {why_ms:.2f} ms of CPU (95th percentile)")
    assert late_ms < FRAME_MS / 2
    assert why_ms < FRAME_MS
