from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.compiled.governance import Behaviour, Governance
from models.compiled.world import Happening, World
from models.engine import simulate
from tests.models.engine.conftest import (
    build_governance,
    build_row,
    build_world,
    constant,
    exponential,
)

if TYPE_CHECKING:
    from models.engine.records import Records

STATIC = {"behaviour": Behaviour.STORED, "minted": False, "ttl_low_h": 0.0, "ttl_high_h": 0.0}


def outage(directory: str, at_h: float, lasts_h: float) -> Happening:
    return Happening("out", 0, at_h, "outage", -1, -1, directory, 0, "incident", lasts_h)


def run(world: World, row: Any, *, directories: tuple[int, ...] = (0, 0, 0)) -> Records:  # noqa: ANN401
    design: Governance = build_governance(world, row, directory_of=directories)
    return simulate(world, design, 0, {})[0]


def test_a_stored_secret_stops_at_once_and_a_token_when_it_ends() -> None:
    world = build_world(novelty=0.0, happenings=(outage("d0", 100.0, 10.0),))
    at_once = run(world, build_row(**STATIC))
    assert at_once.outages.agent_h == pytest.approx([80.0])
    assert (at_once.outages.from_h[0], at_once.outages.to_h[0]) == (100.0, 110.0)
    hour = run(world, build_row())
    assert 70.0 < hour.outages.agent_h[0] < 80.0
    assert 0 < hour.flow.stopped_by_closure < at_once.flow.stopped_by_closure
    day = run(world, build_row(ttl_low_h=1000.0, ttl_high_h=1000.0))
    assert day.outages.agent_h[0] < 5.0


def test_access_per_task_stops_at_once() -> None:
    world = build_world(novelty=0.0, happenings=(outage("d0", 100.0, 10.0),))
    assert run(world, build_row(jit=True)).outages.agent_h == pytest.approx([80.0])


def test_only_the_platforms_of_the_directory_stop() -> None:
    world = build_world(novelty=0.0, happenings=(outage("d1", 100.0, 50.0),))
    one = run(world, build_row(**STATIC), directories=(0, 1, 0))
    none = run(world, build_row(**STATIC), directories=(0, 0, 0))
    all_ = run(replace(world, happenings=(outage("d0", 100.0, 50.0),)), build_row(**STATIC))
    assert none.flow.stopped_by_closure == 0
    assert len(none.outages.from_h) == 0
    assert 0 < one.flow.stopped_by_closure < all_.flow.stopped_by_closure
    assert one.flow.started == one.flow.ended + one.flow.abandoned + one.flow.unfinished


def test_who_waits_too_long_gives_up() -> None:
    world = build_world(novelty=0.0, happenings=(outage("d0", 100.0, 50.0),))
    impatient = run(world, build_row(approval_timeout_h=10.0, **STATIC))
    patient = run(world, build_row(**STATIC))
    assert impatient.flow.abandoned > 0 == patient.flow.abandoned
    assert impatient.flow.delays_h.max() <= 10.0 + 0.1


def test_outages_are_a_renewal_process_in_equilibrium_for_every_directory() -> None:
    world = build_world(agents=(1,), tasks_per_h=1e-6, horizon_h=200_000.0)
    design = replace(
        build_governance(world, directory_of=(0, 1, 2)),
        outage_every_h=(exponential(400.0), constant(400.0), exponential(800.0)),
        outage_lasts_h=(constant(4.0),) * 3,
    )
    outages = simulate(world, design, 0, {})[0].outages
    number = np.bincount(outages.directory)
    assert number == pytest.approx(200_000 / np.array([404.0, 404.0, 804.0]), rel=0.12)
    assert (outages.to_h - outages.from_h) == pytest.approx(4.0)
    # The same directory fails at the same times whoever is bound to it.
    first = replace(design.phases[0], directory_of=np.zeros(3, dtype=np.int64))
    bound = replace(design, phases=(first,))
    again = simulate(world, bound, 0, {})[0].outages
    assert (again.from_h == outages.from_h).all()


def test_an_open_outage_at_the_horizon_is_clipped() -> None:
    world = build_world(novelty=0.0, happenings=(outage("d0", 1430.0, 50.0),))
    records = run(world, build_row(**STATIC))
    assert records.outages.to_h[0] == world.horizon_h
    assert records.outages.agent_h[0] == pytest.approx(80.0)
    assert records.flow.unfinished > 0
