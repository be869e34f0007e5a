"""The data plane: every hop of every agent, drawn in blocks and settled lazily, exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from models.compiled.world import BoolArray, FloatArray, World
    from models.engine.agents import Agents
    from models.engine.chain import Chain
    from models.engine.clock import Clock
    from models.engine.settled import Tally
    from models.engine.workload import Blocks

OnStop = Callable[["Chain", float, int, int], None]
"""Called as ``on_stop(chain, time_h, account, code)``; ``chain.agent`` asks first."""


class DataPlane:
    """INTERFACE ONLY, bodies follow within minutes."""

    def __init__(
        self,
        clock: Clock,
        world: World,
        agents: Agents,
        blocks: Blocks,
        allow: npt.NDArray[np.float32],
        account_of: npt.NDArray[np.int32],
        tallies: Sequence[Tally],
        on_stop: OnStop,
    ) -> None:
        """Put the first block of every agent on the clock.

        Args:
            clock: At ``-warm_up_h``.
            world: The world.
            agents: All agents of the run, (A,).
            blocks: Design-free draws of this replication.
            allow: Probability that a hop at a code is allowed, (A, 2R). Owned by the caller, who
                changes it only inside the ``update`` of `decide` and `change` (or before time
                starts). A hop with thing uniform v is stopped when v >= allow.
            account_of: Account of each agent on each platform, (A, P), fixed; -1 where it has none.
            tallies: Given every settled hop.
            on_stop: Called when a hop is stopped and no request for (account, code) is open. The
                caller must answer later, not within the call, with `decide`.
        """

    def agents_of(self, account: int) -> Sequence[int]:
        """Return the agents that use an account, ascending."""

    def decide(
        self, account: int, code: int, *, approved: bool, update: Callable[[], None]
    ) -> int:
        """End the open request for (account, code) now.

        ``update`` changes `allow` (for all agents of the account). Approved: every waiting chain
        goes on at now + its jitter, and its first hop passes wherever ``allow > 0``. Otherwise
        they are abandoned; update may do nothing.

        Returns:
            How many chains had waited.
        """

    def change(self, agents: Iterable[int], update: Callable[[], None]) -> None:
        """Change `allow` of some agents, in ``update``, from now on (grants gained or lost)."""

    def close_platforms(self, key: int, platforms: BoolArray, stop_from_h: FloatArray) -> None:
        """Stop hops on some platforms until `open_platforms` is called with the same key.

        Args:
            key: Unique number of this closure; any number may be open at once.
            platforms: Which platforms are closed, (P,).
            stop_from_h: From when each agent's hops there stop (its token's end), (A,); now where
                earlier; ``inf``: never.
        """

    def open_platforms(self, key: int) -> None:
        """End a closure now; its chains go on at now + jitter, or are abandoned."""

    def finish(self) -> None:
        """Settle everything at the horizon; the clock must be there."""
