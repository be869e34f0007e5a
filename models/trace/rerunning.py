"""Changing a control and running the same seed again: where to change it, and what that changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.engine.events import KINDS, NOTHING, Kind
from models.profile import LOCAL_PREFIX
from models.profile.change_words import change_words
from models.scenario.differences import diff
from models.scenario.edits import with_value
from models.trace.resolving import OF_STORES
from models.trace.state import Standing
from models.trace.words import dated

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario
    from models.trace.resolving import Resolved
    from models.trace.trace import Heading, Trace
    from models.trace.why import Why

FATES = frozenset({Kind.ACCESS_ENDED, Kind.ACCESS_STAYS})
"""What can become of access after an order: one of them in one run, another in the other."""

SAME_H = 1e-6
"""First causes within this of each other are the same."""

MOST_NAMED = 3
"""Changed settings that are named; of more the number is said."""

COUNTED: tuple[tuple[str, Kind], ...] = (
    ("Access with no end", Kind.ACCESS_STAYS),
    ("Credentials lost", Kind.CREDENTIAL_LOST),
    ("Touches by attackers", Kind.ATTACK_STEP),
    ("Hops stopped", Kind.HOP_STOPPED),
    ("Requests for access", Kind.REQUEST_OPENED),
)
"""Kinds of events that are counted before and after: exposure, and what the change costs."""


def controls_to_change(why: Why) -> list[Resolved]:
    """Return the controls of a chain that leave something to be desired, the decisive first."""
    chain = [control for link in why.links for control in link.controls]
    return list(
        {
            (each.path, each.platform): each for each in (*why.controls, *chain) if each.missing
        }.values()
    )


def place_of(control: Resolved, scenario: Scenario) -> tuple[str, str]:
    """Return where a control is changed: ``design``, or a kind of object, and its id.

    How often a directory or vault fails or falls is said of it in the organisation; where a
    platform's own users authenticate, of the platform.  All else is in the design.
    """
    if control.path not in OF_STORES:
        return "design", control.platform
    if control.platform.startswith(LOCAL_PREFIX):
        return "platform", control.platform.removeprefix(LOCAL_PREFIX)
    in_vaults = control.platform in scenario.organisation.vaults
    return "vault" if in_vaults else "directory", control.platform


def to_rerun(scenario: Scenario, heading: Heading) -> Scenario:
    """Return a scenario with the seed of a trace.

    Raises:
        KeyError: It has no design of the trace's name any more.
    """
    if heading.design not in scenario.designs:
        raise KeyError(heading.design)
    if scenario.experiment.seed == heading.seed:
        return scenario
    return with_value(scenario, ("experiment", "seed"), str(heading.seed))


def changes_in_words(before: Scenario, after: Scenario) -> list[str]:
    """Return what was changed, a line a setting; of many the first few, and how many more."""
    found = [
        change_words(before, after, change)
        for change in diff(before, after)
        if change.path[0] != "layout"
    ]
    if len(found) > MOST_NAMED:
        return [*found[:MOST_NAMED], f"and {len(found) - MOST_NAMED} more"]
    return found


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of one replication, before and after.

    Attributes:
        name: What is measured.
        unit: Its unit, empty for a number of events.
        before: Its value before the change.
        after: Its value after it.
    """

    name: str
    unit: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """What one replication does differently after a change.  It is one replication: no interval.

    Attributes:
        same_until_h: When the first event differs, hours; ``inf`` where none does.
        before: What happened, with its time.
        after: What became of it; empty: it did not happen.
        sooner_h: How much sooner it happened, hours; ``nan`` where it did not.
        measures: Numbers of the whole replication; none where one trace is of chosen agents.
    """

    same_until_h: float
    before: str
    after: str
    sooner_h: float
    measures: tuple[Measure, ...]


def contrast(before: Trace, event: int, after: Trace) -> Contrast:
    """Return what a rerun of the same seed does differently.

    Args:
        before: The trace before the change.
        event: What was asked about in it.
        after: The trace after it.
    """
    twin = twin_of(before, event, after)
    happened = twin != NOTHING
    sooner_h = float("nan")
    if happened and after.kind(twin) == before.kind(event):
        sooner_h = float(before.events["at_h"][event] - after.events["at_h"][twin])
    whole = before.heading.chosen == after.heading.chosen
    return Contrast(
        same_until_h(before, after),
        dated(before, event),
        dated(after, twin) if happened else "",
        sooner_h,
        _measures(before, after) if whole else (),
    )


