from __future__ import annotations

import numpy as np

from models.engine.visibility import observe
from tests.golden.estimate import assert_golden
from tests.models.engine.conftest import build_governance, build_row, build_world, constant

CHAINS = 1000


def test_a_chain_over_five_platforms_is_seldom_captured_whole() -> None:
    world = build_world(platforms=5, resources_per_platform=CHAINS, agents=(1,))
    design = build_governance(world, build_row(captured=constant(0.678)))
    whole = [
        observe(world, design, replication).captured[0, 0, :, 2].reshape(5, CHAINS).all(axis=0)
        for replication in range(6)
    ]
    assert_golden(np.concatenate(whole), 0.143, share=True)
