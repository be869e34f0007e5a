"""Documented incidents beside their simulation, as text."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

from app.cli.grid import grid
from app.cli.terminal import columns

if TYPE_CHECKING:
    from models.verification.incidents import Band, IncidentCheck, IncidentRow

HEAD = (
    "incident", "measured", "unit", "documented", "simulated, 5-95 %", "factor", "repaired, 5-95 %",
    "n", "evidence", "verdict",
)  # fmt: skip
RIGHT = frozenset({3, 4, 5, 6, 7})
OTHERS = ("incident", "other design", "unit", "5 %", "median", "95 %", "never came to that")


def incident_text(check: IncidentCheck) -> str:
    """Return the table, what other designs would have changed, and a sentence an incident."""
    others = [_other(row, band) for row in check.rows for band in (row.repaired, *row.others)]
    sentences = [textwrap.fill(f"- {row.sentence}", columns()) for row in check.rows]
    return "\n".join(
        [
            grid(HEAD, [_texts(row) for row in check.rows], right=RIGHT),
            "",
            "What other designs would have changed:",
            grid(OTHERS, others, right=frozenset({3, 4, 5, 6})),
            "",
            *sentences,
        ]
    )


def _texts(row: IncidentRow) -> tuple[str, ...]:
    factor = row.documented.ratio
    return (
        row.id,
        row.quantity,
        row.unit,
        f"{row.low:g}" if row.low == row.high else f"{row.low:g} to {row.high:g}",
        row.documented.text,
        f"{factor:.1f}" if math.isfinite(factor) else "",
        row.repaired.text,
        str(row.documented.replications),
        " ".join(row.sources),
        "fits" if row.fits else "does not fit",
    )


def _other(row: IncidentRow, band: Band) -> tuple[str, ...]:
    found = (band.low, band.median, band.high)
    return (
        row.id,
        band.title,
        row.unit,
        *("" if math.isnan(value) else f"{value:.3g}" for value in found),
        f"{band.missing:.0%}",
    )


def incident_summary(check: IncidentCheck, seconds: float) -> str:
    """Return what the table rests on, in a few sentences."""
    fitting = sum(row.fits for row in check.rows)
    seed = "the seeds of the files" if check.seed is None else f"seed {check.seed}"
    return (
        f"\n{fitting} of {len(check.rows)} fit, with {seed}, in {seconds:.0f} s. A case fits if "
        "the documented interval lies in the simulated band, the band spans a factor of at most "
        "30, and with the causing control repaired the interval lies outside. Each is one case: "
        "that it fits makes the mechanism plausible and proves nothing. Settings come from the "
        "documents, none is fitted."
    )
