"""Groups of accounts: the same kind of account of one fleet, and the platforms that it opens.

A *kind* is whose account it is and the directory that it is in.  A platform has one kind for a
fleet at a time; where that changes, it leaves one group and enters another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import SLOTS_PER_PERSON, Subject

if TYPE_CHECKING:
    from models.compiled.governance import Governance, Row
    from models.compiled.world import BoolArray, FloatArray, IntArray, World
    from models.engine.agents import Agents

Kind = tuple[Subject, int, int]
"""Subject, directory, and how often the platform had that kind before."""


@dataclass(slots=True)
class _Span:
    """When a platform has one kind, and which row of all governed it at the end."""

    opens_h: float
    left_h: float = np.inf
    kept_row: int = -1


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts of one kind of one fleet, n of them; p platforms; a agents of the fleet.

    Attributes:
        fleet: Index of the fleet.
        subject: Whose they are.
        directory: Index of the directory.
        platforms: Platforms that they open at some time, ascending, (p,).
        opens_h: From when; ``-inf``: from the start, (p,).
        left_h: Until when they are what opens the platform, (p,).
        kept_row: Row of all (see `row_numbers`) that governs them there from then on, (p,).
        member: Place among the accounts of each agent of the fleet, (a,).
        used: Agents of the fleet that use theirs at some time, (a,).
        size: How many places there are.
        places: Those of accounts that somebody uses at some time, (n,).
        created_h: When these are created, (n,).
    """

    fleet: int
    subject: Subject
    directory: int
    platforms: IntArray
    opens_h: FloatArray
    left_h: FloatArray
    kept_row: IntArray
    member: IntArray
    used: BoolArray
    size: int
    places: IntArray
    created_h: FloatArray

    def numbers(self) -> IntArray:
        """Return the number of the account at each place, from 0; -1 where there is none."""
        found = np.full(self.size, -1)
        found[self.places] = np.arange(len(self.places))
        return found


def groups_of(world: World, governance: Governance, agents: Agents) -> list[Group]:
    """Return the groups of accounts that a design gives to agents, fleet by fleet."""
    found, numbers = [], row_numbers(governance)[1]
    for fleet in range(len(world.fleets.ids)):
        mine = np.flatnonzero(agents.fleet == fleet)
        for kind, spans in _kinds(world, governance, numbers, fleet).items():
            found.append(_group(world, agents, mine, fleet, kind, spans))
    return found


def _kinds(
    world: World, governance: Governance, numbers: tuple[IntArray, ...], fleet: int
) -> dict[Kind, dict[int, _Span]]:
    """Return for each kind of account when it is what opens each platform."""
    found: dict[Kind, dict[int, _Span]] = {}
    current: dict[int, Kind] = {}
    for n, controls in enumerate(governance.phases):
        if controls.start_h >= world.horizon_h:
            break
        for platform in np.flatnonzero(world.uses[fleet]).tolist():
            kind = controls.at(platform, fleet).subject, int(controls.directory_of[platform])
            before = current.get(platform)
            if before is not None and before[:2] == kind:
                continue
            if before is not None:
                span = found[before][platform]
                span.left_h = controls.start_h
                span.kept_row = int(numbers[n - 1][platform, fleet])
            times = sum(k[:2] == kind and platform in spans for k, spans in found.items())
            current[platform] = *kind, times
            found.setdefault(current[platform], {})[platform] = _Span(controls.start_h)
    return found


def row_numbers(governance: Governance) -> tuple[tuple[Row, ...], tuple[IntArray, ...]]:
    """Return the rows of all phases, each once, and which governs what in each phase, (P, F)."""
    number: dict[int, int] = {}
    rows: list[Row] = []
    found = []
    for controls in governance.phases:
        for row in controls.rows:
            if id(row) not in number:
                number[id(row)] = len(rows)
                rows.append(row)
        place = np.array([number[id(row)] for row in controls.rows], dtype=np.int64)
        found.append(place[controls.row])
    return tuple(rows), tuple(found)


def turned_h(governance: Governance, platform: int, fleet: int) -> float:
    """Return when a platform first gets another kind of account for a fleet; ``inf``: never."""
    kinds = [
        (phase.at(platform, fleet).subject, int(phase.directory_of[platform]))
        for phase in governance.phases
    ]
    later = (
        phase.start_h
        for phase, kind in zip(governance.phases, kinds, strict=True)
        if kind != kinds[0]
    )
    return next(later, np.inf)


def first_row(
    governance: Governance, numbers: tuple[IntArray, ...], platform: int, fleet: int, until_h: float
) -> int:
    """Return the row of all that governs a platform just before an instant; -1 for ``inf``."""
    if np.isinf(until_h):
        return -1
    last = sum(phase.start_h < until_h for phase in governance.phases) - 1
    return int(numbers[last][platform, fleet])


def _group(
    world: World, agents: Agents, mine: IntArray, fleet: int, kind: Kind, spans: dict[int, _Span]
) -> Group:
    platforms = sorted(spans)
    opens_h = np.array([spans[p].opens_h for p in platforms])
    left_h = np.array([spans[p].left_h for p in platforms])
    subject, directory, _ = kind
    member = members(subject, agents.slot[mine])
    size = int(member.max(initial=-1)) + 1
    birth, death = agents.birth_h[mine, None], agents.death_h[mine, None]
    born_h = np.maximum(birth, -world.warm_up_h)
    meets = (born_h < left_h) & (death > opens_h)
    first_h = np.where(meets, np.maximum(birth, opens_h), np.inf).min(axis=1)
    created = np.full(size, np.inf)
    np.minimum.at(created, member, first_h)
    places = np.flatnonzero(np.isfinite(created))
    return Group(
        fleet=fleet,
        subject=subject,
        directory=directory,
        platforms=np.array(platforms),
        opens_h=opens_h,
        left_h=left_h,
        kept_row=np.array([spans[p].kept_row for p in platforms]),
        member=member,
        used=np.isfinite(first_h),
        size=size,
        places=places,
        created_h=created[places],
    )


def members(subject: Subject, slot: IntArray) -> IntArray:
    """Return which account of its kind each agent of a fleet uses, given their places, (n,)."""
    match subject:
        case Subject.AGENT:
            return np.arange(len(slot))
        case Subject.PERSON:
            return slot // SLOTS_PER_PERSON
        case _:
            return np.zeros(len(slot), dtype=np.int64)
