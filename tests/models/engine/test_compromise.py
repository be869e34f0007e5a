from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.compiled.governance import Channel
from models.compiled.world import Happening
from models.engine.losses import COPY_LEAK, FEDERATION, HIJACK, INJECTED, TOKEN_THEFT
from models.engine.records import REASONS
from models.engine.simulation import simulate
from tests.models.engine.conftest import build_governance, build_row, build_world, constant
from tests.models.engine.organisation import DAY_H
from tests.models.engine.test_revocation import KEY

if TYPE_CHECKING:
    from models.compiled.governance import Row
    from models.engine.records import Records

HIJACKED = (Happening("hijack", 0, 50.0, "hijack", 0, -1, "", 0, "", 0.0),)
LEAKED = (Happening("leak", 0, 50.0, "leak", 0, 1, "", 0, "", 0.0),)


def run(
    row: Row,
    happenings: tuple[Happening, ...] = (),
    replication: int = 0,
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
    design = build_governance(found, row, directory_of=(0, 1, 2)[: found.n_platforms])
    return simulate(found, design, replication, {})[0]


def test_unnoticed_a_hijack_exposes_all_the_agent_has_until_nobody_looks_on() -> None:
    row = build_row(grant_factor=constant(3.0))
    found = run(row, HIJACKED).compromises
    assert found.cause.tolist() == [INJECTED]
    assert found.platform.tolist() == [-1]
    assert found.used_h.tolist() == [50.0]
    assert found.ended_h.tolist() == [50.0 + 20 * DAY_H]
    assert found.censored.tolist() == [True]
    assert np.isnan(found.detected_h).all()
    assert found.exposure_wh.tolist() == [pytest.approx(20 * DAY_H * 3 * (1 + 4 + 10))]
    assert found.touched.tolist() == [pytest.approx(45.0)]
    assert abs(found.steps[0] - 480) < 4 * 480**0.5
    assert found.seen.tolist() == found.steps.tolist()


def test_trust_edges_lead_further() -> None:
    leaked: dict[str, Any] = {"edges": np.array([[1, 2], [2, 0]])}
    row = build_row(**KEY, grant_factor=constant(1.0), quiet_use_h=constant(0.0))
    direct = run(row, LEAKED).compromises
    further = run(row, LEAKED, **leaked).compromises
    assert direct.exposure_wh.tolist() == [pytest.approx(20 * DAY_H * 4)]
    assert further.exposure_wh.tolist() == [pytest.approx(20 * DAY_H * (4 + 20 * 10 + 20 * 1))]
    assert further.touched[0] > direct.touched[0]


def test_rotation_ends_a_leak_and_comes_before_a_late_use() -> None:
    row = build_row(**KEY, rotation_h=10 * DAY_H, quiet_use_h=constant(1.0))
    found = run(row, LEAKED).compromises
    assert found.used_h.tolist() == [51.0]
    assert 51.0 < found.ended_h[0] < 50.0 + 10 * DAY_H
    assert not found.censored.any()
    late = run(replace(row, quiet_use_h=constant(10 * DAY_H)), LEAKED).compromises
    assert len(late.used_h) == 0


def test_a_leak_where_nothing_can_be_exported_is_a_token() -> None:
    found = run(build_row(quiet_use_h=constant(0.0)), LEAKED).compromises
    assert 50.0 < found.ended_h[0] <= 51.0
    assert found.platform.tolist() == [1]


def test_a_token_that_ends_with_its_task_is_hardly_worth_stealing() -> None:
    row = build_row(token_theft_per_h=0.002, quiet_use_h=constant(0.0), attack_rate_per_h=0.0)
    standing = run(row, agents=(40,)).compromises
    per_task = run(replace(row, jit=True, revoke_on_end=True), agents=(40,)).compromises
    assert len(standing.cause) > 50
    assert len(per_task.cause) < 5


def test_what_is_noticed_is_ended() -> None:
    row = build_row(
        alarm=0.5, triage_h=constant(2.0), channel=Channel.PUSH, push_delay_h=constant(1.0)
    )
    records = run(row, HIJACKED)
    found, orders = records.compromises, records.orders
    assert found.used_h[0] + 2.0 < found.detected_h[0] < found.used_h[0] + 22.0
    assert found.ended_h.tolist() == [pytest.approx(found.detected_h[0] + 1.0)]
    assert (orders.reason == REASONS.index("incident")).all()
    assert orders.platform.tolist() == [0, 1, 2]
    assert orders.detect_h == pytest.approx(found.detected_h[0] - found.used_h[0])
    span = found.ended_h[0] - found.used_h[0]
    assert found.exposure_wh[0] == pytest.approx(span * 2 * (1 + 4 + 10))


def test_events_without_identity_tell_only_of_their_own_sink() -> None:
    world = build_world(
        platforms=3, agents=(4,), tasks_per_h=0.01, sink_ids=("a", "b"), happenings=HIJACKED,
        sink_central=np.ones(2, dtype=np.bool_), sink_analysts=np.ones(2, dtype=np.int64),
    )  # fmt: skip
    row = build_row(alarm=1.0, correlated=0.0, channel=Channel.PUSH, sink=0)
    blind = replace(row, sink=1, alarm=0.0)
    for identity, platforms in ((0.0, [0]), (1.0, [0, 1, 2])):
        rows = [replace(each, correlated=identity) for each in (row, blind)]
        design = build_governance(
            world, rows[0], per_platform={1: rows[1], 2: rows[1]}, directory_of=(0, 1, 2)
        )
        records, _ = simulate(world, design, 0, {})
        assert records.orders.platform.tolist() == platforms
        assert records.compromises.censored.tolist() == [identity == 0.0]


def test_nothing_is_noticed_where_nothing_is_captured() -> None:
    row = build_row(alarm=1.0, captured=constant(0.0))
    found = run(row, HIJACKED).compromises
    assert found.seen.tolist() == [0]
    assert np.isnan(found.detected_h).all()


def test_a_hijack_ends_with_the_agent() -> None:
    found = run(build_row(), HIJACKED, lifetime=constant(5 * DAY_H)).compromises
    assert found.ended_h[0] < 50.0 + 5 * DAY_H + 1.0
    assert not found.censored.any()


@pytest.mark.parametrize(
    ("cause", "rate"),
    [
        (COPY_LEAK, "copy_leak_per_h"),
        (TOKEN_THEFT, "token_theft_per_h"),
        (HIJACK, "hijack_per_h"),
        (FEDERATION, "federation_per_h"),
    ],
)
def test_hazards_strike_at_their_rate(cause: int, rate: str) -> None:
    row = build_row(**KEY, quiet_use_h=constant(0.0), attack_rate_per_h=0.0, **{rate: 0.002})
    found = run(row, agents=(40,)).compromises
    assert (found.cause == cause).all()
    things = {COPY_LEAK: 120, TOKEN_THEFT: 40, HIJACK: 40, FEDERATION: 3}[cause]
    expected = things * 0.002 * 60 * DAY_H
    assert abs(len(found.cause) - expected) < 4 * expected**0.5


def test_tokens_that_need_a_key_of_their_own_are_not_worth_stealing() -> None:
    row = build_row(credential="spiffe_svid", token_theft_per_h=1.0)
    assert len(run(row).compromises.cause) == 0


def test_hijacks_are_the_same_in_every_design() -> None:
    rows = (build_row(hijack_per_h=0.001), build_row(**KEY, hijack_per_h=0.001))
    first, second = (run(row, agents=(30,)).compromises for row in rows)
    assert len(first.used_h) > 5
    np.testing.assert_array_equal(first.used_h, second.used_h)
    np.testing.assert_array_equal(first.agent, second.agent)


def test_a_forgotten_key_beside_an_account_is_not_what_its_attacker_holds() -> None:
    row = build_row(residue=1.0, alarm=1.0, channel=Channel.PUSH)
    records = run(row, HIJACKED)
    assert records.orders.never.all()
    assert not records.compromises.censored.any()
