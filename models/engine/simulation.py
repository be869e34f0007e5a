"""One replication of one design: all mechanisms wired together, run, and recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.engine import admission, beginnings, endings, fleet_life
from models.engine.accounting import estate, issue
from models.engine.approval import Approval
from models.engine.authorisation import allow_again
from models.engine.authority import Ledger
from models.engine.background import open_teams, queues
from models.engine.blast_radius import Snapshots
from models.engine.changes import Changes
from models.engine.clock import Clock
from models.engine.compromise import Attacks
from models.engine.data_plane import DataPlane
from models.engine.decisions import Decisions
from models.engine.enforcement import assure, enforce
from models.engine.events import SILENT, Recorder
from models.engine.garbage import seldom_sought
from models.engine.losses import Losses
from models.engine.migration import dates, old_accounts
from models.engine.outages import Outages
from models.engine.paths import Debt
from models.engine.pool import Pool
from models.engine.provisioning import open_accounts
from models.engine.records import Records
from models.engine.replacement import Replacement
from models.engine.reviews import Reviews
from models.engine.revocation import Revocations
from models.engine.secrets import Secrets
from models.engine.settled import Stage
from models.engine.state import State
from models.engine.stocks import provision
from models.engine.takeover import Takeover
from models.engine.visibility import observe
from models.engine.workload import MOST_KEPT_HOPS, Blocks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from models.compiled.governance import Governance
    from models.compiled.world import World
    from models.engine.agents import Agents
    from models.engine.records import Assurance, Flow, Visibility
    from models.engine.settled import Tally, TallyFactory

Results = dict[str, dict[str, "npt.NDArray[np.float64]"]]

PlaneFactory = Callable[..., DataPlane]
"""Makes a data plane, from what `DataPlane` is made from."""


def draw_workload(world: World, replication: int) -> Blocks:
    """Return agents and their work, which no design changes; keeps what it has drawn."""
    agents = fleet_life.draw_agents(world, replication)
    return Blocks(world, agents, replication, keeps_hops=MOST_KEPT_HOPS)


@seldom_sought()
def simulate(  # noqa: PLR0913 - all that a replication may be given, each once
    world: World,
    governance: Governance,
    replication: int,
    factories: Mapping[str, TallyFactory],
    inherited: Governance | None = None,
    stop: Callable[[], bool] | None = None,
    workload: Blocks | None = None,
    *,
    recorder: Recorder = SILENT,
    plane: PlaneFactory = DataPlane,
) -> tuple[Records, Results]:
    """Run one replication.

    Args:
        world: The organisation and its workload.
        governance: The design.
        replication: Index of the replication.
        factories: Tallies to make and run, by name.
        inherited: The design as found, which left the stocks at the start; the own one if left out.
        stop: Asked every few thousand events whether to stop.
        workload: That of another design in the same replication; drawn here if left out.
        recorder: Told of all that happens; no result depends on it.
        plane: Makes the data plane; a slow one gives the same results.

    Returns:
        The tables of the control plane, and what each tally found, by its name.

    Raises:
        RunStopped: If *stop* said so.
        ClockStuck: If a process asks for an impossible time.
    """
    agents = None if workload is None else workload.agents
    state = prepare(world, governance, replication, inherited, stop, agents)
    state.recorder = recorder
    recorder.begin(state)
    visibility = observe(world, state.governance, replication)
    stage = Stage(world, state.governance, state.agents, visibility)
    tallies = {name: make(stage) for name, make in factories.items()}
    decisions = Decisions(stage)
    approval = Approval(state)
    pool = Pool(list(tallies.values()))
    state.plane = _open_plane(state, [pool, decisions, state.unchecked], approval, workload, plane)
    mechanisms = Mechanisms.of(state, approval, visibility)
    mechanisms.start(state)
    state.clock.advance(world.horizon_h)
    flow = state.plane.finish()
    pool.flush()
    assurance = assure(world, governance, replication)
    records = mechanisms.records(state, decisions, flow, visibility, assurance)
    return records, {name: tally.result() for name, tally in tallies.items()}


@dataclass(frozen=True, slots=True)
class Mechanisms:
    """What happens beside the hops."""

    approval: Approval
    outages: Outages
    snapshots: Snapshots
    secrets: Secrets
    reviews: Reviews
    revocations: Revocations
    attacks: Attacks
    losses: Losses
    takeover: Takeover

    @classmethod
    def of(cls, state: State, approval: Approval, visibility: Visibility) -> Mechanisms:
        """Wire all mechanisms of a replication."""
        secrets, reviews = Secrets(state), Reviews(state)
        revocations = Revocations(state, secrets, reviews, Replacement(state, secrets))
        attacks = Attacks(state, secrets, reviews, revocations, visibility)
        return cls(
            approval=approval,
            outages=Outages(state),
            snapshots=Snapshots(state),
            secrets=secrets,
            reviews=reviews,
            revocations=revocations,
            attacks=attacks,
            losses=Losses(state, secrets, attacks.lose),
            takeover=Takeover(state, secrets, approval.withdraw),
        )

    def start(self, state: State) -> None:
        """Put the first events on the clock; at equal times those started first come first."""
        beginnings.tell(state, self.secrets)
        self.snapshots.start()
        self.takeover.start()
        admission.start(state, self.approval)
        self.outages.start()
        self.reviews.start()
        self.revocations.start()
        self.losses.start()
        fleet_life.start(state)
        Changes(state).start()

    def records(
        self,
        state: State,
        decisions: Decisions,
        flow: Flow,
        visibility: Visibility,
        assurance: Assurance,
    ) -> Records:
        """Return all tables, at the horizon."""
        self.revocations.settle()
        compromises = self.attacks.records()
        endings.tell(state, self.revocations.book, self.secrets)
        return Records(
            authority=state.ledger.records(self.snapshots),
            orders=self.revocations.book.orders(state.world, state.agents),
            collateral=self.revocations.collateral(),
            compromises=compromises,
            requests=self.approval.records(),
            first_access=admission.first_accesses(state),
            outages=self.outages.records(),
            queues=queues((*state.teams, *self.attacks.triage), state.world.horizon_h),
            estate=estate(state, decisions, self.reviews, self.secrets),
            flow=flow,
            visibility=visibility,
            assurance=assurance,
            paths=state.debt.records(),
            migration=dates(state),
            old_accounts=old_accounts(state),
        )


def _open_plane(
    state: State,
    tallies: Sequence[Tally],
    approval: Approval,
    workload: Blocks | None = None,
    plane: PlaneFactory = DataPlane,
) -> DataPlane:
    """Return the data plane; hops wait for a directory as long as requests do for an answer."""

    def patience_h(agent: int, platform: int) -> float:
        return state.row(platform, int(state.agents.fleet[agent])).approval_timeout_h

    return plane(
        clock=state.clock,
        world=state.world,
        agents=state.agents,
        blocks=workload or Blocks(state.world, state.agents, state.replication),
        allow=state.allow,
        account_of=state.accounts.account_of,
        agents_of=state.accounts.agents_of,
        tallies=tallies,
        on_stop=approval.stopped,
        patience_h=patience_h,
        unopened=state.unopened,
        recorder=state.recorder,
    )


def prepare(
    world: World,
    governance: Governance,
    replication: int,
    inherited: Governance | None = None,
    stop: Callable[[], bool] | None = None,
    agents: Agents | None = None,
) -> State:
    """Return a replication at its start, without its data plane."""
    own = enforce(world, governance, replication)
    found = own if inherited is None else enforce(world, inherited, replication)
    agents = fleet_life.draw_agents(world, replication) if agents is None else agents
    accounts = open_accounts(world, own, found, replication, agents)
    state = State(
        world=world,
        governance=own,
        inherited=found,
        replication=replication,
        clock=Clock(-world.warm_up_h, stop),
        agents=agents,
        accounts=accounts,
        grants=provision(world, (own, found), replication, agents, accounts),
        allow=np.zeros((len(agents), 2 * world.n_resources), dtype=np.float32),
        controls=own.controls(-world.warm_up_h),
        ledger=Ledger(),
        teams=open_teams(world, replication),
    )
    allow_again(state, np.arange(len(accounts)))
    state.ledger.begin(state)
    issue(state)
    state.debt = Debt(state)
    return state
