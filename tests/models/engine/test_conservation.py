from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.compiled.governance import Channel, Presence
from models.engine.simulation import simulate
from tests.models.engine.conftest import (
    build_governance,
    build_row,
    build_world,
    constant,
    exponential,
)
from tests.models.engine.organisation import DAY_H
from tests.models.engine.test_revocation import KEY, SHARED, orders_at

PROFILES = st.fixed_dictionaries(
    {
        "known": st.sampled_from([0.5, 1.0]),
        "trigger": st.sampled_from([0.3, 1.0]),
        "residue": st.sampled_from([0.0, 0.5]),
        "review_every_h": st.sampled_from([15 * DAY_H, np.inf]),
        "rotation_h": st.sampled_from([12 * DAY_H, np.inf]),
        "rotation_skip": st.sampled_from([0.0, 0.4]),
        "channel": st.sampled_from([Channel.PUSH, Channel.EXPIRY, Channel.TICKET]),
        "on_retired": st.sampled_from(list(Presence)),
        "copy_leak_per_h": st.sampled_from([0.0, 1e-4]),
        "hijack_per_h": st.sampled_from([0.0, 1e-3]),
    }
)


@settings(max_examples=15)
@given(PROFILES, st.sampled_from([KEY, SHARED, {}]), st.integers(0, 1000))
def test_every_credential_that_was_issued_has_expired_was_revoked_or_lives(
    profile: dict[str, float], kind: dict[str, object], replication: int
) -> None:
    world = build_world(
        platforms=2,
        agents=(4, 3),
        tasks_per_h=0.05,
        lifetime=exponential(20 * DAY_H),
        happenings=orders_at(500.0, "incident", 2),
    )
    row = build_row(**kind, **profile, review_catch=0.5, alarm=0.3, quiet_use_h=constant(5.0))
    estate = simulate(world, build_governance(world, row), replication, {})[0].estate
    ended = estate.keys_expired + estate.keys_revoked
    assert estate.keys_issued == ended + estate.keys_live
    assert estate.keys_live >= 0
