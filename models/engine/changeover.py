"""Tables of what changes over: domains by a plan, accounts that others replaced, first accesses.

Arrays and hours as in `models.engine.records`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.compiled.world import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class FirstAccess:
    """Platforms that agents born in [0, H) use, one row an agent and platform.

    Attributes:
        agent: Agent.
        platform: Platform.
        birth_h: Birth.
        usable_h: From when it may use the platform; ``inf``: not in the run.
    """

    agent: IntArray
    platform: IntArray
    birth_h: FloatArray
    usable_h: FloatArray


@dataclass(frozen=True, slots=True)
class Migration:
    """Domains that change over by a plan, one row each.

    Attributes:
        platform: Platform.
        planned_h: Planned date.
        real_h: Real date; ``inf``: never.
    """

    platform: IntArray
    planned_h: FloatArray
    real_h: FloatArray


@dataclass(frozen=True, slots=True)
class OldAccounts:
    """Accounts that lived on where others had taken their place, one row each.

    Attributes:
        from_h: Since others first took its place somewhere.
        to_h: When nothing of it was left there; ``inf``: not in the run.
    """

    from_h: FloatArray
    to_h: FloatArray
