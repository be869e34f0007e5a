"""A recorder that keeps events as columns, of chosen agents, in bounded memory."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from models.engine.events import KINDS, NOTHING, Kind
from models.trace.hops import Hops
from models.trace.selection import PLENTIFUL_SHARE, SAMPLED, NothingChosen
from models.trace.table import Growing, Texts

if TYPE_CHECKING:
    from models.compiled.world import BoolArray
    from models.engine.settled import Stage
    from models.engine.state import State
    from models.trace.selection import Selection

SEPARATOR = "\n"
"""Between the paths of the controls of one event, where they are kept as one text."""


class Columns:
    """Implements `models.engine.events.Recorder`.

    Attributes:
        on: Always.
        selection: What is kept.
        state: The replication.
        hops: The hops of it.
        left_out: Events that there was no room for, by kind.
        texts: Sorts of events.
        settings: Controls of events, joined.
    """

    on = True

    def __init__(self, selection: Selection) -> None:
        """Keep nothing yet."""
        self.selection = selection
        self._events = Growing()
        self._latest: dict[tuple[Kind, str, int, int, int], int] = {}
        self._agents = self._accounts = np.zeros(0, dtype=np.bool_)
        self.state: State | None = None
        self.hops: Hops | None = None
        self.left_out: Counter[Kind] = Counter()
        self.texts, self.settings = Texts(), Texts()

    def begin(self, state: State, /) -> None:
        """Find out whose events are kept."""
        self.state = state
        self._agents = chosen(state, self.selection)
        accounts = state.accounts
        self._accounts = np.zeros(len(accounts), dtype=np.bool_)
        owner = np.repeat(np.arange(len(accounts)), np.diff(accounts.first_agent))
        self._accounts[owner[self._agents[accounts.agent_list]]] = True
        # An orphan has no agent any more: it belongs to its fleet.
        named = self.selection.fleets
        fleets = [not (named or self.selection.agents) or f in named for f in _fleets(state)]
        self._accounts |= accounts.orphan & np.array(fleets, dtype=np.bool_)[accounts.fleet]

    def open_hops(self, stage: Stage) -> Hops:
        """Return the tally that keeps hops; `begin` must have been called."""
        share = {"none": 0.0, "sample": SAMPLED, "all": 1.0}[self.selection.hops]
        self.hops = Hops(stage, self._agents, share, self.selection.most_rows)
        return self.hops

    def happened(  # noqa: PLR0913 - columns of one table
        self,
        kind: Kind,
        at_h: float,
        /,
        *,
        agent: int = -1,
        account: int = -1,
        platform: int = -1,
        thing: int = -1,
        directory: int = -1,
        cause: int = NOTHING,
        settings: tuple[str, ...] = (),
        what: str = "",
        until_h: float = math.nan,
        number: int = -1,
    ) -> int:
        """Keep one event, if it is about somebody chosen and there is room."""
        if (agent >= 0 and not self._agents[agent]) or (
            agent < 0 <= account and not self._accounts[account]
        ):
            return NOTHING
        most = self.selection.most_rows
        room = most * PLENTIFUL_SHARE if KINDS[kind].plentiful else most
        if len(self._events) >= room:
            self.left_out[kind] += 1
            return NOTHING
        controls = self.settings.number(SEPARATOR.join(settings))
        event = self._events.add(
            (kind, at_h, until_h, agent, account, platform, thing, directory, cause, controls,
             self.texts.number(what), number)
        )  # fmt: skip
        for sort in {"", what}:
            self._latest[kind, sort, agent, -1, -1] = event
            if account >= 0:
                self._latest[kind, sort, -1, account, platform] = event
                self._latest[kind, sort, -1, account, -1] = event
        return event

    def last(
        self,
        kind: Kind,
        /,
        *,
        agent: int = -1,
        account: int = -1,
        platform: int = -1,
        what: str = "",
    ) -> int:
        """Return the event told last of an agent, or of an account (on a platform)."""
        if account >= 0:
            return self._latest.get((kind, what, -1, account, platform), NOTHING)
        return self._latest.get((kind, what, agent, -1, -1), NOTHING)

    def events(self) -> np.ndarray[tuple[int], np.dtype[np.void]]:
        """Return the events in order of time."""
        return self._events.in_order_of_time()


def chosen(state: State, selection: Selection) -> BoolArray:
    """Return which agents are recorded, (A,).

    Raises:
        NothingChosen: A chosen agent does not exist.
    """
    if not selection.fleets and not selection.agents:
        return np.ones(len(state.agents), dtype=np.bool_)
    ids = _fleets(state)
    wanted = np.array([fleet in selection.fleets for fleet in ids], dtype=np.bool_)
    found: BoolArray = wanted[state.agents.fleet]
    if selection.agents:
        places = zip(
            state.agents.fleet.tolist(),
            state.agents.slot.tolist(),
            state.agents.generation.tolist(),
            strict=True,
        )
        names = [agent_name(ids[fleet], *place) for fleet, *place in places]
        if unknown := selection.agents.difference(names):
            raise NothingChosen(
                f"no agent {min(unknown)!r} lives in this replication; they are called {names[0]} "
                f"to {names[-1]}"
            )
        found |= np.array([name in selection.agents for name in names], dtype=np.bool_)
    return found


def agent_name(fleet: str, slot: int, generation: int) -> str:
    """Return the name of an agent: its fleet and place, and which holder of it, from 0."""
    return f"{fleet}_{slot + 1}" + (f".{generation}" if generation else "")


def _fleets(state: State) -> tuple[str, ...]:
    return state.world.fleets.ids
