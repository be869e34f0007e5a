from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from models.engine.records import CONTROLS
from models.metrics import NUMBERS, TABLES
from tests.models.metrics.outcomes import INF, draft


def test_the_share_of_controls_that_are_not_enforced() -> None:
    declared = np.zeros((3, len(CONTROLS)), dtype=np.int64)
    declared[0, 2], declared[1, 4] = 2, 2
    enforced = declared.copy()
    enforced[1, 4] = 1
    outcome = draft().having(assurance={"declared": declared, "enforced": enforced}).outcome()
    assert NUMBERS["controls_not_enforced"].reduce(outcome) == pytest.approx(0.25)
    missing, of = TABLES["controls_by_platform"].reduce(outcome)
    assert missing[1, 4] == 1.0
    assert missing.sum() == 1.0
    assert of.sum() == 4.0
    assert math.isnan(NUMBERS["controls_not_enforced"].reduce(draft().outcome()))


def test_toxic_combinations_are_counted() -> None:
    outcome = draft().having(estate={"toxic_combinations": 7}).outcome()
    assert NUMBERS["toxic_combinations"].reduce(outcome) == 7.0


def test_exceptions_in_force_are_averaged_over_their_phases() -> None:
    base = draft(horizon_h=100.0)
    controls = base.governance.phases[0]
    phases = tuple(replace(controls, start_h=t) for t in (-INF, -5.0, 25.0, 75.0))
    design = replace(base.governance, phases=phases, exceptions=(9, 1, 3, 2))
    outcome = replace(base, governance=design).outcome()
    # 25 h of one, 50 h of three, 25 h of two.
    assert NUMBERS["mean_exceptions"].reduce(outcome) == pytest.approx(2.25)
    hours, span = TABLES["exceptions_over_time"].reduce(outcome)
    assert hours.sum() == pytest.approx(225.0)
    assert span.sum() == pytest.approx(100.0)
    assert hours[0] / span[0] == pytest.approx(1.0)
    assert hours[-1] / span[-1] == pytest.approx(2.0)


def test_paths_wait_until_they_are_looked_at_or_end() -> None:
    paths = {
        "kind": np.zeros(4, dtype=np.int64),
        "arrived_h": np.array([-10.0, 20.0, 50.0, 60.0]),
        "looked_h": np.array([10.0, INF, INF, 90.0]),
        "ended_h": np.array([INF, 40.0, INF, 70.0]),
    }
    outcome = draft(horizon_h=100.0).having(paths=paths).outcome()
    # 10 h of the first, 20 of the second, 50 of the third, 10 of the last, which nobody saw alive.
    assert NUMBERS["governance_debt"].reduce(outcome) == pytest.approx(0.9)
    assert NUMBERS["unseen_paths"].reduce(outcome) == pytest.approx(1.0)
    waiting, hours = TABLES["debt_over_time"].reduce(outcome)
    assert waiting.sum() == pytest.approx(90.0)
    assert hours.sum() == pytest.approx(100.0)
