"""Comparisons that are degenerate, huge or hostile."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tests.models.comparison import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.comparison import Comparison, Layer, TableComparison


def one_design() -> Comparison:
    whole = samples.comparison(10)
    return replace(
        whole,
        columns=whole.columns[:1],
        metrics=tuple(replace(m, levels=m.levels[:1], differences=()) for m in whole.metrics),
        tables=tuple(replace(t, layers=t.layers[:1]) for t in whole.tables),
    )


def five_designs() -> Comparison:
    whole = samples.comparison(10)
    more = ("fourth", "fifth")
    columns = tuple(replace(whole.columns[1], id=key, title=f"The {key} design") for key in more)
    return replace(
        whole,
        columns=whole.columns + columns,
        metrics=tuple(
            replace(
                m,
                levels=m.levels + tuple(replace(m.levels[1], design=key) for key in more),
                differences=m.differences
                + tuple(replace(m.differences[0], target=key) for key in more),
            )
            for m in whole.metrics
        ),
        tables=tuple(
            replace(t, layers=t.layers + tuple(replace(t.layers[1], design=key) for key in more))
            for t in whole.tables
        ),
    )


def _filled(number: float) -> Callable[[Layer], Layer]:
    def fill(layer: Layer) -> Layer:
        same = np.full_like(layer.value, number)
        return replace(layer, value=same, low=same, high=same)

    return fill


def filled(number: float) -> Comparison:
    """Every table and level holds the same number: ``nan``, ``inf`` or 0."""
    whole = samples.comparison(2)
    fill = _filled(number)
    metrics = []
    for metric in whole.metrics:
        levels = tuple(
            replace(
                level,
                values=np.full_like(level.values, number),
                interval=replace(level.interval, estimate=number, low=number, high=number),
            )
            for level in metric.levels
        )
        metrics.append(replace(metric, levels=levels))
    tables = tuple(replace(t, layers=tuple(map(fill, t.layers))) for t in whole.tables)
    return replace(whole, metrics=tuple(metrics), tables=tables)


def without_intervals() -> Comparison:
    """Two replications of skewed metrics: estimates, but no intervals."""
    whole = samples.comparison(2)
    nan = float("nan")
    metrics = []
    for metric in whole.metrics:
        differences = tuple(
            replace(
                d,
                effects={k: replace(e, low=nan, high=nan, method="none")
                         for k, e in d.effects.items()},
                call="undecided", structure_call="undecided", ratio=None, assumption_share=None,
            )
            for d in metric.differences
        )  # fmt: skip
        metrics.append(replace(metric, differences=differences))
    return replace(whole, metrics=tuple(metrics))


def many_platforms(count: int = 99) -> Comparison:
    whole = samples.comparison(10)
    names = tuple(f"sandbox_project_number_{i:03d}_of_the_old_organisation" for i in range(count))

    def stretched(table: TableComparison) -> TableComparison:
        if table.axes[0] != "platform":
            return table
        rows = np.arange(count) % 6

        def stretch(layer: Layer) -> Layer:
            return replace(
                layer, value=layer.value[rows], low=layer.low[rows], high=layer.high[rows]
            )

        layers = tuple(map(stretch, table.layers))
        return replace(table, grid=(names, *table.grid[1:]), layers=layers)

    return replace(whole, tables=tuple(map(stretched, whole.tables)))


def without_headline() -> Comparison:
    whole = samples.comparison(10)
    return replace(whole, metrics=tuple(replace(m, headline=False) for m in whole.metrics))


def all_headline() -> Comparison:
    whole = samples.comparison(10)
    return replace(whole, metrics=tuple(replace(m, headline=True) for m in whole.metrics))


ODD: dict[str, Callable[[], Comparison]] = {
    "plain": samples.comparison,
    "hostile names": samples.awkward,
    "two designs": samples.two_designs,
    "one design": one_design,
    "five designs": five_designs,
    "undefined": lambda: filled(float("nan")),
    "endless": lambda: filled(float("inf")),
    "nothing": lambda: filled(0.0),
    "no intervals": without_intervals,
    "many platforms": many_platforms,
    "no headline": without_headline,
    "all headline": all_headline,
}
