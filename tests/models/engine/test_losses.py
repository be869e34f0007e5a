from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.engine.losses import COPY_LEAK, Loss, Losses, spans
from models.engine.secrets import Secrets
from models.engine.simulation import prepare
from tests.models.engine.conftest import build_governance, build_row, build_world, constant
from tests.models.engine.organisation import DAY_H, one_platform, stored_key
from tests.models.engine.test_revocation import KEY


def losses_of(row: dict[str, object], agents: int = 20) -> list[Loss]:
    world, design = stored_key(agents, **row)
    state = prepare(world, design, 0)
    found: list[Loss] = []
    Losses(state, Secrets(state), found.append).start()
    state.clock.advance(world.horizon_h)
    return found


def test_losses_come_in_order_each_at_its_time() -> None:
    found = losses_of({"copy_leak_per_h": 0.001, "hijack_per_h": 0.001, "token_theft_per_h": 0.001})
    assert len({loss.cause for loss in found}) == 3
    assert [loss.at_h for loss in found] == sorted(loss.at_h for loss in found)
    assert len({loss.key for loss in found}) == len(found)


def test_a_forgotten_local_key_leaks_as_the_copies_of_the_past_do() -> None:
    world, design = one_platform(30, residue=1.0)
    design = replace(design, migrated=np.ones(1, dtype=np.bool_))  # so that no old secret leaks
    key = build_row(**KEY | {"copies": constant(5.0)}, copy_leak_per_h=0.01)
    state = prepare(world, design, 0, inherited=build_governance(world, key))
    found: list[Loss] = []
    Losses(state, Secrets(state), found.append).start()
    state.clock.advance(world.horizon_h)
    assert len(found) == 30
    assert {(loss.cause, loss.what, loss.platform) for loss in found} == {
        (COPY_LEAK, "local_key", 0)
    }
    ages = np.array([loss.at_h + world.warm_up_h for loss in found])
    assert abs(ages.mean() - 20.0) < 4 * 20.0 / 30**0.5


def test_a_phase_with_another_hazard_begins_at_its_time() -> None:
    world, design = stored_key(30, copy_leak_per_h=0.0)
    rows = (build_row(**KEY, copy_leak_per_h=0.01),)
    late = replace(design.phases[0], start_h=10 * DAY_H, rows=rows)
    changed = replace(design, phases=(*design.phases, late), exceptions=(0, 0))
    secrets = Secrets(prepare(world, changed, 0))
    found = [at_h for a in range(30) for at_h, _, _ in secrets.leaks(a, 0.0, 20 * DAY_H)]
    expected = 30 * 10 * DAY_H * 0.01
    assert min(found) >= 10 * DAY_H
    assert abs(len(found) - expected) < 4 * expected**0.5
    edges, phases = spans(changed, 0.0, 20 * DAY_H)
    assert edges == [0.0, 10 * DAY_H, 20 * DAY_H]
    assert phases == [0, 1]
    assert spans(changed, 11 * DAY_H, 12 * DAY_H)[1] == [1]


def test_a_secret_ends_where_a_phase_knows_none() -> None:
    world, design = stored_key(2)
    late = replace(design.phases[0], start_h=10 * DAY_H, rows=(build_row(),))
    changed = replace(design, phases=(*design.phases, late), exceptions=(0, 0))
    secrets = Secrets(prepare(world, changed, 0))
    assert secrets.next_rotation(0, 0.0) == pytest.approx(10 * DAY_H)
    assert np.isinf(secrets.next_rotation(0, 10 * DAY_H))


def test_one_trust_is_abused_at_one_rate_however_many_use_it() -> None:
    counts = []
    for agents in ((2,), (60,)):
        world = build_world(platforms=1, agents=agents, tasks_per_h=1e-9)
        state = prepare(world, build_governance(world, build_row(federation_per_h=0.01)), 0)
        found: list[Loss] = []
        Losses(state, Secrets(state), found.append).start()
        state.clock.advance(world.horizon_h)
        counts.append(len(found))
    assert counts[0] == counts[1] > 5
