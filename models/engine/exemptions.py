"""M13, exceptions: new ones arrive, weaken what they cover, and end only if they expire.

Exceptions arrive for each (platform, fleet) that works there as a keyed process of unit
thresholds on the integrated rate, so that a design with a higher rate has those of another with a
lower one, earlier, and more.  While one stands, the pair is excused from policy at request time,
access per task, rotation and revocation by push; what compensates holds instead: a narrower scope,
more of the log, rotation after all.  One that overlaps another changes nothing more, but counts.

Each beginning and end is a further phase of the design, known before the run starts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import Controls, Exemption, Governance, compensated
from models.engine.secrets import crossings
from models.engine.streams import stream
from models.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from models.compiled.governance import Row
    from models.compiled.world import World

MOST_EXEMPTIONS = 5_000


class TooManyExceptions(ModelError):  # noqa: N818 - the name says what it is
    """So many new exceptions that each would be a phase of its own without end."""


def exempt(
    world: World,
    governance: Governance,
    replication: int,
    excuse: Callable[[Row], Row],
) -> Governance:
    """Return a design with the exceptions that arrive in one replication as further phases.

    Args:
        world: The organisation.
        governance: The design.
        replication: Index of the replication.
        excuse: From a profile to one without the controls that an exception excuses from.

    Raises:
        TooManyExceptions: If more arrive than can be followed.
    """
    found = _arrivals(world, governance, replication)
    if not found:
        return governance
    start_h = -world.warm_up_h
    turns = {each.from_h for each in found} | {each.to_h for each in found}
    starts = {t for t in turns if start_h < t < world.horizon_h}
    starts |= {phase.start_h for phase in governance.phases}
    phases, numbers = [], []
    rows: dict[int, Row] = {}
    declared = dict(zip((p.start_h for p in governance.phases), governance.exceptions, strict=True))
    for at_h in sorted(starts):
        base = governance.controls(at_h)
        live = [each for each in found if each.from_h <= at_h < each.to_h]
        phases.append(_excused(base, at_h, live, excuse, rows))
        numbers.append(declared[base.start_h] + len(live))
    return replace(
        governance, phases=tuple(phases), exceptions=tuple(numbers), exemptions=tuple(found)
    )


def _arrivals(world: World, governance: Governance, replication: int) -> list[Exemption]:
    """Return all exceptions that arrive in the run, by time."""
    start_h, end_h = -world.warm_up_h, world.horizon_h
    edges = [start_h, *(p.start_h for p in governance.phases if start_h < p.start_h < end_h), end_h]
    found: list[Exemption] = []
    for platform, fleet in np.argwhere(world.uses.T).tolist():
        rates = [governance.controls(t).at(platform, fleet).exception_per_h for t in edges[:-1]]
        _refuse_too_many(world, platform, len(found) + max(rates) * (end_h - start_h))
        keys = int(world.platform_keys[platform]), int(world.fleets.keys[fleet])
        generator = stream(world.seed, replication, "new exceptions", *keys)
        first = float(generator.standard_exponential())
        for at_h in crossings(generator, edges, rates, first):
            row = governance.controls(at_h).at(platform, fleet)
            until_h = at_h + row.compensation.expiry_h
            found.append(Exemption(platform, fleet, at_h, until_h))
    return sorted(found, key=lambda each: (each.from_h, each.platform, each.fleet))


def _refuse_too_many(world: World, platform: int, expected: float) -> None:
    if expected > MOST_EXEMPTIONS:
        raise TooManyExceptions(
            f"platform {world.platform_ids[platform]}: `exception_rate` would bring more than "
            f"{MOST_EXEMPTIONS} new exceptions in one run; lower it or shorten the horizon"
        )


def _excused(
    base: Controls,
    start_h: float,
    live: Iterable[Exemption],
    excuse: Callable[[Row], Row],
    known: dict[int, Row],
) -> Controls:
    """Return control profiles where those of some pairs are excused, from *start_h* on."""
    rows, place = list(base.rows), base.row.copy()
    weak: dict[int, int] = {}
    for each in live:
        old = int(base.row[each.platform, each.fleet])
        if old not in weak:
            row = base.rows[old]
            if id(row) not in known:
                known[id(row)] = compensated(excuse(row))
            weak[old] = len(rows)
            rows.append(known[id(row)])
        place[each.platform, each.fleet] = weak[old]
    return replace(base, start_h=start_h, rows=tuple(rows), row=place)
