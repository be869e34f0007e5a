"""Points that are even on a log scale, the same to the last bit on every machine."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.compiled.world import FloatArray


def log_grid(first: float, last: float, points: int) -> FloatArray:
    """Return *points* numbers from *first* to *last*, ascending.

    Each is rounded to six digits, since results are compared with them and the last bits of a
    logarithm depend on the machine.
    """
    step = math.log(last / first) / (points - 1)
    inner = [float(f"{first * math.exp(step * i):.6g}") for i in range(1, points - 1)]
    return np.array([first, *inner, last], dtype=np.float64)
