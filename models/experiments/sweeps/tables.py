"""The result of a sweep as long tables, one value a row.

*Levels*: a row for each (point, design, replication, metric), from which everything else can be
computed.  *Differences*: a row for each (point, target, metric, effect), with its interval.  Both
begin with the point, a column for each setting that was varied, and the seed.
"""

from __future__ import annotations

import csv
import io
import json
import math
from typing import TYPE_CHECKING, Any

from models.metrics import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.comparison import Comparison
    from models.experiments.sweeps.points import Point

    Found = Sequence[tuple[Point, Comparison]]

LEVELS = ("design", "replication", "metric", "unit", "value")
DIFFERENCES = (
    "baseline", "target", "metric", "unit", "headline", "effect", "estimate", "low", "high",
    "method", "n", "call",
)  # fmt: skip


def levels_csv(found: Found) -> str:
    """Return the levels as CSV; an empty field is not defined, ``inf`` has no end."""
    return _csv(found, LEVELS, [row for each in found for row in _levels(*each)])


def differences_csv(found: Found) -> str:
    """Return the paired differences as CSV; `call` is that of the effect where it has one."""
    return _csv(found, DIFFERENCES, [row for each in found for row in _differences(*each)])


def sweep_json(found: Found) -> str:
    """Return points, levels and differences as JSON; numbers that JSON lacks are null or text."""
    whole = {
        "points": [
            {
                "point": point.number,
                "settings": point.settings,
                "seed": comparison.seed,
                "replications": comparison.replications,
                "stopped": comparison.stopped,
                "digest": comparison.digest,
            }
            for point, comparison in found
        ],
        "levels": _records(LEVELS, [row for each in found for row in _levels(*each)]),
        "differences": _records(
            DIFFERENCES, [row for each in found for row in _differences(*each)]
        ),
    }
    return json.dumps(whole, indent=None, separators=(",", ":"), allow_nan=False)


def _levels(point: Point, comparison: Comparison) -> Iterator[tuple[Point, int, list[Any]]]:
    for metric in comparison.metrics:
        unit = NUMBERS[metric.id].unit
        for level in metric.levels:
            for replication, value in enumerate(level.values.tolist()):
                row = [level.design, replication, metric.id, unit, value]
                yield point, comparison.seed, row


def _differences(point: Point, comparison: Comparison) -> Iterator[tuple[Point, int, list[Any]]]:
    for metric in comparison.metrics:
        unit = NUMBERS[metric.id].unit
        for difference in metric.differences:
            calls = {"total": difference.call, "structure": difference.structure_call}
            for effect, interval in difference.effects.items():
                yield point, comparison.seed, [
                    comparison.baseline, difference.target, metric.id, unit, metric.headline,
                    effect, interval.estimate, interval.low, interval.high, interval.method,
                    interval.n, calls.get(effect, ""),
                ]  # fmt: skip


def _csv(found: Found, head: Sequence[str], rows: list[tuple[Point, int, list[Any]]]) -> str:
    names = list(found[0][0].settings) if found else []
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["point", *names, "seed", *head])
    for point, seed, row in rows:
        settings = [_text(point.settings[name]) for name in names]
        writer.writerow([point.number, *settings, seed, *map(_text, row)])
    return out.getvalue()


def _text(value: object) -> str:
    """Return a value as a field that no spreadsheet would run."""
    if isinstance(value, float):
        return "" if math.isnan(value) else repr(value)
    if isinstance(value, dict | list | tuple):
        return json.dumps(value)
    text = str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text


def _records(head: Sequence[str], rows: list[tuple[Point, int, list[Any]]]) -> list[dict[str, Any]]:
    return [
        {"point": point.number, **dict(zip(head, map(_plain, row), strict=True))}
        for point, _seed, row in rows
    ]


def _plain(value: object) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else repr(value)
    return value
