"""What a trace is told of tasks that are stopped, and of what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.engine.events import NOTHING, Kind

if TYPE_CHECKING:
    from models.compiled.world import IntArray
    from models.engine.chain import Chain
    from models.engine.events import Recorder

STOPPING = {"not allowed": ("authorisation", "approval.gates"), "closed": ()}
"""Controls that stop hops where no earlier event does."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells a recorder, if somebody records.

    Attributes:
        recorder: The recorder.
        platform_of: Platform of each code.
    """

    recorder: Recorder
    platform_of: IntArray

    def stopped(self, chain: Chain, cause: int, what: str) -> None:
        """Tell of a stop."""
        if self.recorder.on:
            chain.event = self.recorder.happened(
                Kind.HOP_STOPPED,
                chain.stopped_h,
                agent=chain.agent,
                platform=int(self.platform_of[chain.aim]),
                thing=chain.aim,
                cause=cause,
                settings=STOPPING[what] if cause == NOTHING else (),
                what=what,
            )

    def went(self, kind: Kind, chain: Chain, at_h: float, cause: int) -> None:
        """Tell what became of a chain that waited."""
        if self.recorder.on:
            self.recorder.happened(
                kind,
                at_h,
                agent=chain.agent,
                platform=int(self.platform_of[chain.aim]),
                thing=chain.aim,
                cause=chain.event if cause == NOTHING else cause,
            )
