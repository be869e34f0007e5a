"""Cells of previews, computed on any executor and kept for the next edit."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from models.compiled import compile_governance, compile_world
from models.compiled.loads import team_loads
from models.experiments.dispatch import Dispatch, Task
from models.experiments.keys import cell_key, scenario_key
from models.worker.codec import unpack

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Executor

    import numpy.typing as npt

    from models.comparison import Plan
    from models.experiments.control import Control
    from models.scenario.scenario import Scenario

MOST_KEPT = 4000
"""Cells that are kept: numbers only, less than a kilobyte each."""


@dataclass
class Kept:
    """Numbers of cells by their key, the ones last used; undone edits are answered from here."""

    _numbers: OrderedDict[str, Mapping[str, float]] = field(default_factory=OrderedDict)

    def find(self, key: str) -> Mapping[str, float] | None:
        """Return the numbers of a cell, if they are still kept."""
        found = self._numbers.get(key)
        if found is not None:
            self._numbers.move_to_end(key)
        return found

    def keep(self, key: str, numbers: Mapping[str, float]) -> None:
        """Keep the numbers of a cell, and let go of the one longest unused."""
        self._numbers[key] = numbers
        self._numbers.move_to_end(key)
        while len(self._numbers) > MOST_KEPT:
            self._numbers.popitem(last=False)


@dataclass
class Bundle:
    """Cells of one thinned scenario, of the designs that are shown.

    Attributes:
        scenario: The thinned scenario.
        plan: Its designs; only the baseline and the targets are run.
        kept: Where numbers are kept.
        found: Numbers by task.
    """

    scenario: Scenario
    plan: Plan
    kept: Kept
    found: dict[Task, Mapping[str, float]] = field(default_factory=dict)
    _busiest: dict[str, float] = field(default_factory=dict, init=False)
    _shared: str = field(init=False)

    def __post_init__(self) -> None:
        """Find what all cells have in common."""
        self._shared = scenario_key(self.scenario, self.plan.baseline)

    def designs(self) -> dict[str, str]:
        """Return the digests of the designs that are shown by their ids, baseline first."""
        shown = {self.plan.baseline_id: self.plan.baseline}
        return shown | {target.id: target.design for target in self.plan.targets}

    def busiest(self, design: str, whole: Scenario) -> float:
        """Return the load of the busiest team under a design (a digest), 1: it never rests.

        Args:
            design: The design.
            whole: The scenario with all its agents.
        """
        if design not in self._busiest:
            world = compile_world(whole)
            governance, inherited = (
                compile_governance(world, self.plan.profiles[key], whole)
                for key in (design, self.plan.baseline)
            )
            loads = team_loads(world, governance, inherited)
            found = max((each.share for each in loads if not each.analysts), default=0.0)
            self._busiest[design] = found
        return self._busiest[design]

    def missing(self, replications: range) -> list[Task]:
        """Return the cells of some replications that have to be computed."""
        wanted = [Task(r, d) for r in replications for d in dict.fromkeys(self.designs().values())]
        for task in wanted:
            if task not in self.found and (numbers := self.kept.find(self._key(task))) is not None:
                self.found[task] = numbers
        return [task for task in wanted if task not in self.found]

    def compute(self, tasks: list[Task], executor: Executor, control: Control) -> None:
        """Compute cells.

        Raises:
            RunStopped: *control* said so; cells that were whole are kept.
        """
        if not tasks:
            return
        text = self.scenario.model_dump_json(by_alias=True)
        dispatch = Dispatch(executor, text, control, self.plan.name_of)
        for task, blob in dispatch.run(tasks):
            self.found[task] = numbers = unpack(blob).numbers
            self.kept.keep(self._key(task), numbers)

    def values(self, metric: str, design: str, replications: int) -> npt.NDArray[np.float64]:
        """Return one metric of one design (a digest) over replications, (k,)."""
        cells = (self.found[Task(index, design)] for index in range(replications))
        return np.array([cell[metric] for cell in cells], dtype=np.float64)

    def _key(self, task: Task) -> str:
        return cell_key(self._shared, task)
