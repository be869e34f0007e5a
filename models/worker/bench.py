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
    from models.scenario.scenario import Scenario


@dataclass
class Bench:
    """One scenario, compiled once; its designs, compiled when first asked for.

    Attributes:
        scenario: The scenario.
        plan: Which designs an experiment runs.
        world: What no design changes.
    """

    scenario: Scenario
    plan: Plan = field(init=False)
    world: World = field(init=False)
    _governances: dict[str, Governance] = field(default_factory=dict, init=False)

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
        return run_cell(self.world, self.governance(digest), replication, inherited, stop)
