from __future__ import annotations

import numpy as np
import pytest

from models.engine.granting import FEW, draw_grants
from tests.models.engine.conftest import build_row, build_world, constant


def test_the_first_accounts_get_the_same_whether_few_are_drawn_or_many() -> None:
    world = build_world(platforms=2, resources_per_platform=4)
    row = build_row(grant_factor=constant(3.0))
    few, many = (draw_grants(world, row, 1, (0, 0), size) for size in (20, FEW))
    again = draw_grants(world, row, 1, (0, 0), 20)
    for name in ("resources", "needed", "extra", "capped"):
        assert np.array_equal(getattr(few, name), getattr(again, name))
    assert np.array_equal(few.needed, many.needed[:20])
    assert np.array_equal(few.extra, many.extra[:20])
    assert few.extra.sum() > 0


def test_what_is_remembered_cannot_be_changed() -> None:
    world = build_world(platforms=2, resources_per_platform=4)
    found = draw_grants(world, build_row(grant_factor=constant(3.0)), 1, (1, 0), 20)
    with pytest.raises(ValueError, match="read-only"):
        found.extra[0, 0] = 7
