"""What the data plane hands to tallies once it is certain: settled hops and chains.

A *hop* is one tool call; a *chain* is the hops of one task.  Every executed hop is counted
in exactly one `Settled`, and every ended chain is `ended` in exactly one, which then holds
all its hops with the times at which they happened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from models.compiled.governance import Governance
    from models.compiled.world import BoolArray, FloatArray, IntArray, World
    from models.engine.agents import Agents
    from models.engine.records import Visibility

CodeArray = npt.NDArray[np.int16] | npt.NDArray[np.int32]
ClassArray = npt.NDArray[np.uint8]

CLASSES = 3
"""Event classes of hops."""


@dataclass(slots=True)
class Settled:
    """Hops of one agent, or of some of a fleet, settled together; n hops in m chains.

    Not to be changed by those who read it.

    Attributes:
        agent: Index of the agent, or -1 for several.
        fleet: Index of the fleet.
        time_h: When each hop was (or would have been) executed, hours, (n,).
        code: What it aimed at: r, or R + r outside the designed scope, (n,).
        event_class: 0 authentication, 1 control, 2 data, (n,).
        first: Place of each chain's first hop, ascending, (m,).
        length: Hops of each chain, at least 1, (m,).
        counted: True for hops executed in [0, H) that no earlier `Settled` counted, (n,);
            ``None``: all.
        ended: True for chains that arrived at 0 or later and ended before H, all of whose hops
            are here, (m,); ``None``: all.
        delay_h: Actual minus nominal end of each chain, hours, (m,); ``None``: all 0.
        agents: Index of each chain's agent where there are several, (m,).

    Several tallies ask for `kind` and `lost`: they are found once.
    """

    agent: int
    fleet: int
    time_h: FloatArray
    code: CodeArray
    event_class: ClassArray
    first: IntArray
    length: IntArray
    counted: BoolArray | None = None
    ended: BoolArray | None = None
    delay_h: FloatArray | None = None
    agents: IntArray | None = None
    _kind: IntArray | None = field(default=None, init=False, repr=False)
    _lost: IntArray | None = field(default=None, init=False, repr=False)

    @property
    def kind(self) -> IntArray:
        """What sort of event each hop is: 3 x code + event class, (n,)."""
        if self._kind is None:
            self._kind = self.code.astype(np.intp)
            self._kind *= CLASSES
            self._kind += self.event_class
        return self._kind

    @property
    def lost(self) -> IntArray:
        """Which hops are not counted, ascending."""
        if self._lost is None:
            counted = self.counted
            self._lost = (np.zeros(0, bool) if counted is None else ~counted).nonzero()[0]
        return self._lost


class Tally(Protocol):
    """A pure fold of settled hops into a state of fixed size."""

    def fold(self, settled: Settled) -> None:
        """Take settled hops into the state."""

    def result(self) -> dict[str, npt.NDArray[np.float64]]:
        """Return the state as named arrays."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What is known before the first hop, from which a tally fills its look-up tables.

    Attributes:
        world: What no design changes.
        governance: The design.
        agents: All agents of the run.
        visibility: What the design records of a hop.
    """

    world: World
    governance: Governance
    agents: Agents
    visibility: Visibility


TallyFactory = Callable[[Stage], Tally]
"""Makes one tally for one replication."""
