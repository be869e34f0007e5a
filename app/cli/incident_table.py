"""Documented incidents beside their simulation, as text."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

from app.cli.grid import grid
from app.cli.terminal import columns

if TYPE_CHECKING:
    from models.verification.incidents import Band, IncidentCheck, IncidentRow

RIGHT = frozenset({3, 4, 5, 6, 7})
OTHERS = ("incident", "other design", "unit", "5 %", "median", "95 %", "never came to that")


def incident_text(check: IncidentCheck) -> str:
    """Return the table, what other designs would have changed, and a sentence an incident."""
    from models.verification.wording import INCIDENT_HEAD, incident_texts

    others = [_other(row, band) for row in check.rows for band in (row.repaired, *row.others)]
    sentences = [textwrap.fill(f"- {row.sentence}", columns()) for row in check.rows]
    return "\n".join(
        [
            grid(INCIDENT_HEAD, [incident_texts(row) for row in check.rows], right=RIGHT),
            "",
            "What other designs would have changed:",
            grid(OTHERS, others, right=frozenset({3, 4, 5, 6})),
            "",
            *sentences,
        ]
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
    from models.verification.wording import INCIDENT_RULE

    fitting = sum(row.fits for row in check.rows)
    seed = "the seeds of the files" if check.seed is None else f"seed {check.seed}"
    return f"\n{fitting} of {len(check.rows)} fit, with {seed}, in {seconds:.0f} s. {INCIDENT_RULE}"
