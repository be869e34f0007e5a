"""Numbers per replication, gathered from cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.comparison.effects import Corners

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.comparison.cell import Cell
    from models.comparison.plan import Plan, Target
    from models.comparison.result import FloatArray


def numbers_of(key: str, cells: Sequence[Cell]) -> FloatArray:
    """Return one number metric over replications, (n,)."""
    return np.array([cell.numbers[key] for cell in cells], dtype=np.float64)


def corners_of(
    key: str, plan: Plan, target: Target, cells: Mapping[str, Sequence[Cell]]
) -> Corners:
    """Return one number metric in the designs that one comparison rests on."""
    return Corners(
        baseline=numbers_of(key, cells[plan.baseline]),
        target=numbers_of(key, cells[target.design]),
        structure_only=numbers_of(key, cells[target.structure_only]),
        settings_only=numbers_of(key, cells[target.settings_only]),
        put_back=numbers_of(key, cells[target.put_back]),
    )
