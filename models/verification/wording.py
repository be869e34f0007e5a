"""Rows of verification and incidents in words: the same on the command line and in the window."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.verification.incidents import IncidentRow
    from models.verification.result import Row

GOLDEN_HEAD = (
    "case", "mechanism", "corner case", "analytic", "estimate", "half-width (99.9 %)",
    "(95 %)", "unit", "n", "verdict",
)  # fmt: skip
INCIDENT_HEAD = (
    "incident", "measured", "unit", "documented", "simulated, 5-95 %", "factor", "repaired, 5-95 %",
    "n", "evidence", "verdict",
)  # fmt: skip

GOLDEN_RULE = (
    "An estimate counts if its 95 % half-width is at most 2 % of the value (1 point for a share); "
    "the analytic value must lie in its 99.9 % interval."
)
INCIDENT_RULE = (
    "A case fits if the documented interval lies in the simulated band, the band spans a factor of "
    "at most 30, and with the causing control repaired the interval lies outside. Each is one "
    "case: that it fits makes the mechanism plausible and proves nothing. Settings come from the "
    "documents, none is fitted."
)


def golden_texts(row: Row) -> tuple[str, ...]:
    """Return a row of the table, under `GOLDEN_HEAD`."""
    exact = row.replications == 0
    return (
        row.id,
        row.mechanism,
        row.corner,
        _figure(row.analytic, row.analytic),
        _figure(row.estimate, row.analytic),
        "exact" if exact else _figure(row.half_width, row.analytic),
        "" if exact else _figure(row.half_width_95, row.analytic),
        row.unit,
        "" if exact else str(row.replications),
        str(row.verdict),
    )


def _figure(value: float, beside: float) -> str:
    """Return a number to about five digits of the number that it is compared with."""
    size = math.floor(math.log10(abs(beside))) if beside else 0
    return f"{value:.{max(0, 4 - size)}f}"


def incident_texts(row: IncidentRow) -> tuple[str, ...]:
    """Return a row of the table, under `INCIDENT_HEAD`."""
    factor = row.documented.ratio
    return (
        row.id,
        row.quantity,
        row.unit,
        span_text(row.low, row.high),
        row.documented.text,
        f"{factor:.1f}" if math.isfinite(factor) else "",
        row.repaired.text,
        str(row.documented.replications),
        " ".join(row.sources),
        "fits" if row.fits else "does not fit",
    )


def span_text(low: float, high: float) -> str:
    """Return an interval that documents allow."""
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"
