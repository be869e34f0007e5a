"""Identities that hold exactly in every run of any scenario: Little's, and conservation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.verification.judging import SAME
from models.verification.result import Row, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.comparison import Cell
    from models.compiled import World
    from models.metrics.definition import FloatArray

LITTLE, CONSERVATION = "little", "conservation"


def identities(world: World, cells: Sequence[Cell], title: str) -> Iterator[Row]:
    """Yield a row for each queue, and one for the credentials of all.

    Args:
        world: The organisation.
        cells: Runs of any designs over it.
        title: Of the scenario, for people.
    """
    counted = np.stack([cell.tables["queue_number"][0] for cell in cells])
    summed = np.stack([cell.tables["queue_time"][0] for cell in cells])
    for place, queue in enumerate((*(q.id for q in world.queues), *world.sink_ids)):
        if summed[:, place].any() or counted[:, place].any():
            yield _row(
                f"{LITTLE}_{queue.replace(':', '_')}",
                "Little's identity",
                f"queue of {queue}, {title}",
                "h",
                summed[:, place],
                counted[:, place],
            )
    fates = np.stack([cell.tables["credentials"][0] for cell in cells])
    yield _row(
        CONSERVATION,
        "Conservation",
        f"issued = expired + revoked + live, {title}",
        "n",
        fates[:, 0],
        fates[:, 1:].sum(axis=1),
    )


def _row(
    key: str, mechanism: str, corner: str, unit: str, analytic: FloatArray, found: FloatArray
) -> Row:
    """Return the row of one identity, which must hold in each run."""
    same = bool(np.allclose(found, analytic, rtol=SAME, atol=0.0))
    return Row(
        id=key,
        mechanism=mechanism,
        corner=corner,
        unit=unit,
        analytic=float(analytic.sum()),
        estimate=float(found.sum()),
        half_width=0.0,
        half_width_95=0.0,
        most=0.0,
        standard_errors=0.0 if same else float("inf"),
        replications=0,
        verdict=Verdict.AGREES if same else Verdict.DEVIATES,
    )
