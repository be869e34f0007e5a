from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from models.engine.clock import AFTER, MOST_AT_ONCE, Alarm, Clock, ClockStuck
from models.errors import ModelError, RunStopped

if TYPE_CHECKING:
    from collections.abc import Generator

times = st.floats(-1e5, 1e5)


@given(st.lists(times, min_size=1, max_size=20), times)
def test_alarms_ring_in_order_at_their_exact_times(at_h: list[float], end_h: float) -> None:
    clock, rang = Clock(-1e5), list[tuple[float, float]]()
    for time_h in at_h:
        clock.at(time_h, lambda time_h=time_h: rang.append((time_h, clock.now)))  # type: ignore[misc]
    clock.advance(end_h)
    assert rang == [(time_h, time_h) for time_h in sorted(at_h) if time_h < end_h]
    assert clock.now == end_h


def test_an_absolute_time_is_not_now_plus_the_difference() -> None:
    clock, rang = Clock(0.1), list[float]()
    target_h = next(t for t in (x / 7 for x in range(1, 999)) if 0.1 + (t - 0.1) != t > 0.1)
    clock.at(target_h, lambda: rang.append(clock.now))
    clock.advance(1e4)
    assert rang == [target_h]


def test_an_alarm_can_be_set_again() -> None:
    clock, rang = Clock(0.0), list[float]()

    def ring() -> None:
        rang.append(clock.now)
        if clock.now < 3:
            clock.set(alarm, clock.now + 1)

    alarm = Alarm(clock, ring)
    clock.set(alarm, 1.0)
    clock.advance(10.0)
    assert rang == [1.0, 2.0, 3.0]


def test_hops_come_after_what_governs_them() -> None:
    clock, order = Clock(0.0), list[str]()
    clock.at(1.0, lambda: order.append("hop"), AFTER)
    clock.at(1.0, lambda: order.append("change"))
    clock.advance(2.0)
    assert order == ["change", "hop"]


def test_what_happens_at_the_end_does_not_happen() -> None:
    clock, rang = Clock(0.0), list[float]()
    clock.at(2.0, lambda: rang.append(clock.now))
    clock.advance(2.0)
    assert rang == []
    clock.advance(2.5)
    assert rang == [2.0]


def impatient(clock: Clock, delay_h: float) -> Generator[simpy.Event, None, None]:
    while True:
        yield clock.timeout(delay_h)


@pytest.mark.parametrize("delay_h", [math.nan, math.inf])
def test_a_delay_to_nowhere_names_the_process(delay_h: float) -> None:
    clock = Clock(0.0)
    clock.process(impatient(clock, delay_h))
    with pytest.raises(ClockStuck, match="impatient"):
        clock.advance(1.0)


def test_a_negative_delay_is_refused() -> None:
    clock = Clock(0.0)
    with pytest.raises(ClockStuck, match="delay of -1"):
        clock.schedule(simpy.Event(clock), delay=-1.0)


@pytest.mark.parametrize("time_h", [math.nan, math.inf, -math.inf, 0.5])
def test_an_alarm_in_the_past_or_nowhere_is_refused(time_h: float) -> None:
    clock = Clock(1.0)
    with pytest.raises(ClockStuck, match="record"):
        clock.at(time_h, partial(record, clock))
    with pytest.raises(ClockStuck):
        clock.advance(time_h)


def record(clock: Clock) -> None:
    clock.at(clock.now, partial(record, clock))


def test_a_loop_without_delay_names_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_AT_ONCE > 100_000
    monkeypatch.setattr("models.engine.clock.MOST_AT_ONCE", 1000)
    clock = Clock(0.0)
    clock.process(impatient(clock, 0.0))
    with pytest.raises(ClockStuck, match=r"stands still at 0.*impatient"):
        clock.advance(1.0)
    clock = Clock(0.0)
    clock.at(0.0, partial(record, clock))
    with pytest.raises(ModelError, match="record"):
        clock.advance(1.0)


def test_a_run_can_be_stopped() -> None:
    asked = list[float]()

    def stop() -> bool:
        asked.append(clock.now)
        return clock.now > 50

    clock = Clock(0.0, stop)
    clock.process(impatient(clock, 0.01))
    with pytest.raises(RunStopped):
        clock.advance(100.0)
    assert 50 < clock.now < 60
    assert len(asked) < 100


def test_failures_of_processes_come_out() -> None:
    def faulty() -> Generator[simpy.Event, None, None]:
        yield clock.timeout(1.0)
        raise LookupError("gone")

    clock = Clock(0.0)
    clock.process(faulty())
    with pytest.raises(LookupError, match="gone"):
        clock.advance(2.0)


def test_resources_work_as_in_simpy() -> None:
    def work() -> Generator[simpy.Event, None, None]:
        with desk.request() as turn:
            yield turn
            yield clock.timeout(1.5)
            done.append(clock.now)

    clock, done = Clock(-1.0), list[float]()
    desk = simpy.Resource(clock, 2)
    for _ in range(4):
        clock.process(work())
    clock.advance(9.0)
    assert done == [0.5, 0.5, 2.0, 2.0]
