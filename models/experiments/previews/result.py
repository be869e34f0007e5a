"""A preview: everything that a window shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from models.comparison import Comparison, Interval
    from models.scenario.scenario import Scenario

Status = Literal["previewed", "exact", "not previewed"]
"""Whether a number was estimated from a sample; holds without one; or is the last full run's."""


@dataclass(frozen=True, slots=True)
class FullRun:
    """The last full run, against which edits are previewed.

    Attributes:
        scenario: The scenario that was run.
        comparison: What came of it.
    """

    scenario: Scenario
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Reading:
    """One metric in one design.

    Attributes:
        design: Id of the design.
        level: The metric; of the last full run where it is not previewed.
        level_status: What `level` rests on.
        difference: To the baseline; ``None`` for the baseline itself.
        difference_status: What `difference` rests on.
        moved: By how much the edit moves the level, as seen in the sample; ``nan``: not known.
    """

    design: str
    level: Interval
    level_status: Status
    difference: Interval | None
    difference_status: Status
    moved: float


@dataclass(frozen=True, slots=True)
class MetricPreview:
    """One number metric over all designs.

    Attributes:
        id: Key of the metric.
        headline: True where the scenario names it.
        readings: By design, baseline first.
    """

    id: str
    headline: bool
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sample says of an edit.

    Attributes:
        metrics: Number metrics, headline ones first.
        agents: Agents simulated, by fleet.
        of_agents: Agents of the scenario, by fleet.
        horizon_h: Length of a simulated replication.
        of_horizon_h: That of the scenario.
        replications: Replications used, of every design.
        against_full: Whether a full run was known, to which the changes were added.
        elapsed_s: Wall time from the question to the answer.
        text: Sample, horizon, replications and what is not previewed, in one or two sentences.
        still: Why an edit of a design moves no headline metric; empty: it moves one, or is none.
    """

    metrics: tuple[MetricPreview, ...]
    agents: dict[str, int]
    of_agents: dict[str, int]
    horizon_h: float
    of_horizon_h: float
    replications: int
    against_full: bool
    elapsed_s: float
    text: str
    still: str

    def metric(self, key: str) -> MetricPreview:
        """Return one metric by id; raise ``KeyError`` where there is none."""
        for metric in self.metrics:
            if metric.id == key:
                return metric
        raise KeyError(key)
