from __future__ import annotations

import pytest

from models.engine import simulate
from tests.models.engine.conftest import build_governance, build_row, build_world, exponential


def test_the_share_without_an_owner_is_that_of_all_accounts_of_the_run() -> None:
    """Accounts that ended in the run count above and below the line alike."""
    world = build_world(agents=(100,), lifetime=exponential(360.0), horizon_h=2160.0)
    row = build_row(owned=0.5, known=1.0, trigger=1.0)
    estate = simulate(world, build_governance(world, row), 0, {})[0].estate
    assert estate.accounts > 300
    assert estate.unknown_accounts == 0
    assert estate.unowned_accounts / estate.accounts == pytest.approx(0.5, abs=0.1)
