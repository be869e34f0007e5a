"""Orders seen as a whole: the last of their domains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.compiled.world import BoolArray, FloatArray, IntArray
    from models.metrics.definition import Outcome


@dataclass(frozen=True, slots=True)
class LastDomains:
    """One row per order; n orders.

    Attributes:
        lag_h: Lag at the domain that ended last, ``inf`` where it never ends, (n,).
        never: True where no scheduled event can end the access at some domain, (n,).
        row: Row of that domain in the table of orders, (n,).
    """

    lag_h: FloatArray
    never: BoolArray
    row: IntArray


def last_domains(outcome: Outcome) -> LastDomains:
    """Return the last domain of every order."""
    orders = outcome.records.orders
    by_order = np.lexsort((orders.lag_h, orders.order))
    order = orders.order[by_order]
    last = np.flatnonzero(np.append(order[1:] != order[:-1], True)[: len(order)])
    row = by_order[last]
    first = np.append(0, last[:-1] + 1)[: len(last)]
    never = np.logical_or.reduceat(orders.never[by_order], first) if len(first) else last > 0
    return LastDomains(orders.lag_h[row], never, row)


def mean_or_nan(values: FloatArray | BoolArray) -> float:
    """Return the mean, ``nan`` of nothing."""
    return float(values.mean()) if len(values) else float("nan")
