"""Where a worker keeps what it has loaded, so that a cell costs only its run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.comparison import Cell, plan_designs, run_cell
from models.compiled import compile_governance, compile_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.comparison import Plan
    from models.compiled import Governance, World
    from models.engine.workload import Blocks
    from models.scenario.scenario import Scenario


@dataclass
class Bench:
    """One scenario, compiled once; its designs, compiled when first asked for.

    Attributes:
        scenario: The scenario.
        plan: Which designs an experiment runs.
        world: What no design changes.

    The workload of the replication last asked for is kept, since the next design meets the same.
    """

    scenario: Scenario
    plan: Plan = field(init=False)
    world: World = field(init=False)
    _governances: dict[str, Governance] = field(default_factory=dict, init=False)
    _workload: Blocks | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Compile what all designs share."""
        self.plan = plan_designs(self.scenario)
        self.world = compile_world(self.scenario)

    def governance(self, digest: str) -> Governance:
        """Return the compiled design with this digest.

        Raises:
            KeyError: The scenario's experiment has no such design.
        """
        if digest not in self._governances:
            profile = self.plan.profiles[digest]
            self._governances[digest] = compile_governance(self.world, profile, self.scenario)
        return self._governances[digest]

    def run(self, digest: str, replication: int, stop: Callable[[], bool] | None = None) -> Cell:
        """Return one replication of one design.

        Raises:
            KeyError: No such design.
            RunStopped: *stop* said so.
        """
        inherited = self.governance(self.plan.baseline)
        workload = self._drawn(replication)
        return run_cell(self.world, self.governance(digest), replication, inherited, stop, workload)

    def _drawn(self, replication: int) -> Blocks:
        from models.engine.simulation import draw_workload

        if self._workload is None or self._workload.replication != replication:
            self._workload = draw_workload(self.world, replication)
        return self._workload
