"""M4 and M7: tokens and keys at an instant that knows nothing of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.verification import closed_forms as theory
from models.verification.golden import Golden, number

if TYPE_CHECKING:
    from models.comparison import Cell
    from models.verification.golden import Corner

MINUTES, DAYS = 60.0, 1 / 24
MONTH_H = 720.0


def _residual_min(corner: Corner) -> float:
    row = corner.row
    return theory.token_residual(row.ttl_low_h, row.ttl_high_h, row.renew_point) * MINUTES


def _live(corner: Corner) -> float:
    world = corner.world
    task_h = (world.hops_per_task.mean - 1) * world.hop_gap_h.mean
    return float(world.fleets.tasks_per_h[0]) * task_h


def _leaked_d(corner: Corner) -> float:
    row = corner.row
    return theory.until_found(row.rotation_h, 1 - row.rotation_skip) * DAYS


def _exploited(corner: Corner) -> float:
    return theory.before_uniform(corner.row.public_use_h.mean, corner.row.ttl_high_h)


def _used(cell: Cell, corner: Corner) -> float:
    """Return the share of the stolen tokens that were used."""
    thefts = len(corner.world.happenings)
    return cell.numbers["compromises"] * corner.world.horizon_h / MONTH_H / thefts


TOKENS = (
    Golden(
        id="token_residual",
        mechanism="M4 token residual",
        corner="U(60, 90) min, renewed at its end",
        file="tokens",
        design="varied",
        unit="min",
        analytic=_residual_min,
        read=number("last_domain_lag", MINUTES),
    ),
    Golden(
        id="renew_at_half",
        mechanism="M4 renew at half",
        corner="60 min, renewed at half of it",
        file="tokens",
        design="early",
        unit="min",
        analytic=_residual_min,
        read=number("last_domain_lag", MINUTES),
    ),
)

LIVES = (
    Golden(
        id="live_credentials",
        mechanism="M4 just-in-time credentials alive",
        corner="30 tasks/h of 15 min",
        file="live_credentials",
        design="per_task",
        unit="n",
        analytic=_live,
        read=number("task_credentials_alive"),
    ),
    Golden(
        id="leaked_key",
        mechanism="M7 leaked static key",
        corner="rotated every 90 d, 20 % skipped",
        file="leaked_key",
        design="rotated",
        unit="d",
        analytic=_leaked_d,
        read=number("containment", DAYS),
    ),
    *(
        Golden(
            id=f"exploit_{design}",
            mechanism="M10 exploit before expiry",
            corner=f"Exp(17 min) against U(0, {length})",
            file="exploit",
            design=design,
            unit="share",
            analytic=_exploited,
            read=_used,
        )
        for design, length in (("minutes_5", "5 min"), ("hour", "60 min"), ("day", "1440 min"))
    ),
)

CASES = (*TOKENS, *LIVES)
