"""M5: what is enforced, and how often a cached decision is found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.compiled.governance import Decision
from models.engine import simulate
from models.engine.enforcement import enforce
from tests.golden.estimate import assert_golden
from tests.models.engine.conftest import build_governance, build_row, build_world, constant


def test_a_control_is_enforced_in_all_of_six_domains() -> None:
    world = replace(build_world(platforms=6, resources_per_platform=1, agents=(1,)), seed=20261)
    unlogged = np.zeros(3, dtype=np.bool_)
    design = build_governance(world, build_row(jit=True, enforced=0.9, recorded=unlogged))
    everywhere = [
        enforce(world, design, replication).phases[0] is design.phases[0]
        for replication in range(12_000)
    ]
    assert_golden(np.array(everywhere, dtype=np.float64), 0.9**6, share=True)


def test_a_cached_decision_is_found_by_ten_hops_in_eleven() -> None:
    world = replace(
        build_world(
            platforms=1,
            resources_per_platform=1,
            agents=(1,),
            tasks_per_h=120.0,
            novelty=0.0,
            hops_per_task=constant(1.0),
            horizon_h=240.0,
            warm_up_h=24.0,
        ),
        seed=20261,
    )
    row = build_row(decision=Decision.REQUEST_TIME, cache_h=5 / 60, decision_h=constant(0.01))
    design, hit = build_governance(world, row), []
    for replication in range(20):
        records, _ = simulate(world, design, replication, {})
        hit.append(1.0 - records.estate.decisions / records.flow.hops)
        assert records.estate.decision_h == pytest.approx(0.01 * records.estate.decisions)
    assert_golden(hit, 10 / 11, share=True)
