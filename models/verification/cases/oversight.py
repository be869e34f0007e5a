"""M5, M8 and M9: policy, reviews and logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.engine.records import CONTROLS
from models.verification import closed_forms as theory
from models.verification.golden import Golden, Variate, number

if TYPE_CHECKING:
    from models.comparison import Cell
    from models.verification.golden import Corner

DAYS = 1 / 24


def _stale_d(corner: Corner) -> float:
    return theory.until_found(corner.row.review_every_h, corner.row.review_catch) * DAYS


def _stood_d(cell: Cell, corner: Corner) -> float:
    """Return how long a grant beyond need stood, by the authority that all of them gave."""
    world, factor = corner.world, corner.row.grant_factor.mean
    beyond_wh = cell.numbers["authority"] - cell.numbers["needed_authority"]  # per agent and day
    needed = float((world.fleets.needed[0] * world.weight).sum())
    return beyond_wh * world.horizon_h * DAYS / (needed * (factor - 1)) * DAYS


def _captured(corner: Corner) -> float:
    hops = round(corner.world.hops_per_task.mean)
    return theory.captured_whole(corner.row.captured.mean, hops, corner.world.n_resources)


def _everywhere(corner: Corner) -> float:
    domains = int(corner.world.uses[0].sum())
    return float(corner.row.enforced) ** domains


def _hit(corner: Corner) -> float:
    load = float(corner.world.fleets.tasks_per_h[0]) * corner.row.cache_h
    return load / (1 + load)


def _found_in_cache(cell: Cell, corner: Corner) -> float:
    return 1 - cell.numbers["decision_latency"] / corner.row.decision_h.mean


def _never_reviewed(corner: Corner) -> float:
    life_h = corner.world.fleets.lifetime[0].mean
    return theory.never_seen(life_h, corner.row.review_every_h)


def _stale(key: str, file: str, catch: str) -> Golden:
    return Golden(
        id=key,
        mechanism="M8 stale grant",
        corner=f"reviewed every 90 d, catch {catch}",
        file=file,
        design="reviewed",
        unit="d",
        analytic=_stale_d,
        read=_stood_d,
    )


def _lapsed(cell: Cell, _corner: Corner) -> float:
    missing, declared = cell.tables["controls_by_platform"]
    policy = CONTROLS.index("authorisation")
    return float(missing[:, policy].sum() / declared[:, policy].sum())


LAPSED = Variate(_lapsed, lambda corner: 1 - corner.row.enforced)
"""Platforms that do not decide at request time: a control variate of agents who meet none."""


def _share(  # the columns of one row of the table
    key: str, mechanism: str, corner: str, design: str, *controls: Variate
) -> Golden:
    analytic, read = {
        "captured_chain": (_captured, number("reconstructable_chains")),
        "enforced_everywhere": (_everywhere, number("enforced_everywhere")),
        "decision_cache": (_hit, _found_in_cache),
        "never_reviewed": (_never_reviewed, number("never_reviewed")),
    }[key]
    return Golden(key, mechanism, corner, key, design, "share", analytic, read, controls=controls)


CASES = (
    _stale("seldom_found", "seldom_found", ".05"),
    _stale("stale_grants", "stale_grants", ".8"),
    _share("captured_chain", "M9 chain captured", "5 hops on five platforms, .678", "logged"),
    _share("enforced_everywhere", "M5 enforced everywhere", "6 domains at .9", "declared", LAPSED),
    _share("decision_cache", "M5 decision cache", "one key, 2/min, 5 min: hit ratio", "asked"),
    _share("never_reviewed", "M8 never reviewed", "Exp(7 d) lives, 90 d grid", "reviewed"),
)
