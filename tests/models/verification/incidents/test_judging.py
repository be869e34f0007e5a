from __future__ import annotations

import math

import pytest

from models.verification.incidents import Band, Case
from models.verification.incidents.judging import band_of, judge

CASE = Case("case", "how long", "d", 10.0, 12.0, ("E145",), lambda _cell: 0.0, "One case.")
NEVER = Band("repaired", "Repaired", math.nan, math.nan, math.nan, 1.0, 100)


def band(low: float, high: float, missing: float = 0.0) -> Band:
    return Band("x", "X", low, (low + high) / 2, high, missing, 100)


@pytest.mark.parametrize(
    ("documented", "repaired", "why"),
    [
        (band(2, 40), band(0.1, 1), ""),
        (band(2, 40), NEVER, ""),
        (band(2, 11), NEVER, "outside the band"),
        (band(11, 40), NEVER, "outside the band"),
        (band(1, 31), NEVER, "factor of 31"),
        (band(0, 20), NEVER, "factor of inf"),
        (band(2, 40), band(1, 10), "also be expected with the control repaired"),
        (band(2, 40), band(1, 10, missing=0.9), "also be expected"),
        (band(2, 40), band(1, 10, missing=0.96), ""),
        (band(2, 40, missing=0.06), NEVER, "never came to that"),
        (NEVER, NEVER, "never came to that"),
    ],
)
def test_three_things_must_hold(documented: Band, repaired: Band, why: str) -> None:
    row = judge(CASE, "Title", {"documented": documented, "repaired": repaired})
    assert row.fits == (not why)
    assert why in row.sentence


def test_a_band_leaves_one_in_twenty_at_either_end() -> None:
    found = band_of("x", "X", [*map(float, range(101)), math.nan])
    assert (found.low, found.median, found.high) == (5.0, 50.0, 95.0)
    assert found.ratio == 19.0
    assert found.missing == pytest.approx(1 / 102)
    assert band_of("x", "X", [math.nan]).text == "never"


def test_other_designs_are_kept_apart() -> None:
    bands = {"documented": band(2, 40), "repaired": NEVER, "third": band(1, 2)}
    assert judge(CASE, "Title", bands).others == (bands["third"],)
