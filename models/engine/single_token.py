"""The rest of one token in plain numbers; `authentication` says how, and does it for many at once.

Orders and attackers ask about one token at a time: forty numpy calls for one number would cost
more than all else that an order does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.engine.authentication import BEGUN_H
from models.engine.profiles import goes_on_minting

if TYPE_CHECKING:
    import numpy as np

    from models.compiled.governance import Row


@dataclass(frozen=True, slots=True)
class Token:
    """How one token lives, and its draws; as `authentication.Tokens` and its `Draws`."""

    low_h: float
    high_h: float
    renew_point: float
    on_demand: bool
    session_h: float
    hops_per_h: float
    phase: float
    source: float
    length: float
    age: float
    fresh: float
    wait: float

    def mintable_h(self, at_h: float) -> float:
        """Return how long somebody who mints at will keeps access after *at_h*, hours."""
        source_h = self._source_rest_h(at_h)
        return source_h + self.high_h if source_h > 0.0 else self.access_rest_h(at_h)

    def access_rest_h(self, at_h: float) -> float:
        """Return the residual of the access token at an instant, hours."""
        low, high = self.low_h, self.high_h
        if not 0.0 < high < math.inf:
            return math.inf if high > 0.0 else 0.0
        if self.on_demand:
            return self._on_demand_h()
        if low == high:
            when = at_h if math.isfinite(at_h) else 0.0
            return high - _age_h(self.renew_point * high, self.phase, when)
        biased = self._biased_h()
        return biased - self.age * self.renew_point * biased

    def _source_rest_h(self, at_h: float) -> float:
        life_h = self.session_h
        if life_h <= 0.0:
            return 0.0
        return life_h - _age_h(life_h, self.source, at_h) if life_h < math.inf else math.inf

    def _biased_h(self) -> float:
        low, high = self.low_h, self.high_h
        return math.sqrt(low * low + (high * high - low * low) * self.length)

    def _on_demand_h(self) -> float:
        fresh_h = self.renew_point * ((self.low_h + self.high_h) / 2)
        gap_h = 1.0 / max(self.hops_per_h, 1e-9)
        if self.fresh * (fresh_h + gap_h) < fresh_h:
            biased = self._biased_h()
            return biased - self.age * self.renew_point * biased
        plain = self.low_h + (self.high_h - self.low_h) * self.length
        return max(plain - self.renew_point * plain - self.wait * gap_h, 0.0)


def token_of(
    row: Row, hops_per_h: float, generator: np.random.Generator, phases: np.random.Generator
) -> Token:
    """Return a token of an account under a profile that mints.

    Args:
        row: The profile.
        hops_per_h: Rate of the hops that renew.
        generator: Keyed by the occasion.
        phases: Keyed by the token alone.
    """
    phase, source = phases.random(2).tolist()
    length, age, fresh = generator.random(3).tolist()
    return Token(
        low_h=row.ttl_low_h,
        high_h=row.ttl_high_h,
        renew_point=row.renew_point,
        on_demand=row.on_demand,
        session_h=row.session_h if goes_on_minting(row) else 0.0,
        hops_per_h=hops_per_h,
        phase=phase,
        source=source,
        length=length,
        age=age,
        fresh=fresh,
        wait=generator.standard_exponential(),
    )


def _age_h(period_h: float, phase: float, at_h: float) -> float:
    """Return the time since the last renewal of a clock."""
    if period_h <= 0.0:
        return 0.0
    if not math.isfinite(at_h):
        return math.nan
    return (at_h + phase * BEGUN_H) % period_h
