"""Recording one replication of one design."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.comparison.cell import reduce_outcome, tally_factories
from models.compiled import compile_governance, compile_world
from models.engine.enforcement import enforce
from models.engine.events import KINDS
from models.engine.simulation import simulate
from models.engine.version import ENGINE_VERSION
from models.formats import scenario_text
from models.metrics import Outcome
from models.profile import resolve
from models.trace.recorder import SEPARATOR, Columns
from models.trace.selection import NothingChosen, Selection
from models.trace.trace import Heading, Trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.comparison import Cell
    from models.engine.settled import Stage, Tally
    from models.engine.state import State
    from models.scenario.scenario import Scenario
    from models.trace.hops import Hops

HOPS = "hops of the trace"


def record(
    scenario: Scenario,
    design: str,
    replication: int = 0,
    selection: Selection | None = None,
    stop: Callable[[], bool] | None = None,
) -> tuple[Trace, Cell]:
    """Run one replication of one design again and record it.

    Args:
        scenario: The scenario; its seed is the one that runs.
        design: Id of the design.
        replication: Index of the replication, from 0.
        selection: What is recorded; all agents and a sample of hops by default.
        stop: Asked now and then whether to stop.

    Returns:
        The trace, and the same cell as without recording.

    Raises:
        KeyError: There is no such design.
        NothingChosen: A chosen fleet or agent does not exist.
        RunStopped: *stop* said so.
    """
    wanted = selection or Selection()
    world = compile_world(scenario)
    own, found = (
        compile_governance(world, resolve(scenario, each), scenario)
        for each in (design, scenario.experiment.baseline)
    )
    recorder = Columns(wanted)

    def open_hops(stage: Stage) -> Tally:
        return recorder.open_hops(stage)

    factories = {**tally_factories(), HOPS: open_hops}
    records, tallies = simulate(world, own, replication, factories, found, stop, recorder=recorder)
    tallies.pop(HOPS)
    cell = reduce_outcome(Outcome(world, enforce(world, own, replication), records, tallies))
    return _closed(scenario, design, recorder, cell), cell


def check(scenario: Scenario, selection: Selection) -> None:
    """Refuse fleets that do not exist, before a run.

    Raises:
        NothingChosen: There is no such fleet.
    """
    known = scenario.workload.fleets
    for fleet in sorted(selection.fleets):
        if fleet not in known:
            raise NothingChosen(f"no fleet {fleet!r}; there are {', '.join(known)}")


def _closed(
    scenario: Scenario,
    design: str,
    recorder: Columns,
    cell: Cell,
) -> Trace:
    """Return the trace of a run that is over."""
    state, hops = recorder.state, recorder.hops
    if state is None or hops is None:
        raise RuntimeError("the run that was to be recorded has not begun")
    events = recorder.events()
    kept = hops.in_order_of_time(recorder.selection.most_rows - len(events))
    accounts, agents = state.accounts, state.agents
    heading = _heading(scenario, design, cell, recorder, state, hops)
    return Trace(
        heading,
        events,
        kept,
        agent_fleet=agents.fleet,
        agent_slot=agents.slot,
        agent_generation=agents.generation,
        birth_h=agents.birth_h,
        death_h=agents.death_h,
        account_of=accounts.account_of.astype("int64"),
        user_first=accounts.first_agent,
        user_list=accounts.agent_list,
        account_subject=accounts.subject,
        account_fleet=accounts.fleet,
        account_first=accounts.first_platform,
        account_covers=accounts.covers,
        account_orphan=accounts.orphan,
        created_h=accounts.created_h,
        ended_h=accounts.ended_h,
    )


def _heading(
    scenario: Scenario, design: str, cell: Cell, recorder: Columns, state: State, hops: Hops
) -> Heading:
    world, wanted = state.world, recorder.selection
    return Heading(
        engine=ENGINE_VERSION,
        scenario=scenario_text(scenario),
        design=design,
        seed=world.seed,
        replication=state.replication,
        cell=cell.digest(),
        start_h=-world.warm_up_h,
        horizon_h=world.horizon_h,
        platforms=world.platform_ids,
        resources=world.resource_ids,
        fleets=world.fleets.ids,
        directories=state.governance.directory_ids,
        resource_platform=tuple(world.resource_platform.tolist()),
        directory_of=tuple(state.governance.phases[0].directory_of.tolist()),
        whats=recorder.texts.all(),
        settings=tuple(
            tuple(text.split(SEPARATOR)) if text else () for text in recorder.settings.all()
        ),
        hop_share=hops.share,
        hops_executed=hops.executed,
        left_out={KINDS[kind].id: n for kind, n in sorted(recorder.left_out.items())},
        chosen=(*sorted(wanted.fleets), *sorted(wanted.agents)),
    )
