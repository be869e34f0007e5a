"""What a run says before it has ended: the comparison of the replications that are whole."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.comparison import Comparison, compare_cells
from models.experiments.dispatch import Task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.comparison import Cell, Plan
    from models.scenario.scenario import Scenario

OnPartial = Callable[[Comparison, int], None]
"""Told of a comparison, and after how many replications the run should end by now."""

LEAST_WHOLE = 2
"""Replications from which there is an interval."""

SHARE = 0.1
"""Share of the time of a run that comparisons before its end may take."""


@dataclass
class PartialTeller:
    """Compares what is there, seldom enough to cost little.

    What it tells informs and decides nothing: the stopping rule never sees it, and a run with a
    listener ends with the same bytes as one without.

    Attributes:
        scenario: The scenario.
        plan: Its designs.
        cells: Cells that are there; grows as the run goes on.
        on_partial: Who is told.
    """

    scenario: Scenario
    plan: Plan
    cells: Mapping[Task, Cell]
    on_partial: OnPartial
    _told: int = 0
    _next_s: float = 0.0

    def tell(self, expected: int) -> None:
        """Tell what the first replications say, if there are more of them than last time.

        Args:
            expected: Replications after which the run should end.
        """
        started_s = time.monotonic()
        whole = self._whole() if started_s >= self._next_s else 0
        if whole < LEAST_WHOLE or whole == self._told:
            return
        self._told = whole
        by_design = {
            design: [self.cells[Task(index, design)] for index in range(whole)]
            for design in self.plan.profiles
        }
        self.on_partial(compare_cells(self.scenario, self.plan, by_design), max(expected, whole))
        ended_s = time.monotonic()
        self._next_s = ended_s + (ended_s - started_s) * (1.0 / SHARE - 1.0)

    def _whole(self) -> int:
        """Return how many replications are whole, from the first on without a gap."""
        count = self._told
        while all(Task(count, design) in self.cells for design in self.plan.profiles):
            count += 1
        return count
