"""Whether an enforced value is weaker than the declared one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from models.scenario.base import Choice
from models.scenario.distributions import Distribution
from models.units import Quantity

if TYPE_CHECKING:
    from models.profile.design_profile import Gap

RANKS: dict[str, tuple[str, ...]] = {
    "credential": (
        "shared_account",
        "static_key",
        "human_delegated",
        "client_secret",
        "oauth_refresh",
        "vault_lease",
        "managed_identity",
        "cloud_role",
        "workload_oidc",
        "spiffe_svid",
    ),
    "issuance": ("standing", "jit"),
    "authorisation": ("static_role", "token_claim", "request_time"),
    "revocation": ("ticket", "expiry", "poll", "push"),
    "review.scope": ("domain", "chain"),
    "logging.auth": ("absent", "recorded"),
    "logging.control": ("absent", "recorded"),
    "logging.data": ("absent", "recorded"),
    "shared_order.retired": ("leave", "rotate"),
    "shared_order.incident": ("leave", "rotate"),
}
"""Kinds from weak to strong, in the order in which practice prefers them (an assumption)."""

LESS_IS_STRONGER = (
    "access_ttl",
    "session_ttl",
    "rotation",
    "rotation_skip",
    "grant_factor",
    "shared_order.redistribute",
    "bulk_miss",
    "residue",
    "copies",
    "logging.delay",
    "detection.triage",
    "review.every",
    "review.delay",
    "inventory.reconcile",
    "exception_rate",
    "compensation.scope",
    "compensation.rotation",
    "compensation.expiry",
    "approval.grant",
    "offboarding.route",
)
MORE_IS_STRONGER = (
    "bulk_rate",
    "enforced",
    "logging.captured",
    "logging.correlated",
    "logging.retention",
    "compensation.captured",
    "detection.alarm",
    "review.catch",
    "approval.gates",
    "inventory.known",
    "inventory.owned",
    "offboarding.trigger",
)


def compare(path: str, enforced: object, declared: object) -> Gap:
    """Return how an enforced value stands to the declared one.

    Returns:
        Empty where they are equal; `different` where they cannot be put in order.
    """
    if enforced == declared:
        return ""
    if path in RANKS:
        return _by_kind(RANKS[path], enforced, declared)
    mine, other = size_of(enforced), size_of(declared)
    if math.isnan(mine) or math.isnan(other) or mine == other:
        return "different"
    if path in LESS_IS_STRONGER:
        return "stronger" if mine < other else "weaker"
    if path in MORE_IS_STRONGER:
        return "stronger" if mine > other else "weaker"
    return "different"


def _by_kind(ranks: tuple[str, ...], enforced: object, declared: object) -> Gap:
    mine = ranks.index(enforced.kind if isinstance(enforced, Choice) else enforced)
    other = ranks.index(declared.kind if isinstance(declared, Choice) else declared)
    if mine == other:
        return "different"
    return "stronger" if mine > other else "weaker"


def size_of(value: object) -> float:
    """Return the mean (or, of an empirical distribution, the median) of a value; NaN for a kind."""
    if isinstance(value, Quantity):
        return value.number
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, Distribution):
        return _size_of_distribution(value)
    return math.nan


def _size_of_distribution(drawn: Distribution[Any]) -> float:
    chosen = drawn.chosen
    match drawn.kind:
        case "constant":
            return size_of(chosen)
        case "uniform":
            return (size_of(chosen.low) + size_of(chosen.high)) / 2
        case "exponential" | "lognormal" | "gamma":
            return size_of(chosen.mean)
        case "weibull":
            return size_of(chosen.scale) * math.gamma(1 + 1 / chosen.shape)
        case "beta":
            return float(chosen.a / (chosen.a + chosen.b))
        case _:
            return _median(chosen.points)


def _median(points: list[tuple[float, float]]) -> float:
    below = [point for point in points if point[0] <= 0.5]
    above = [point for point in points if point[0] >= 0.5]
    if not below or not above:
        return points[0][1] if above else points[-1][1]
    (p, low), (q, high) = below[-1], above[0]
    return low if p == q else low + (high - low) * (0.5 - p) / (q - p)
