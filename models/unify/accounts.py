"""How many accounts a design needs, counted as the engine provisions them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.compiled import compile_governance, compile_world
from models.engine.simulation import prepare
from models.profile import LOCAL_PREFIX, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class AccountCount:
    """Accounts at the start of the run.

    Attributes:
        by_directory: Accounts by directory; ``local:<platform>`` for a platform's own.
        left_behind: Local keys that federation left beside an account, still alive.
    """

    by_directory: Mapping[str, int]
    left_behind: int

    @property
    def total(self) -> int:
        """All accounts."""
        return sum(self.by_directory.values())

    @property
    def told(self) -> str:
        """How many there are and where, such as ``38 accounts in 1 directory and ...``."""
        own = sum(name.startswith(LOCAL_PREFIX) for name in self.by_directory)
        places = [
            _counted(len(self.by_directory) - own, "directory", "directories"),
            _counted(own, "platform's own users", "platforms' own users"),
        ]
        where = " and ".join(filter(None, places)) or "no directory"
        keys = _counted(self.left_behind, "local key", "local keys")
        left = f", {keys} left behind" if keys else ""
        return f"{_counted(self.total, 'account', 'accounts') or 'no account'} in {where}{left}"


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}" if count else ""


def count_accounts(scenario: Scenario, design: str) -> AccountCount:
    """Return the accounts of a design when the run begins, in replication 0.

    Raises:
        KeyError: There is no such design.
    """
    world = compile_world(scenario)
    own, found = (
        compile_governance(world, resolve(scenario, each), scenario)
        for each in (design, scenario.experiment.baseline)
    )
    state = prepare(world, own, 0, found)
    accounts, names = state.accounts, state.governance.directory_ids
    start_h = -world.warm_up_h
    there = (accounts.created_h <= start_h) & (accounts.ended_h > start_h)
    counts = np.bincount(accounts.directory[there], minlength=len(names))
    return AccountCount(
        {name: int(n) for name, n in zip(names, counts.tolist(), strict=True) if n},
        int(np.count_nonzero(accounts.residue[there])),
    )
