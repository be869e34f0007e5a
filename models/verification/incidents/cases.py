"""The incidents that are checked, each with what its documents say (evidence E143 to E152)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from models.verification.incidents.judging import Case

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.comparison import Cell

DAY_H = 24.0


def _days(metric: str) -> Callable[[Cell], float]:
    return lambda cell: cell.numbers[metric] / DAY_H


def _reached(cell: Cell) -> float:
    """Return 1 where anything that weighs was touched, else 0; ``nan`` without a compromise."""
    if math.isnan(cell.numbers["containment"]):
        return math.nan
    return float(cell.numbers["weight_touched"] > 0)


CASES = (
    Case(
        id="cloudflare_2023",
        quantity="leak to cut-off of what the rotation missed",
        unit="d",
        low=36.0,
        high=37.0,
        sources=("E150", "E151", "E152"),
        read=_days("loss_to_denial"),
        caveat=(
            "One case; 27 of its days are given, when the attacker came, and only the rest is "
            "tested."
        ),
    ),
    Case(
        id="circleci_2023",
        quantity="theft of a session to the first alert",
        unit="d",
        low=13.0,
        high=13.0,
        sources=("E148",),
        read=_days("loss_to_detection"),
        caveat="One case; 3 of its 13 days are given, when the attacker came.",
    ),
    Case(
        id="salesloft_drift_2025",
        quantity="first use of the tokens to their revocation",
        unit="d",
        low=10.0,
        high=12.0,
        sources=("E145",),
        read=_days("containment"),
        caveat="One case; nothing of its length is given.",
    ),
    Case(
        id="azure_key_vault",
        quantity="secrets reached by a role that may read none (1) or not (0)",
        unit="reached",
        low=1.0,
        high=1.0,
        sources=("E143", "E144"),
        read=_reached,
        caveat="One documented way, yes or no: the edge is followed; how often is not told.",
    ),
)
"""In the order of their mention in the issue."""
