"""How far a run is, how long it should still take, and how sure its headline is by now."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.comparison import Precision, precisions
from models.experiments.control import Control
from models.experiments.dispatch import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.comparison import Cell, Plan
    from models.scenario.scenario import Scenario

FIRST_LOOK = 10
"""Replications before the first look at an interval (DESIGN 5b)."""

LEAST_PAUSE_S = 0.05
"""Progress is told at most 20 times a second."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        done: Cells that are there.
        total: Cells of the current round and all before it.
        expected: Cells until the stopping rule should be met, judged by the intervals so far.
        most: Cells if every replication is needed.
        reused: Cells that came from the library.
        elapsed_s: Seconds since the start.
        left_s: Seconds that the whole run should still take, to `expected`; ``nan`` until known.
        precisions: Headline differences by the replications that are whole so far.  They inform;
            the stopping rule looks only after a round.
    """

    done: int
    total: int
    expected: int
    most: int
    reused: int
    elapsed_s: float
    left_s: float
    precisions: tuple[Precision, ...] = ()


def looks(at_least: int, at_most: int) -> list[int]:
    """Return after how many replications the stopping rule is looked at, ascending."""
    found, n = [], max(FIRST_LOOK, 2)
    while n < at_most:
        if n >= at_least:
            found.append(n)
        n *= 2
    return [*found, at_most]


@dataclass
class Teller:
    """Tells of progress, seldom enough to cost nothing.

    Attributes:
        scenario: The scenario.
        plan: Its designs.
        cells: Cells that are there; grows as the run goes on.
        on_progress: Who is told.
        control: Knows how long the run was paused: that is no time that its cells took.
        reused: Cells that came from the library.
        computed: Cells that were run.
    """

    scenario: Scenario
    plan: Plan
    cells: Mapping[Task, Cell]
    on_progress: Callable[[Progress], None]
    control: Control = field(default_factory=Control)
    reused: int = 0
    computed: int = 0
    _started_s: float = field(default_factory=time.monotonic)
    _first_s: float = math.nan
    _told_s: float = -math.inf
    _whole: int = 0
    _precisions: tuple[Precision, ...] = ()

    def begin(self) -> None:
        """Remember when the first cell was asked for."""
        if math.isnan(self._first_s):
            self._first_s = self._worked_s()

    def tell(self, left: int) -> None:
        """Tell how far the run is, unless that was told a moment ago.

        Args:
            left: Cells of this round that are not there yet; the last is always told.
        """
        now_s = time.monotonic()
        if left and now_s - self._told_s < LEAST_PAUSE_S:
            return
        self._told_s = now_s
        self._look()
        width, rule = len(self.plan.profiles), self.scenario.experiment.replications
        done, most = len(self.cells), rule.at_most * width
        expected = min(most, max(done + left, self.replications_expected * width))
        self.on_progress(
            Progress(
                done=done,
                total=done + left,
                expected=expected,
                most=most,
                reused=self.reused,
                elapsed_s=now_s - self._started_s,
                left_s=self._left_s(expected - done),
                precisions=self._precisions,
            )
        )

    def _worked_s(self) -> float:
        """Return the time by a clock that stands while the run is paused."""
        return time.monotonic() - self.control.paused_s

    def _left_s(self, cells: int) -> float:
        if not cells:
            return 0.0
        spent_s = self._worked_s() - self._first_s
        return spent_s / self.computed * cells if self.computed else math.nan

    def _look(self) -> None:
        """Look at the intervals anew where a replication has become whole."""
        designs = self.plan.profiles
        indices = {task.replication for task in self.cells}
        whole = [n for n in sorted(indices) if all(Task(n, d) in self.cells for d in designs)]
        if len(whole) == self._whole or len(whole) < 2:
            return
        self._whole = len(whole)
        by_design = {d: [self.cells[Task(n, d)] for n in whole] for d in designs}
        self._precisions = tuple(precisions(self.scenario, self.plan, by_design))

    @property
    def replications_expected(self) -> int:
        """After how many replications the rule should be met: a half-width falls as 1/√n."""
        rule = self.scenario.experiment.replications
        planned = looks(rule.at_least, rule.at_most)
        if not self._precisions:
            return planned[0]
        needed = 0.0
        for each in self._precisions:
            if each.enough > 0 and not math.isnan(each.half_width):
                needed = max(needed, self._whole * (each.half_width / each.enough) ** 2)
            elif not math.isnan(each.half_width) and each.half_width > 0:
                needed = math.inf
        return next((n for n in planned if n >= needed), planned[-1])
