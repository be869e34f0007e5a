from __future__ import annotations

import numpy as np

from models.engine.secrets import Secrets
from models.engine.simulation import prepare
from tests.golden.estimate import assert_golden
from tests.models.engine.organisation import DAY_H, stored_key


def test_a_leaked_key_lives_on_for_67_days_and_a_half() -> None:
    world, design = stored_key(agents=10_000, rotation_h=90 * DAY_H, rotation_skip=0.2)
    state = prepare(world, design, 0)
    secrets = Secrets(state)
    leaks = np.random.default_rng(1).uniform(0.0, 360 * DAY_H, len(state.accounts))
    left = [secrets.next_rotation(account, at_h) - at_h for account, at_h in enumerate(leaks)]
    assert_golden(np.array(left) / DAY_H, 67.5)
