"""Compromised directories and leaking vaults: reach follows from binding, costs are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.compiled.world import Happening
from models.engine.losses import DIRECTORY, INJECTED, VAULT
from models.engine.simulation import simulate
from tests.models.engine.conftest import build_governance, build_row, build_world, constant
from tests.models.engine.organisation import DAY_H
from tests.models.engine.test_revocation import KEY

if TYPE_CHECKING:
    from models.compiled.governance import Row
    from models.engine.records import Records

SEIZED = (Happening("seized", 0, 50.0, "directory_compromise", -1, -1, "d0", 0, "", 0.0),)
POURED = (Happening("poured", 0, 50.0, "vault_leak", -1, -1, "", 0, "", 0.0, vault=0),)
ONE, MANY = (0, 0, 0), (0, 1, 2)


def run(
    row: Row,
    directory_of: tuple[int, ...],
    happenings: tuple[Happening, ...] = (),
    replication: int = 0,
    compromise_per_h: float = 0.0,
    **world: Any,  # noqa: ANN401
) -> Records:
    plain: dict[str, Any] = {
        "platforms": 3,
        "resources_per_platform": 1,
        "agents": (4,),
        "tasks_per_h": 0.01,
        "novelty": 0.0,
    }
    found = build_world(**(plain | {"happenings": happenings} | world))
    directories = max(directory_of) + 1
    design = build_governance(
        found,
        row,
        directory_of=directory_of,
        compromise_per_h=np.full(directories, compromise_per_h),
    )
    return simulate(found, design, replication, {})[0]


@pytest.mark.parametrize(("directory_of", "weight"), [(ONE, 1 + 4 + 10), (MANY, 1)])
def test_a_directory_exposes_what_is_bound_to_it(
    directory_of: tuple[int, ...], weight: float
) -> None:
    row = build_row(grant_factor=constant(1.0))
    found = run(row, directory_of, SEIZED).compromises
    assert found.cause.tolist() == [INJECTED]
    assert found.used_h.tolist() == [50.0]
    # Four agents need the same thing of each resource: a union counts it once.
    assert found.exposure_wh.tolist() == [pytest.approx(20 * DAY_H * weight)]
    assert found.censored.tolist() == [True]


def test_detected_it_is_contained_after_its_recovery_and_all_wait_for_new_credentials() -> None:
    row = build_row(alarm=1.0, triage_h=constant(2.0), grant_factor=constant(1.0))
    for directory_of, platforms in ((ONE, 3), (MANY, 1)):
        records = run(row, directory_of, SEIZED)
        found = records.compromises
        assert found.ended_h.tolist() == [pytest.approx(found.detected_h[0] + 24.0)]
        assert not found.censored.any()
        span = found.ended_h[0] - found.used_h[0]
        assert found.exposure_wh[0] == pytest.approx(span * {3: 15, 1: 1}[platforms])
        assert records.collateral.agents.tolist() == [4]
        assert records.collateral.agent_h.tolist() == [pytest.approx(4 * 4.0)]


def test_a_sink_that_does_not_know_the_agent_contains_only_its_own_platforms() -> None:
    world = build_world(
        platforms=2, resources_per_platform=1, agents=(4,), tasks_per_h=0.01, happenings=SEIZED,
        sink_ids=("a", "b"), sink_central=np.ones(2, dtype=np.bool_),
        sink_analysts=np.ones(2, dtype=np.int64),
    )  # fmt: skip
    row = build_row(alarm=1.0, correlated=0.0, sink=0)
    blind = build_row(alarm=0.0, correlated=0.0, sink=1)
    design = build_governance(world, row, per_platform={1: blind})
    found = simulate(world, design, 0, {})[0].compromises
    assert not np.isnan(found.detected_h).any()
    assert found.censored.tolist() == [True]


def test_directories_are_compromised_at_their_rate_whatever_is_bound_to_them() -> None:
    row = build_row(attack_rate_per_h=0.0)
    rate, hours = 0.002, 60 * DAY_H
    for directory_of in (ONE, MANY):
        counts = [
            len(run(row, directory_of, compromise_per_h=rate, replication=n).compromises.cause)
            for n in range(12)
        ]
        expected = 12 * rate * hours * (max(directory_of) + 1)
        assert abs(sum(counts) - expected) < 4 * expected**0.5
    found = run(row, ONE, compromise_per_h=rate).compromises
    assert (found.cause == DIRECTORY).all()
    same = run(row, MANY, compromise_per_h=rate).compromises
    assert set(found.used_h) <= set(same.used_h)


def test_a_central_directory_has_the_larger_blast_radius_at_the_same_hazard() -> None:
    row = build_row(grant_factor=constant(1.0), attack_rate_per_h=0.0)
    hazard = 1e-6
    one, many = (run(row, of, compromise_per_h=hazard).authority for of in (ONE, MANY))
    total = 20 * (1 + 4 + 10)
    assert one.blast_directory == pytest.approx(15 / total)
    assert many.blast_directory == pytest.approx(10 / total)
    for found in (one, many):
        # One directory with all, or three with a third each: the yearly sum is the same.
        assert found.blast_hazard_per_y == pytest.approx(hazard * 8760 * 15 / total)


def test_a_vault_leaks_the_secrets_of_all_whose_copies_it_holds() -> None:
    row = build_row(**KEY, vault=0, quiet_use_h=constant(0.0), grant_factor=constant(1.0))
    world: dict[str, Any] = {"vault_ids": ("safe", "other")}
    found = run(row, MANY, POURED, **world).compromises
    assert found.exposure_wh.tolist() == [pytest.approx(20 * DAY_H * 15)]
    elsewhere = build_row(**KEY, vault=1, quiet_use_h=constant(0.0))
    assert len(run(elsewhere, MANY, POURED, **world).compromises.cause) == 0
    nothing = build_row(vault=0, quiet_use_h=constant(0.0))
    assert len(run(nothing, MANY, POURED, **world).compromises.cause) == 0


def test_secrets_over_n_vaults_fall_in_n_parts() -> None:
    rows = [
        build_row(**KEY, vault=v, quiet_use_h=constant(0.0), grant_factor=constant(1.0))
        for v in range(3)
    ]
    world = build_world(
        platforms=3, resources_per_platform=1, agents=(4,), tasks_per_h=0.01, novelty=0.0,
        vault_ids=("a", "b", "c"), happenings=POURED,
    )  # fmt: skip
    design = build_governance(
        world, rows[0], per_platform={1: rows[1], 2: rows[2]}, directory_of=MANY
    )
    found = simulate(world, design, 0, {})[0].compromises
    assert found.exposure_wh.tolist() == [pytest.approx(20 * DAY_H * 1)]


def test_a_vault_s_leak_is_detected_as_one_and_ends_in_a_bulk_order() -> None:
    row = build_row(
        **(KEY | {"vault": 0, "quiet_use_h": constant(0.0), "alarm": 1.0, "bulk_rate_per_h": 1.0})
    )
    records = run(row, MANY, POURED, vault_ids=("safe",))
    assert len(set(records.orders.order.tolist())) == 4
    assert len(set(records.orders.at_h.tolist())) == 1
    assert not records.compromises.censored.any()


def test_vaults_leak_at_their_rate() -> None:
    row = build_row(**KEY, vault=0, quiet_use_h=constant(0.0), attack_rate_per_h=0.0)
    rate = 0.005
    found = run(row, MANY, vault_ids=("safe",), vault_leak_per_h=np.array([rate])).compromises
    expected = rate * 60 * DAY_H
    assert (found.cause == VAULT).all()
    assert abs(len(found.cause) - expected) < 4 * expected**0.5
