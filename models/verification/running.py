"""Running the golden cases: ordinary files, the ordinary engine, any executor."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.comparison import plan_designs
from models.compiled import compile_governance, compile_world
from models.engine.version import ENGINE_VERSION
from models.errors import ModelError
from models.experiments import Control, LocalProcesses, Task
from models.experiments.dispatch import Dispatch
from models.formats import read_scenario
from models.metrics import NUMBERS
from models.verification.golden import Corner, Golden
from models.verification.identities import identities
from models.verification.judging import judge
from models.verification.registry import CASES, IDENTITIES, case_ids
from models.verification.result import Row, Verification
from models.worker.codec import unpack

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from concurrent.futures import Executor
    from pathlib import Path

    from models.comparison import Cell
    from models.scenario.scenario import Scenario

FOLDER = "verify"
"""Where the golden files are, below the folder of bundled scenarios."""

ON_IDENTITIES = "three_assistants"
"""Bundled scenario on which identities are checked."""

RUNS_FOR_IDENTITIES = 2


class UnknownCaseError(ModelError):
    """A case was asked for that there is not."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a verification is.

    Attributes:
        done: Runs that are there.
        total: Runs in all.
        title: Title of the file that runs.
    """

    done: int
    total: int
    title: str


OnProgress = Callable[[Progress], None]


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
    total, done = sum(len(file.tasks) for file in files), 0
    tell, held = on_progress or (lambda _progress: None), control or Control()
    found: dict[str, Row] = {}
    with LocalProcesses() if executor is None else nullcontext(executor) as where:
        for file in files:
            cells: dict[Task, Cell] = {}
            text = file.scenario.model_dump_json(by_alias=True)
            for task, blob in Dispatch(where, text, held).run(file.tasks):
                cells[task] = unpack(blob)
                done += 1
                tell(Progress(done, total, file.scenario.title))
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
        scenario = _read(folder / FOLDER / f"{name}.yaml", seed)
        yield scenario, cases, scenario.experiment.replications.at_most
    if wanted & set(IDENTITIES):
        yield _read(folder / f"{ON_IDENTITIES}.yaml", seed), [], RUNS_FOR_IDENTITIES


def _read(path: Path, seed: int | None) -> Scenario:
    scenario = read_scenario(path, metrics=NUMBERS)
    if seed is None:
        return scenario
    experiment = scenario.experiment.model_copy(update={"seed": seed})
    return scenario.model_copy(update={"experiment": experiment})
