"""A block of tasks, as an agent wants to do them; the same under every design."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from models.compiled.world import FloatArray, IntArray
    from models.engine.settled import ClassArray, CodeArray


@dataclass(slots=True, eq=False)
class Block:
    """Tasks that one agent starts in one span; n hops in m tasks.  Never changed once drawn.

    Attributes:
        time_h: When each hop happens if nothing stops it, hours; ascending in a task, (n,).
        code: What it aims at, (n,).
        event_class: 0 authentication, 1 control, 2 data, (n,).
        thing: Uniform that says which of the things it aims at; compared with ``allow``, (n,).
        first: Place of each task's first hop, (m,).
        length: Hops of each task, at least 1, (m,).
        jitter_h: How long after its release a stopped task goes on, (m,).
        start_h: When each task starts, ascending, (m,).
        from_h: When the first task starts, ``inf`` where there is none.
        until_h: Time of the last hop, ``-inf`` where there is none.
        span_h: How long the longest task lasts.
    """

    time_h: FloatArray
    code: CodeArray
    event_class: ClassArray
    thing: npt.NDArray[np.float32]
    first: IntArray
    length: IntArray
    jitter_h: FloatArray
    start_h: FloatArray = field(init=False)
    from_h: float = field(init=False)
    until_h: float = field(init=False)
    span_h: float = field(init=False)
    _by_code: tuple[IntArray, list[int]] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Find the ends of the tasks."""
        self.start_h = self.time_h[self.first]
        end_h = self.time_h[self.first + (self.length - 1)]
        self.from_h = float(self.start_h[0]) if len(end_h) else math.inf
        self.until_h = float(end_h.max(initial=-np.inf))
        self.span_h = float((end_h - self.start_h).max(initial=0.0))

    def __len__(self) -> int:
        """Return the number of hops, n."""
        return len(self.time_h)

    def hops_at(self, code: int) -> IntArray:
        """Return which hops aim at a code, ascending."""
        if self._by_code is None:
            order = self.code.argsort(kind="stable")
            count = np.bincount(self.code) if len(order) else np.zeros(0, dtype=np.int64)
            self._by_code = order, [0, *count.cumsum().tolist()]
        order, edge = self._by_code
        if code + 1 >= len(edge):
            return order[:0]
        return order[edge[code] : edge[code + 1]]
