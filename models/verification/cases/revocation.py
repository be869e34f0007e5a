"""M12: how an order arrives, and what it misses."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from models.verification import closed_forms as theory
from models.verification.golden import Golden, number

if TYPE_CHECKING:
    from models.verification.golden import Corner

MINUTES = 60.0


def _poll_min(corner: Corner) -> float:
    return math.fsum(corner.row.poll_steps_h) / 2 * MINUTES


def _poll_spread_min(corner: Corner) -> float:
    return theory.spread_of_polls(corner.row.poll_steps_h) * MINUTES


def _last_h(corner: Corner) -> float:
    return theory.mean_of_last(corner.row.push_delay_h, corner.world.n_platforms)


def _bulk_min(corner: Corner) -> float:
    """Return the mean over places 1 to n of place / rate."""
    number_of = int(corner.world.fleets.agents[0])
    return (number_of + 1) / 2 / corner.row.bulk_rate_per_h * MINUTES


def _any_missed(share: float, corner: Corner) -> float:
    """Return the probability that an order misses something, from the share it misses."""
    return -math.expm1(int(corner.world.fleets.agents[0]) * math.log1p(-max(share, 0.0)))


POLLS = (
    Golden(
        id="poll_chain",
        mechanism="M12 poll chain",
        corner="180 + 30 + 40 min: mean",
        file="poll_chain",
        design="polled",
        unit="min",
        analytic=_poll_min,
        read=number("last_domain_lag", MINUTES),
    ),
    Golden(
        id="poll_chain_spread",
        mechanism="M12 poll chain",
        corner="180 + 30 + 40 min: standard deviation",
        file="poll_chain",
        design="polled",
        unit="min",
        analytic=_poll_spread_min,
        read=number("lag_spread", MINUTES),
    ),
)

LAST = (
    Golden(
        id="last_of_six_uniform",
        mechanism="M12 last of six domains",
        corner="U(0, 60) min each",
        file="last_of_six",
        design="uniform",
        unit="min",
        analytic=lambda corner: _last_h(corner) * MINUTES,
        read=number("last_domain_lag", MINUTES),
    ),
    Golden(
        id="last_of_six_exponential",
        mechanism="M12 last of six domains",
        corner="Exp(1 h) each",
        file="last_of_six",
        design="exponential",
        unit="h",
        analytic=_last_h,
        read=number("last_domain_lag"),
    ),
)

BULK = (
    Golden(
        id="missed_in_bulk",
        mechanism="M12 missed in bulk",
        corner="4 in 5,000, of 5,000 credentials any",
        file="bulk_miss",
        design="bulk",
        unit="share",
        analytic=lambda corner: _any_missed(corner.row.bulk_miss, corner),
        # Each credential of an order has a draw of its own, so what holds for one of them
        # gives what holds for all.
        read=number("never_ends"),
        through=_any_missed,
    ),
    Golden(
        id="bulk_order",
        mechanism="M12 bulk order",
        corner="20,000 at 5,000/h: mean",
        file="bulk_order",
        design="bulk",
        unit="min",
        analytic=_bulk_min,
        read=number("last_domain_lag", MINUTES),
    ),
)

CASES = (*POLLS, *LAST, *BULK)
