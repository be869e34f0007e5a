"""What is missing where a control has a value: the words of the field for what would be better."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from models.profile import size_of
from models.scenario.base import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HELD_SECRETS = frozenset(
    {"static_key", "shared_account", "human_delegated", "client_secret", "oauth_refresh"}
)
"""Kinds of credentials that somebody holds and can lose."""


def _if_kind(words: Mapping[str, str]) -> Callable[[Any], str]:
    """Return the words for the kind that a choice or a name has."""

    def said(value: Any) -> str:  # noqa: ANN401 - the value of any leaf
        return words.get(value.kind if isinstance(value, Choice) else str(value), "")

    return said


def _above(least: float, words: str) -> Callable[[Any], str]:
    """Return words where a number is above what is best."""
    return lambda value: words if size_of(value) > least else ""


def _below(most: float, words: str) -> Callable[[Any], str]:
    """Return words where a number is below what is best."""
    return lambda value: words if size_of(value) < most else ""


def _interval(never: str, finite: str) -> Callable[[Any], str]:
    return lambda value: never if math.isinf(size_of(value)) else finite


REMEDIES: Mapping[str, Callable[[Any], str]] = {
    "credential": lambda value: "workload identity" if value in HELD_SECRETS else "",
    "access_ttl": _above(1.0, "short-lived tokens"),
    "session_ttl": _above(24.0, "short sessions"),
    "rotation": _interval("rotation", "more frequent rotation"),
    "issuance": _if_kind({"standing": "just-in-time access"}),
    "authorisation": _if_kind(
        {"static_role": "policy at request time", "token_claim": "policy at request time"}
    ),
    "grant_factor": _above(1.0, "least privilege"),
    "shared_order.retired": _if_kind({"leave": "rotation of shared accounts on offboarding"}),
    "shared_order.incident": _if_kind({"leave": "rotation of shared accounts in incidents"}),
    "shared_order.redistribute": _above(0.0, "accounts of their own"),
    "revocation": _if_kind(
        {"ticket": "revocation by push", "expiry": "revocation by push", "poll": "push"}
    ),
    "bulk_rate": lambda _value: "a higher rate of bulk revocation",
    "bulk_miss": _above(0.0, "a complete inventory for bulk revocation"),
    "residue": _above(0.0, "removal of local keys"),
    "logging.captured": _below(1.0, "complete logging"),
    "logging.delay": _above(0.0, "prompt logging"),
    "detection.alarm": _below(1.0, "alarms"),
    "detection.triage": _above(0.0, "faster triage"),
    "review.every": _interval("access reviews", "more frequent access reviews"),
    "review.catch": _below(1.0, "thorough access reviews"),
    "review.delay": _above(0.0, "prompt removal after reviews"),
    "approval.gates": _above(0.0, "fewer gates"),
    "approval.grant": _interval("grants that expire", "shorter grants"),
    "cutover.removed": _below(1.0, "removal of old accounts"),
    "cutover.delay": _above(0.0, "prompt removal of old accounts"),
    "inventory.owned": _below(1.0, "owners of all accounts"),
    "inventory.reconcile": _interval("reconciliation", "more frequent reconciliation"),
    "exception_rate": _above(0.0, "fewer exceptions"),
    "compensation.expiry": _interval("exceptions that expire", "shorter exceptions"),
    "inventory.known": _below(1.0, "a complete inventory"),
    "offboarding.trigger": _below(1.0, "offboarding that always leads to an order"),
    "offboarding.route": _above(0.0, "orders that reach those who act at once"),
    "directory.outage": lambda _value: "a second way to authenticate",
    "directory.compromise": lambda _value: "protection of the directory",
    "vault.leak": lambda _value: "protection of the vault",
    "hazards.federation": lambda _value: "a narrow federation trust",
}
"""What would help, by the path of a control; empty where its value is as good as can be."""
