"""Control profiles as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import Behaviour, Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.compiled.governance import Row
    from models.compiled.world import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Profiles:
    """Columns of the rows of all phases of a design, shapes (K,) unless said otherwise.

    Attributes:
        row: Which profile governs a platform for a fleet now, (P, F).
        false_allow: Probability that what should not be allowed is.
        false_deny: Probability that what should be allowed is not.
        permits: Classes of sensitivity that policy allows outside the scope, (K, C).
        asks: A policy decides at request time.
        jit: Access is issued per task.
        linger_h: Life of a just-in-time credential after its task.
        revoke_on_end: It is revoked then.
        minted: Access tokens are minted.
        ttl_low_h: Least TTL.
        ttl_high_h: Largest TTL.
        renew_point: Fraction of the TTL after which a token is renewed.
        on_demand: The next hop renews.
        session_h: Life of the source token; 0: none.
        exchanged: Tokens go on being minted from a source token that is held.
        hazard_per_h: Loss of a credential: copies, tokens, hijack, federation.
        alarm: Probability that a visible malicious event alarms.
    """

    row: IntArray
    false_allow: FloatArray
    false_deny: FloatArray
    permits: BoolArray
    asks: BoolArray
    jit: BoolArray
    linger_h: FloatArray
    revoke_on_end: BoolArray
    minted: BoolArray
    ttl_low_h: FloatArray
    ttl_high_h: FloatArray
    renew_point: FloatArray
    on_demand: BoolArray
    session_h: FloatArray
    exchanged: BoolArray
    hazard_per_h: FloatArray
    alarm: FloatArray


def profiles_of(rows: Sequence[Row], row: IntArray) -> Profiles:
    """Return control profiles as columns; a policy errs only where one decides.

    Args:
        rows: The profiles, (K,).
        row: Which of them governs a platform for a fleet, (P, F).
    """
    asks = np.array([row.decision == Decision.REQUEST_TIME for row in rows])
    return Profiles(
        row=row,
        false_allow=np.array([row.false_allow for row in rows]) * asks,
        false_deny=np.array([row.false_deny for row in rows]) * asks,
        permits=np.array([row.permits for row in rows]) & asks[:, None],
        asks=asks,
        jit=np.array([row.jit for row in rows]),
        linger_h=np.array([row.linger_h for row in rows]),
        revoke_on_end=np.array([row.revoke_on_end for row in rows]),
        minted=np.array([row.minted for row in rows]),
        ttl_low_h=np.array([row.ttl_low_h for row in rows]),
        ttl_high_h=np.array([row.ttl_high_h for row in rows]),
        renew_point=np.array([row.renew_point for row in rows]),
        on_demand=np.array([row.on_demand for row in rows]),
        session_h=np.array([row.session_h for row in rows]),
        exchanged=np.array([goes_on_minting(row) for row in rows]),
        hazard_per_h=np.array([_hazard(row) for row in rows]),
        alarm=np.array([row.alarm for row in rows]),
    )


def goes_on_minting(row: Row) -> bool:
    """Return whether tokens go on being minted from a source token that is held."""
    return row.behaviour in {Behaviour.EXCHANGED, Behaviour.DELEGATED}


def _hazard(row: Row) -> float:
    copies = row.copies.mean * row.copy_leak_per_h if row.exportable else 0.0
    tokens = row.token_theft_per_h if row.minted else 0.0
    return copies + tokens + row.hijack_per_h + row.federation_per_h
