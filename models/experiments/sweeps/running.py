"""Running a sweep: one comparison after another, cells shared between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.experiments.compare import compare
from models.experiments.store import CellsOnly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor

    from models.comparison import Comparison
    from models.experiments.control import Control
    from models.experiments.progress import Progress
    from models.experiments.store import Store
    from models.experiments.sweeps.points import Point


@dataclass(frozen=True, slots=True)
class SweepProgress:
    """How far a sweep is.

    Attributes:
        point: Number of the point under way, from 0.
        points: How many there are.
        inside: How far that point is.
    """

    point: int
    points: int
    inside: Progress


def sweep(
    points: Sequence[Point],
    executor: Executor,
    library: Store | None = None,
    on_progress: Callable[[SweepProgress], None] | None = None,
    control: Control | None = None,
) -> Iterator[tuple[Point, Comparison]]:
    """Yield the comparison at each point, in order, as they end.

    Cells of equal content are run once: a setting of one design leaves the others' cells as they
    are, and a point that equals the base takes all of its.

    Args:
        points: The points.
        executor: Where cells are computed; left open.
        library: Where cells are looked for and kept; default: in memory, for this sweep.
        on_progress: Told at most 20 times a second.
        control: Pauses and cancels.

    Raises:
        RunStopped: *control* said so; what was yielded stands.
        ModelError: A point cannot be run.
    """
    store = CellsOnly(library if library is not None and library.keeps_runs else None)
    for point in points:

        def tell(inside: Progress, number: int = point.number) -> None:
            if on_progress is not None:
                on_progress(SweepProgress(number, len(points), inside))

        yield point, compare(point.scenario, executor, store, tell, control)
