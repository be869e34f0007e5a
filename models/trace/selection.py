"""What of a replication is recorded: whose events, how many hops, how much at most."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from models.errors import ModelError

HopsKept = Literal["none", "sample", "all"]

MOST_ROWS = 2_000_000
"""Events and hops together that a trace holds by default."""

MOST_ROWS_EVER = 20_000_000
"""Events and hops together that a trace can hold; a file that claims more is refused."""

SAMPLED = 1 / 8
"""Share of the hops in a sample, before room gets scarce: an assumption."""

PLENTIFUL_SHARE = 0.75
"""Part of the room that kinds of events may fill of which there is one for every task."""


class NothingChosen(ModelError):  # noqa: N818 - the name says what it is
    """A fleet or an agent that was to be recorded does not exist."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is recorded.

    Attributes:
        fleets: Ids of fleets; empty together with *agents*: all.
        agents: Names of agents, such as ``triage_3``, besides those fleets.
        hops: Which hops: none, a sample keyed by agent and time, or all.
        most_rows: Events and hops together; beyond it hops are thinned, then plentiful events.
    """

    fleets: frozenset[str] = field(default_factory=frozenset)
    agents: frozenset[str] = field(default_factory=frozenset)
    hops: HopsKept = "sample"
    most_rows: int = MOST_ROWS
