"""A comparison: everything that charts, tables, report and command line show.

It is plain data, made from cells by `models.comparison.compare_cells`, written as JSON and
read back without loss.  Nothing above computes a statistic of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

Call = Literal["better", "worse", "undecided", "exploratory", "equal"]
"""What a paired difference says: better or worse only for headline metrics whose interval
excludes 0; ``equal`` where every replication is bit-identical."""

Method = Literal["t", "median", "identical", "none"]
"""How an interval was made: Student's t on paired differences; order statistics of their
median (skewed); all differences equal; or none can be shown."""

Strength = Literal["finding", "cost", "undecided", "note"]
"""What a sentence of the verdict is: a gain, a cost, something open, or a remark."""

Effect = Literal["total", "structure", "settings", "interaction", "assumptions"]
"""Parts of a difference: target - baseline as a whole; its structure (mean over both
settings); its settings (mean over both structures); their interaction; and the part that goes when
assumption values of the target are put back to as-found (``assumptions``)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its 95 % interval.

    Attributes:
        estimate: Mean, or median where ``method`` is ``median``; ``nan``: none.
        low: Lower end.
        high: Upper end.
        method: How it was made.
        n: Replications used.
    """

    estimate: float
    low: float
    high: float
    method: Method
    n: int


@dataclass(frozen=True, slots=True)
class Level:
    """One metric in one design.

    Attributes:
        design: Id of the design (a column).
        values: One number per replication in index order, (n,); ``nan`` undefined, ``inf`` never.
        interval: Estimate of the level.
    """

    design: str
    values: FloatArray
    interval: Interval


@dataclass(frozen=True, slots=True)
class Difference:
    """One metric, one target design against the baseline, taken apart.

    Attributes:
        target: Id of the target design.
        effects: Paired difference (target - baseline in the metric's unit) by effect.
        ratio: Target / baseline in the median replication; ``None`` where a baseline is 0.
        correlation: Achieved correlation of the pairs; ``nan`` where undefined.
        assumption_share: Share of the total difference that goes when assumption values are
            put back to as-found, with interval where it can be given; ``None``: no difference.
        call: What the total difference says.
        structure_call: What the structure effect says.
        sign_changes: True where the sign changes under equal sensitivity weights.
    """

    target: str
    effects: dict[Effect, Interval]
    ratio: Interval | None
    correlation: float
    assumption_share: Interval | None
    call: Call
    structure_call: Call
    sign_changes: bool = False


@dataclass(frozen=True, slots=True)
class MetricComparison:
    """One number metric over all designs.

    Attributes:
        id: Key of the metric; name, unit and text come from `models.metrics`.
        headline: True where the scenario named it.
        levels: By design, baseline first, then targets in file order (no hybrids).
        differences: One per target.
    """

    id: str
    headline: bool
    levels: tuple[Level, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """One table metric in one design, pooled over replications.

    Attributes:
        design: Id of the design.
        value: Pooled value, any shape.
        low: Lower end of the 95 % bootstrap band, same shape.
        high: Upper end.
    """

    design: str
    value: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, slots=True)
class TableComparison:
    """One table metric over all designs.

    Attributes:
        id: Key of the metric.
        axes: Names of the axes.
        grid: Labels or positions along each axis.
        layers: By design, baseline first.
    """

    id: str
    axes: tuple[str, ...]
    grid: tuple[tuple[str, ...] | FloatArray, ...]
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A design that is shown.

    Attributes:
        id: Id in the scenario.
        title: For people.
        facts: Values that have a source.
        choices: Values that the organisation decided.
        assumptions: All other values.
    """

    id: str
    title: str
    facts: int
    choices: int
    assumptions: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One generated sentence of the verdict.

    Attributes:
        text: Plain text.
        metric: Id of the metric it rests on, or "".
        target: Id of the target design, or "".
        strength: ``finding``, ``cost``, ``undecided`` or ``note``.
    """

    text: str
    metric: str
    target: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole result.

    Attributes:
        scenario: Title of the scenario.
        question: The question it answers.
        seed: Seed of the experiment.
        horizon_h: Length of a replication.
        warm_up_h: Warm-up before it.
        follow_up_h: Follow-up of each order (tau).
        replications: How many were used.
        stopped: Why no more were run, one sentence.
        baseline: Id of the baseline design.
        columns: Designs shown, baseline first.
        metrics: Number metrics in the order of `models.metrics`, headline ones first.
        tables: Table metrics.
        verdict: Generated sentences.
        digest: SHA-256 over all cells used.
        engine_version: Version of the engine.
        reused: Cells answered from the library.
        computed: Cells run now.
    """

    scenario: str
    question: str
    seed: int
    horizon_h: float
    warm_up_h: float
    follow_up_h: float
    replications: int
    stopped: str
    baseline: str
    columns: tuple[Column, ...]
    metrics: tuple[MetricComparison, ...]
    tables: tuple[TableComparison, ...]
    verdict: tuple[Sentence, ...]
    digest: str
    engine_version: str
    reused: int
    computed: int

    def metric(self, key: str) -> MetricComparison:
        """Return one number metric by id; raise ``KeyError`` where there is none."""
        for metric in self.metrics:
            if metric.id == key:
                return metric
        raise KeyError(key)

    def table(self, key: str) -> TableComparison:
        """Return one table metric by id; raise ``KeyError`` where there is none."""
        for table in self.tables:
            if table.id == key:
                return table
        raise KeyError(key)
