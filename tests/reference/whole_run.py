"""A whole replication on either data plane, with all that it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from models.comparison.cell import Cell, reduce_outcome, tally_factories
from models.engine.data_plane import DataPlane
from models.engine.enforcement import enforce
from models.engine.fleet_life import draw_agents
from models.engine.simulation import PlaneFactory, simulate
from models.engine.workload import Blocks
from models.metrics import Outcome
from tests.reference.governed_run import HopLog
from tests.reference.hop_by_hop import HopByHop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.compiled.governance import Governance
    from models.compiled.world import World
    from models.engine.records import Records

FAST: PlaneFactory = DataPlane
SLOW = cast("PlaneFactory", HopByHop)

SUMS = frozenset(
    {
        "authority.authority_wh",
        "authority.standing_wh",
        "authority.needed_wh",
        "authority.curve_wh",
        "authority.equal_wh",
        "collateral.agent_h",
        "estate.decision_h",
        "outages.agent_h",
    }
)
"""Columns of `Records` that are sums of floats: equal to 1e-9, all others to the last bit."""


@dataclass(frozen=True)
class Case:
    """One replication to be run.

    Attributes:
        block_h: Length of a block, hours; by default the engine's.
    """

    world: World
    governance: Governance
    inherited: Governance | None = None
    replication: int = 0
    block_h: float | None = None


@dataclass
class Whole:
    """What one run left behind."""

    log: HopLog = field(default_factory=HopLog)
    stops: list[tuple[int, float, int, int]] = field(default_factory=list)
    records: Records = field(init=False)
    cell: Cell = field(init=False)

    def watch(self, plane: PlaneFactory) -> PlaneFactory:
        """Return the plane with a note of every hop, end and stop."""

        def make(**parts: Any) -> DataPlane:  # noqa: ANN401 - what a plane is made from
            told = parts.pop("on_stop")

            def on_stop(chain: Any, time_h: float, account: int, code: int) -> None:  # noqa: ANN401
                self.stops.append((chain.agent, time_h, account, code))
                told(chain, time_h, account, code)

            parts["tallies"] = [*parts["tallies"], self.log]
            return plane(on_stop=on_stop, **parts)

        return make


def run(case: Case, plane: PlaneFactory) -> Whole:
    """Run one replication, with all metrics."""
    found, world = Whole(), case.world
    agents = draw_agents(world, case.replication)
    records, tallies = simulate(
        world,
        case.governance,
        case.replication,
        tally_factories(),
        case.inherited,
        workload=Blocks(world, agents, case.replication, case.block_h),
        plane=found.watch(plane),
    )
    found.records = records
    enforced = enforce(world, case.governance, case.replication)
    found.cell = reduce_outcome(Outcome(world, enforced, records, tallies))
    return found


def differences(one: Whole, other: Whole) -> list[str]:
    """Name everything in which two runs differ: streams, stops, ends, tables and metrics."""
    streams = {
        "hops": sorted(one.log.hops) == sorted(other.log.hops),
        "stops": one.stops == other.stops,
        "ends": sorted(one.log.ends) == sorted(other.log.ends),
    }
    found = [name for name, same in streams.items() if not same]
    found += [name for name, mine, its in _columns(one, other) if not _same(name, mine, its)]
    return found + [name for name, mine, its in _metrics(one, other) if not _close(mine, its)]


def _columns(one: Whole, other: Whole) -> Iterator[tuple[str, Any, Any]]:
    for table in fields(one.records):
        mine, its = getattr(one.records, table.name), getattr(other.records, table.name)
        for column in fields(mine):
            name = f"{table.name}.{column.name}"
            pair = getattr(mine, column.name), getattr(its, column.name)
            if name == "flow.delays_h":  # in order of settling, which is the engine's own affair
                pair = np.sort(pair[0]), np.sort(pair[1])
            yield name, *pair


def _metrics(one: Whole, other: Whole) -> Iterator[tuple[str, Any, Any]]:
    for name, number in one.cell.numbers.items():
        yield name, number, other.cell.numbers[name]
    for name, parts in one.cell.tables.items():
        for part, mine, its in zip(
            ("numerator", "denominator"), parts, other.cell.tables[name], strict=True
        ):
            yield f"{name} {part}", mine, its


def _same(name: str, mine: Any, its: Any) -> bool:  # noqa: ANN401 - numbers or arrays
    if name in SUMS:
        return _close(mine, its)
    mine, its = np.asarray(mine), np.asarray(its)
    return np.array_equal(mine, its, equal_nan=mine.dtype.kind == "f")


def _close(mine: Any, its: Any) -> bool:  # noqa: ANN401 - numbers or arrays
    mine, its = np.asarray(mine), np.asarray(its)
    return mine.shape == its.shape and bool(
        np.allclose(mine, its, rtol=1e-9, atol=1e-12, equal_nan=True)
    )
