"""Why something happened: the chain of causes, down to the control that was missing.

Each link of a chain is an event; what it names as controls is resolved for its platform and fleet
in the design that ran, with where the value comes from.  The last link whose controls leave
something to be desired says what was missing; where access was to end by an order, it is the step
that took longest, because it decides when.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.engine.events import NOTHING, Kind
from models.profile.wording import path_label
from models.trace.resolving import Resolving
from models.trace.words import dated, hop_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.trace.resolving import Resolved
    from models.trace.trace import Trace

STEPS = frozenset(
    {Kind.ROUTED, Kind.DISABLED, Kind.PROPAGATED, Kind.ACCESS_ENDED, Kind.ACCESS_STAYS}
)
"""Kinds that are steps of an order."""

ORIGINS = frozenset({Kind.BORN, Kind.ACCOUNT_OPENED})
"""Kinds that explain nothing at the end of a chain: everything begins so."""


@dataclass(frozen=True, slots=True)
class Link:
    """One event in a chain of causes.

    Attributes:
        event: Its number; `NOTHING` for a hop, which is no event.
        at_h: When, hours.
        text: What happened, with its time.
        controls: What let it happen.
    """

    event: int
    at_h: float
    text: str
    controls: tuple[Resolved, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """What was missing, each once."""
        return tuple(dict.fromkeys(each.missing for each in self.controls if each.missing))


@dataclass(frozen=True, slots=True)
class Why:
    """A chain of causes, from what is asked about down to the control.

    Attributes:
        links: From the effect to the first cause.
        decisive: Place of the link whose controls decided; -1 if none names any.
    """

    links: tuple[Link, ...]
    decisive: int

    @property
    def missing(self) -> tuple[str, ...]:
        """What was missing."""
        return self.links[self.decisive].missing if self.decisive >= 0 else ()

    @property
    def controls(self) -> tuple[Resolved, ...]:
        """The controls that decided."""
        return self.links[self.decisive].controls if self.decisive >= 0 else ()


class Drilling:
    """Answers why, for one trace; the design is resolved once."""

    def __init__(self, trace: Trace) -> None:
        """Resolve the design that ran.

        Raises:
            UnreadableTrace: Its scenario cannot be read, or is of another organisation.
        """
        self._trace = trace
        self._resolving = Resolving(trace)

    def why(self, event: int) -> Why:
        """Return the chain of causes of an event.

        Raises:
            IndexError: There is no such event.
        """
        if not 0 <= event < len(self._trace.events):
            raise IndexError(event)
        return _judged(self._trace, list(self._links(event)))

    def why_hop(self, hop: int) -> Why:
        """Return why a hop could be executed: what gave the agent this thing.

        Of a thing outside the designed scope that is a control; a thing inside it is meant to be
        used.

        Raises:
            IndexError: There is no such hop.
        """
        trace = self._trace
        if not 0 <= hop < len(trace.hops):
            raise IndexError(hop)
        row = trace.hops[hop]
        agent, code, at_h = int(row["agent"]), int(row["code"]), float(row["time_h"])
        platform = trace.platform_of(code)
        outside = code >= len(trace.heading.resources)
        paths = ("authorisation", "grant_factor") if outside else ()
        controls = self._resolving.controls(paths, agent, -1, platform, at_h)
        links = [Link(NOTHING, at_h, hop_sentence(trace, hop), controls)]
        added = trace.find([Kind.GRANT_ADDED], from_h=trace.heading.start_h, to_h=at_h)
        account = int(trace.account_of[agent, platform])
        rows = trace.events[added]
        added = added[(rows["account"] == account) & (rows["thing"] == code)]
        if len(added):
            links += self._links(int(added[-1]))
        return _judged(trace, links)

    def _links(self, event: int) -> Iterator[Link]:
        """Yield an event and its causes; a platform or agent not named is that of the effect."""
        trace, agent, account, platform = self._trace, -1, -1, -1
        while event != NOTHING:
            row = trace.events[event]
            agent = int(row["agent"]) if row["agent"] >= 0 else agent
            account = int(row["account"]) if row["account"] >= 0 else account
            platform = int(row["platform"]) if row["platform"] >= 0 else platform
            paths, at_h = trace.settings_of(event), float(row["at_h"])
            controls = self._resolving.controls(
                paths, agent, account, platform, at_h, _store(trace, event)
            )
            yield Link(event, at_h, dated(trace, event), controls)
            event = int(row["cause"])


def _store(trace: Trace, event: int) -> str:
    """Return the id of the directory or vault that an event is about, or nothing."""
    directory, what = int(trace.events["directory"][event]), trace.what(event)
    if directory >= 0:
        return trace.heading.directories[directory]
    return what.removeprefix("vault ") if what.startswith("vault ") else ""


def _judged(trace: Trace, links: list[Link]) -> Why:
    """Cut off who was born and what was opened, and find the link that decided."""
    while len(links) > 1 and not links[-1].controls and trace.kind(links[-1].event) in ORIGINS:
        links.pop()
    naming = [place for place, link in enumerate(links) if link.controls]
    if not naming:
        return Why(tuple(links), -1)
    lacking = [place for place in naming if links[place].missing]
    decisive = lacking[-1] if lacking else naming[-1]
    slowest = _slowest_step(trace, links)
    return Why(tuple(links), decisive if slowest < 0 else slowest)


def _slowest_step(trace: Trace, links: list[Link]) -> int:
    """Return the longest step of the order that ended access, or -1 if this is no such end."""
    steps = []
    for place, link in enumerate(links):
        if link.event == NOTHING or trace.kind(link.event) not in STEPS:
            break
        since_h = links[place + 1].at_h if place + 1 < len(links) else link.at_h
        if link.missing:
            steps.append((link.at_h - since_h, place))
    return max(steps)[1] if steps else -1


def why_text(why: Why) -> str:
    """Return a chain as one text, a line a link, and what was missing at the end."""
    lines = []
    for place, link in enumerate(why.links):
        lines.append(("   <- " if place else "") + link.text)
        lines += [f"        {control_text(control)}" for control in link.controls]
    if why.missing:
        lines.append(missing_text(why))
    else:
        lines.append("no control is named along this chain")
    return "\n".join(lines)


def missing_text(why: Why) -> str:
    """Return what was missing, and where; empty: nothing was."""
    if not why.missing:
        return ""
    return f"missing on {why.controls[0].where}: {', '.join(why.missing)}"


def control_text(control: Resolved) -> str:
    """Return one control by its name, its value and its origin."""
    gap = f", declared {control.declared}" if control.declared else ""
    return f"{path_label(control.path)} = {control.value} ({control.origin}{gap})"
