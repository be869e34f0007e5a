"""What a panel is drawn from: a comparison, the looks of its designs, and names for people."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from app.charts.lettering import readable
from app.tokens import design_mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.tokens import DesignMark, Theme
    from models.comparison import (
        Comparison,
        Interval,
        Layer,
        Level,
        MetricComparison,
        TableComparison,
    )
    from models.scenario import Scenario

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Names:
    """What a comparison does not hold of its scenario.

    Attributes:
        designs: Ids of all designs in the order of the file, which gives each its colour;
            empty: in the order of the comparison.
        platforms: Titles of platforms by id.
    """

    designs: Sequence[str] = ()
    platforms: Mapping[str, str] = field(default_factory=dict)


def names_of(scenario: Scenario) -> Names:
    """Return order of designs and titles of platforms of *scenario*."""
    platforms = scenario.organisation.platforms
    return Names(
        designs=tuple(scenario.designs),
        platforms={key: each.title for key, each in platforms.items() if each.title},
    )


@dataclass(frozen=True, slots=True)
class Look:
    """How one design is shown.

    Attributes:
        id: Id of the design.
        title: Its name, literal, on one line.
        mark: Colour, marker and dash.
    """

    id: str
    title: str
    mark: DesignMark


@dataclass(frozen=True, slots=True)
class Subject:
    """One comparison as panels see it.

    Attributes:
        comparison: What is shown.
        looks: Designs in the order of the comparison, baseline first.
        names: Names from the scenario.
    """

    comparison: Comparison
    looks: tuple[Look, ...]
    names: Names

    def table(self, key: str) -> TableComparison | None:
        """Return a table metric, or None where the comparison has none."""
        return next((table for table in self.comparison.tables if table.id == key), None)

    def metric(self, key: str) -> MetricComparison | None:
        """Return a number metric, or None where the comparison has none."""
        return next((metric for metric in self.comparison.metrics if metric.id == key), None)

    def layers(self, table: TableComparison) -> list[tuple[Look, Layer]]:
        """Return each design that *table* holds, with its layer."""
        by_id = {layer.design: layer for layer in table.layers}
        return [(look, by_id[look.id]) for look in self.looks if look.id in by_id]

    def levels(self, metric: MetricComparison) -> list[tuple[Look, Level]]:
        """Return each design that *metric* holds, with its level."""
        by_id = {level.design: level for level in metric.levels}
        return [(look, by_id[look.id]) for look in self.looks if look.id in by_id]

    def look(self, design: str) -> Look:
        """Return the look of a design; raise ``KeyError`` where it is not compared."""
        for look in self.looks:
            if look.id == design:
                return look
        raise KeyError(design)

    def platform(self, key: str) -> str:
        """Return the name of a platform, literal, on one line."""
        return readable(self.names.platforms.get(key, key.replace("_", " ")))

    def headline(self) -> list[MetricComparison]:
        """Return the headline metrics."""
        return [metric for metric in self.comparison.metrics if metric.headline]


def subject_of(comparison: Comparison, theme: Theme, names: Names) -> Subject:
    """Return *comparison* with the looks of its designs in *theme*."""
    order = [*names.designs]
    order += [column.id for column in comparison.columns if column.id not in order]
    looks = tuple(
        Look(
            column.id,
            readable(column.title or column.id) or column.id,
            design_mark(theme, order.index(column.id)),
        )
        for column in comparison.columns
    )
    return Subject(comparison, looks, names)


def decided(interval: Interval) -> bool:
    """Return whether an interval can be shown and lies on one side of 0."""
    if interval.method == "none" or not math.isfinite(interval.estimate):
        return False
    return interval.low > 0 or interval.high < 0


def is_drawable(interval: Interval) -> bool:
    """Return whether an interval has a place on an axis."""
    return all(map(math.isfinite, (interval.estimate, interval.low, interval.high)))
