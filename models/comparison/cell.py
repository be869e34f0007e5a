"""The stored unit: one replication of one design, reduced to its metrics."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.metrics import METRICS, NUMBERS, TABLES, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.comparison.result import FloatArray
    from models.compiled.governance import Governance
    from models.compiled.world import World
    from models.engine.settled import TallyFactory
    from models.engine.workload import Blocks

EQUAL = "@equal"
"""Ends the key of a number that was computed under equal sensitivity weights."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Metrics of one replication of one design.

    Attributes:
        numbers: Number metrics by id; ``id@equal``: the same under equal sensitivity weights.
        tables: Table metrics by id: numerator and denominator, equal shapes.
    """

    numbers: Mapping[str, float]
    tables: Mapping[str, tuple[FloatArray, FloatArray]]

    def digest(self) -> str:
        """Return the SHA-256 of the content, whatever the order of the keys."""
        keys = sorted(self.numbers)
        whole = hashlib.sha256("\0".join(keys).encode())
        whole.update(_bytes(np.array([self.numbers[key] for key in keys], dtype=np.float64)))
        for key in sorted(self.tables):
            for part in self.tables[key]:
                whole.update(f"{key}\0{part.shape}\0".encode() + _bytes(part))
        return whole.hexdigest()


def _bytes(values: FloatArray) -> bytes:
    """Return little-endian bytes in which every ``nan`` and every zero looks the same."""
    plain = np.where(np.isnan(values), np.nan, values) + 0.0
    return np.ascontiguousarray(plain, dtype="<f8").tobytes()


def tally_factories() -> dict[str, TallyFactory]:
    """Return the tallies that the metrics need, each once."""
    found: dict[str, TallyFactory] = {}
    for metric in METRICS:
        for name, factory in metric.tallies.items():
            if found.setdefault(name, factory) is not factory:
                raise ValueError(f"two tallies are called {name!r}")
    return found


def reduce_outcome(outcome: Outcome) -> Cell:
    """Return every metric of one outcome."""
    numbers = {}
    for key, metric in NUMBERS.items():
        numbers[key] = float(metric.reduce(outcome))
        if metric.equal is not None:
            numbers[key + EQUAL] = float(metric.equal(outcome))
    return Cell(numbers, {key: table.reduce(outcome) for key, table in TABLES.items()})


def run_cell(
    world: World,
    governance: Governance,
    replication: int,
    inherited: Governance | None = None,
    stop: Callable[[], bool] | None = None,
    workload: Blocks | None = None,
) -> Cell:
    """Simulate one replication of one design and reduce it.

    Args:
        world: The world.
        governance: The design.
        replication: Index of the replication, from 0.
        inherited: The as-found design, which left the stocks at the start; the own one if left
            out.
        stop: Asked between slices; true ends the run.
        workload: What the agents of this replication do, if it was drawn for another design.

    Raises:
        RunStopped: *stop* said so.
    """
    from models.engine.enforcement import enforce
    from models.engine.simulation import simulate

    factories = tally_factories()
    records, tallies = simulate(
        world, governance, replication, factories, inherited, stop, workload
    )
    enforced = enforce(world, governance, replication)
    return reduce_outcome(Outcome(world, enforced, records, tallies))
