"""What a golden case is: a scenario file, a metric of its runs, and a closed form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.comparison import Cell
    from models.compiled import World
    from models.compiled.governance import Row


@dataclass(frozen=True, slots=True)
class Corner:
    """The corner case of a file, as numbers: what closed forms take their parameters from.

    Attributes:
        world: Organisation, workload and experiment.
        row: Control profile of the first fleet on the first platform.
    """

    world: World
    row: Row


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that theory gives by an independent recursion, for want of a closed form.

    Attributes:
        value: The mean.
        error: Its standard error.
    """

    value: float
    error: float


Read = Callable[["Cell", Corner], float]
"""From one replication to one number, in the unit of the case."""


@dataclass(frozen=True, slots=True)
class Variate:
    """A control variate: something of the same runs whose mean is known.

    Attributes:
        read: Its value in one replication.
        mean: Its expected value.
    """

    read: Read
    mean: Callable[[Corner], float]


@dataclass(frozen=True, slots=True)
class Golden:
    """One row of the table of golden values.

    Attributes:
        id: Key, as on the command line.
        mechanism: What is proven, with its number in DESIGN section 4.
        corner: The corner case, in a few words.
        file: Name of the scenario file, without its suffix.
        design: Design of that file.
        unit: Unit of the value; ``share`` is judged by points.
        analytic: The value that theory gives.
        read: The same from one replication.
        through: Increasing function that is applied to the mean over replications and to the ends
            of its interval; left out: none.
        controls: Control variates.
    """

    id: str
    mechanism: str
    corner: str
    file: str
    design: str
    unit: str
    analytic: Callable[[Corner], float | Reference]
    read: Read
    through: Callable[[float, Corner], float] | None = None
    controls: tuple[Variate, ...] = ()


def number(key: str, scale: float = 1.0) -> Read:
    """Return what reads one metric, times a change of unit."""
    return lambda cell, _corner: cell.numbers[key] * scale


def entry(key: str, place: int) -> Read:
    """Return what reads one entry of a table, numerator over denominator."""
    return lambda cell, _corner: float(cell.tables[key][0][place] / cell.tables[key][1][place])
