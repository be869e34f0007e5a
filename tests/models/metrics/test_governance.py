from __future__ import annotations

import math

import numpy as np
import pytest

from models.engine.records import CONTROLS
from models.metrics import NUMBERS, TABLES
from tests.models.metrics.outcomes import draft


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
