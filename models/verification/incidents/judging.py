"""From the replications of an incident to whether it fits.

Three things must hold.  The documented interval lies between the 5 % and the 95 % quantile of the
replications; that band is not so wide that anything would lie in it; and with the causing control
repaired the documented interval lies outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.verification.incidents.result import Band, IncidentRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from models.comparison import Cell

MOST_RATIO = 30.0
"""Largest ratio of the ends of a band that still says something."""

RARE = 0.05
"""Share of replications that may lie beyond either end of a band, or be missing."""


@dataclass(frozen=True, slots=True)
class Case:
    """One documented incident.

    Attributes:
        id: Key, and name of the scenario file without its suffix.
        quantity: What was measured, in words.
        unit: Unit of the numbers.
        low: Shortest that the documents allow.
        high: Longest that they allow.
        sources: Rows of the evidence that say so.
        read: The same from one replication; ``nan`` where it never came to that.
        caveat: What the case does not show, in a sentence.
        claims: Whether it is said to fit.
        documented: Design as it was.
        repaired: Design with the causing control repaired.
    """

    id: str
    quantity: str
    unit: str
    low: float
    high: float
    sources: tuple[str, ...]
    read: Callable[[Cell], float]
    caveat: str
    claims: bool = True
    documented: str = "documented"
    repaired: str = "repaired"


def band_of(design: str, title: str, values: Sequence[float]) -> Band:
    """Return the band of the replications of a design, at least one."""
    found = np.array(values, dtype=np.float64)
    defined = np.sort(found[~np.isnan(found)])
    missing = 1.0 - len(defined) / len(found)
    if not len(defined):
        return Band(design, title, np.nan, np.nan, np.nan, missing, len(found))
    low, median, high = np.quantile(defined, [RARE, 0.5, 1.0 - RARE]).tolist()
    return Band(design, title, low, median, high, missing, len(found))


def judge(case: Case, title: str, bands: Mapping[str, Band]) -> IncidentRow:
    """Return the row of one incident.

    Args:
        case: The incident.
        title: Title of its scenario.
        bands: What each design gave.
    """
    documented, repaired = bands[case.documented], bands[case.repaired]
    named = {case.documented, case.repaired}
    return IncidentRow(
        id=case.id,
        title=title,
        quantity=case.quantity,
        unit=case.unit,
        low=case.low,
        high=case.high,
        sources=case.sources,
        claims=case.claims,
        caveat=case.caveat,
        documented=documented,
        repaired=repaired,
        others=tuple(band for key, band in bands.items() if key not in named),
        misfits=tuple(_misfits(case, documented, repaired)),
    )


def _misfits(case: Case, documented: Band, repaired: Band) -> list[str]:
    told = f"{case.low:g}" if case.low == case.high else f"{case.low:g} to {case.high:g}"
    found = []
    if documented.missing > RARE:
        found.append(f"in {documented.missing:.0%} of the replications it never came to that")
    if not (documented.low <= case.low and case.high <= documented.high):
        found.append(f"{told} {case.unit} lies outside the band {documented.text}")
    if not documented.ratio <= MOST_RATIO:
        found.append(
            f"the band {documented.text} {case.unit} spans a factor of {documented.ratio:.0f}, "
            f"more than {MOST_RATIO:g}: nearly anything would lie in it"
        )
    apart = case.high < repaired.low or repaired.high < case.low
    if not apart and repaired.missing < 1.0 - RARE:
        found.append(
            f"{told} {case.unit} would also be expected with the control repaired ({repaired.text})"
        )
    return found