def same_until_h(before: Trace, after: Trace) -> float:
    """Return when two traces begin to differ, hours; ``inf`` where they do not."""
    both = min(len(before.events), len(after.events))
    ours, theirs = before.events[:both], after.events[:both]
    columns = ("kind", "at_h", "agent", "account", "platform", "thing")
    same = np.all([ours[name] == theirs[name] for name in columns], axis=0)
    first = both if same.all() else int(np.argmin(same))
    left = [float(t.events["at_h"][first]) for t in (before, after) if first < len(t.events)]
    return min(left, default=float("inf"))


def twin_of(before: Trace, event: int, after: Trace) -> int:
    """Return the event of another trace that stands for one, `NOTHING` if none does.

    It is of the same kind, agent, platform, directory and thing, by their names; what became of
    access is one kind.  Of several it is the one whose first cause happened at the same time;
    where no first cause did, the one at the same place in their order.
    """
    root_h = _root_h(before, event)
    mine, found = _alike(before, event, before), _alike(before, event, after)
    if int(before.events["cause"][event]) == NOTHING and not any(
        _same_time(_root_h(after, each), root_h) for each in found
    ):
        rank = mine.index(event)
        return found[rank] if rank < len(found) else NOTHING
    rank = [e for e in mine if _same_time(_root_h(before, e), root_h)].index(event)
    found = [each for each in found if _same_time(_root_h(after, each), root_h)]
    return found[rank] if rank < len(found) else NOTHING


def _same_time(one_h: float, other_h: float) -> bool:
    return abs(one_h - other_h) < SAME_H


def _alike(asked: Trace, event: int, trace: Trace) -> list[int]:
    """Return the events of a trace that could be one of another: kind, whom, where, what."""
    kind, agent = asked.kind(event), int(asked.events["agent"][event])
    agents = None
    if agent >= 0:
        own = trace.agents_by_name.get(asked.agent_name(agent))
        agents = [] if own is None else [own]
    wanted = _key(asked, event)
    found = trace.find(FATES if kind in FATES else {kind}, agents).tolist()
    return [each for each in found if _key(trace, each) == wanted]


def _key(trace: Trace, event: int) -> tuple[str, ...]:
    """Return whom and what an event is about, by ids: they hold in every trace."""
    row, heading = trace.events[event], trace.heading
    agent, account = int(row["agent"]), int(row["account"])
    whom = trace.agent_name(agent) if agent >= 0 else ""
    if not whom and account >= 0:
        names = map(trace.agent_name, trace.users_of(account).tolist())
        whom = " ".join([heading.fleets[trace.account_fleet[account]], *names])
    return (
        whom,
        heading.platforms[row["platform"]] if row["platform"] >= 0 else "",
        heading.directories[row["directory"]] if row["directory"] >= 0 else "",
        _thing_id(heading, int(row["thing"])),
    )


def _thing_id(heading: Heading, code: int) -> str:
    """Return what a code means in every trace: in or out of the scope, or a platform."""
    if code < 0:
        return ""
    outside, place = divmod(code, len(heading.resources))
    if outside > 1:
        return f"platform {heading.platforms[code - 2 * len(heading.resources)]}"
    return f"{outside} {heading.resources[place]}"


def _root_h(trace: Trace, event: int) -> float:
    """Return when the first cause of an event happened, hours."""
    while (cause := int(trace.events["cause"][event])) != NOTHING:
        event = cause
    return float(trace.events["at_h"][event])


def _measures(before: Trace, after: Trace) -> tuple[Measure, ...]:
    """Return numbers of two whole replications."""
    found = [
        Measure(
            "Left over or draining access",
            "h",
            Standing(before).residual_h(),
            Standing(after).residual_h(),
        )
    ]
    for name, kind in COUNTED:
        found.append(Measure(name, "", _count(before, kind), _count(after, kind)))
    return tuple(found)


def _count(trace: Trace, kind: Kind) -> int:
    """Return how many events of a kind there were in the run, kept or not."""
    return len(trace.find([kind], from_h=0.0)) + trace.heading.left_out.get(KINDS[kind].id, 0)
