"""Running the golden cases: ordinary files, the ordinary engine, any executor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.comparison import plan_designs
from models.compiled import compile_governance, compile_world
from models.engine.version import ENGINE_VERSION
from models.errors import ModelError
from models.experiments import Task
from models.verification.computing import compute, read_seeded
from models.verification.golden import Corner, Golden
from models.verification.identities import identities
from models.verification.judging import judge
from models.verification.registry import CASES, IDENTITIES, case_ids
from models.verification.result import Row, Verification

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from concurrent.futures import Executor
    from pathlib import Path

    from models.comparison import Cell
    from models.experiments import Control
    from models.scenario.scenario import Scenario
    from models.verification.computing import OnProgress

FOLDER = "verify"
"""Where the golden files are, below the folder of bundled scenarios."""

ON_IDENTITIES = "three_assistants"
"""Bundled scenario on which identities are checked."""

RUNS_FOR_IDENTITIES = 2


class UnknownCaseError(ModelError):
    """A case was asked for that there is not."""


@dataclass
class _File:
    """One scenario file with what it has to run."""

    scenario: Scenario
    golden: list[Golden]
    replications: int
    designs: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        plan = plan_designs(self.scenario)
        found = {plan.baseline_id: plan.baseline, **{t.id: t.design for t in plan.targets}}
        wanted = {golden.design for golden in self.golden} or set(found)
        self.designs = {name: digest for name, digest in found.items() if name in wanted}

    @property
    def tasks(self) -> list[Task]:
        """All runs, replication by replication."""
        designs = dict.fromkeys(self.designs.values())
        return [Task(n, design) for n in range(self.replications) for design in designs]

    def corner(self, design: str) -> Corner:
        """Return the parameters of one design."""
        plan, world = plan_designs(self.scenario), compile_world(self.scenario)
        profile = plan.profiles[self.designs[design]]
        return Corner(world, compile_governance(world, profile, self.scenario).phases[0].at(0, 0))

    def rows(self, cells: dict[Task, Cell]) -> Iterator[Row]:
        """Yield the rows of the file from its runs."""
        for golden in self.golden:
            design = self.designs[golden.design]
            mine = [cells[Task(n, design)] for n in range(self.replications)]
            yield judge(golden, self.corner(golden.design), mine)
        if not self.golden:
            ordered = [cells[task] for task in self.tasks]
            yield from identities(compile_world(self.scenario), ordered, self.scenario.title)


def verify(
    folder: Path,
    executor: Executor | None = None,
    ids: Collection[str] = (),
    seed: int | None = None,
    on_progress: OnProgress | None = None,
    control: Control | None = None,
) -> Verification:
    """Run golden cases and judge them.

    Args:
        folder: Folder of the bundled scenarios.
        executor: Where runs are computed, any `concurrent.futures.Executor`; it is left open.
            Default: processes of this machine.
        ids: Cases to run; default: all.
        seed: Seed of every file; default: that of each file.
        on_progress: Told after every run.
        control: Pauses, resumes and cancels, from any thread.

    Returns:
        The table; the same for any executor.

    Raises:
        UnknownCaseError: One of *ids* is none.
        RunStopped: *control* said so.
        ModelError: A file cannot be read or run.
    """
    wanted = _wanted(ids)
    files = [_File(*each) for each in _files(folder, wanted, seed)]
    found: dict[str, Row] = {}
    runs = compute([(file.scenario, file.tasks) for file in files], executor, on_progress, control)
    for file, cells in zip(files, runs, strict=True):
        found |= {row.id: row for row in file.rows(cells)}
    order = [golden.id for golden in CASES if golden.id in found]
    rest = [key for key in found if key not in order and key.startswith(tuple(wanted))]
    return Verification(tuple(found[key] for key in (*order, *rest)), seed, ENGINE_VERSION)


def _wanted(ids: Collection[str]) -> set[str]:
    known = case_ids()
    for key in ids:
        if key not in known:
            raise UnknownCaseError(
                f"`{key}`: there is no such case to verify; known are: {', '.join(known)}"
            )
    return set(ids or known)


def _files(
    folder: Path, wanted: set[str], seed: int | None
) -> Iterator[tuple[Scenario, list[Golden], int]]:
    """Yield each scenario with its cases and how many replications it takes."""
    by_file: dict[str, list[Golden]] = {}
    for golden in CASES:
        if golden.id in wanted:
            by_file.setdefault(golden.file, []).append(golden)
    for name, cases in by_file.items():
        scenario = read_seeded(folder / FOLDER / f"{name}.yaml", seed)
        yield scenario, cases, scenario.experiment.replications.at_most
    if wanted & set(IDENTITIES):
        yield read_seeded(folder / f"{ON_IDENTITIES}.yaml", seed), [], RUNS_FOR_IDENTITIES
