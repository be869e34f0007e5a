"""A task whose rest was stopped and waits to go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.engine.events import NOTHING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from models.compiled.world import FloatArray
    from models.engine.settled import ClassArray, CodeArray


@dataclass(slots=True, eq=False)
class Chain:
    """All hops of one task; n of them.

    Attributes:
        agent: Index of the agent.
        time_h: When each hop was executed or, from ``at`` on, was planned, hours, (n,).
        code: What each aims at, (n,).
        event_class: 0 authentication, 1 control, 2 data, (n,).
        thing: Uniform of each, compared with ``allow``, (n,).
        jitter_h: How long after its release the task goes on.
        arrival_h: When the task arrived.
        nominal_end_h: When it would have ended had nothing stopped it.
        at: Place of the first hop not yet executed: the one that is stopped.
        event: Its latest stop, in a trace.
    """

    agent: int
    time_h: FloatArray
    code: CodeArray
    event_class: ClassArray
    thing: npt.NDArray[np.float32]
    jitter_h: float
    arrival_h: float
    nominal_end_h: float
    at: int
    event: int = NOTHING

    @property
    def stopped_h(self) -> float:
        """When it was stopped."""
        return float(self.time_h[self.at])

    @property
    def aim(self) -> int:
        """Code of the hop that is stopped."""
        return int(self.code[self.at])

    def release(self, now_h: float, *, approved: bool) -> None:
        """Plan the rest anew from *now_h* + jitter; an approved hop finds its thing allowed."""
        time_h = self.time_h.copy()
        rest = time_h[self.at :]
        rest -= rest[0]
        rest += now_h + self.jitter_h
        self.time_h = time_h
        if approved:
            self.thing = self.thing.copy()
            self.thing[self.at] = 0.0
