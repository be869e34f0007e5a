"""The organisation, workload, incidents and experiment as arrays: all that no design changes.

Letters in shapes: P platforms, R resources, F fleets, T teams, S log sinks, C classes of
sensitivity.  A *code* names a hop's aim: ``r`` is a needed thing of resource r, ``R + r`` a
thing of resource r outside the agent's designed scope.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from models.compiled.sampler import Sampler

if TYPE_CHECKING:
    from models.compiled.keys import KeyArray

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

NO_WORK = Sampler("constant", 0.0, 0.0, 0.0)

EVENT_CLASSES = ("auth", "control", "data")

EDGE_KINDS = ("role_assumption", "secret_in_resource", "escalation")
"""How a trust edge leads on."""

ROLE_ASSUMPTION, SECRET_IN_RESOURCE, ESCALATION = range(len(EDGE_KINDS))


@dataclass(frozen=True, slots=True)
class Queue:
    """A team seen as servers of requests and tickets.

    Attributes:
        id: Id of the team.
        servers: People who work on it, at least 1.
        open_hour: True for each hour of the week in which the team works, shape (168,).
        background_per_h: Other tickets, per hour.
        background_h: Working time of one of them, hours.
    """

    id: str
    servers: int
    open_hour: BoolArray
    background_per_h: float = 0.0
    background_h: Sampler = NO_WORK


@dataclass(frozen=True, slots=True)
class Fleets:
    """Fleets as arrays, shapes (F, ...).

    Attributes:
        ids: Ids in file order.
        keys: Stable keys, (F,).
        agents: Agents at the start, (F,).
        tasks_per_h: Tasks per agent and hour, mean over a week, (F,).
        novelty: Share of hops outside the designed scope, (F,).
        growth_per_month: New agents per month and agent at the start, (F,).
        lifetime: One sampler a fleet, hours.
        aim: Probability of each code in a hop, (F, 2R); a row sums to 1.
        needed: Things each agent needs of each resource, (F, R).
        owner_changes_per_h: Changes of owner per fleet and hour, (F,).
        purpose_changes_per_h: Changes of purpose per fleet and hour, (F,).
        owner: Index of the owning team, or -1, (F,).
    """

    ids: tuple[str, ...]
    keys: KeyArray
    agents: IntArray
    tasks_per_h: FloatArray
    novelty: FloatArray
    growth_per_month: FloatArray
    lifetime: tuple[Sampler, ...]
    aim: FloatArray
    needed: IntArray
    owner: IntArray
    owner_changes_per_h: FloatArray
    purpose_changes_per_h: FloatArray


@dataclass(frozen=True, slots=True)
class Happening:
    """One incident at one time.

    Attributes:
        id: Id of the incident in the scenario.
        number: Which repetition, from 0.
        at_h: When, hours.
        kind: ``order``, ``leak``, ``hijack``, ``outage``, ``directory_compromise`` or
            ``vault_leak``.
        fleet: Index of the fleet, or -1 for any.
        platform: Index of the platform, or -1.
        directory: Id of the directory that is out or compromised (``local:<platform>`` for own
            users), or "".
        agents: How many agents are drawn; 0: all of the fleet.
        reason: ``retired``, ``incident`` or ``drill``.
        lasts_h: Length of an outage, hours.
        vault: Index of the vault that leaks, or -1.
        place: Place in the fleet, from 0, of the one agent that it is about, or -1.
    """

    id: str
    number: int
    at_h: float
    kind: str
    fleet: int
    platform: int
    directory: str
    agents: int
    reason: str
    lasts_h: float
    vault: int = -1
    place: int = -1


@dataclass(frozen=True, slots=True)
class World:
    """Everything of a run that no design changes.

    Attributes:
        seed: Seed of the experiment.
        horizon_h: End of the run, hours; it starts at ``-warm_up_h``.
        warm_up_h: Warm-up before time 0.
        follow_up_h: How long each order is followed (tau).
        greenfield: True where nothing is inherited at the start.
        platform_ids: Platforms in file order.
        platform_keys: Stable keys, (P,); a split platform copies its original's key.
        platform_owner: Index of the owning team or -1, (P,).
        resource_ids: Resources in file order.
        resource_keys: Stable keys, (R,).
        resource_platform: Platform of each resource, (R,).
        resource_class: Class of sensitivity of each resource, (R,).
        classes: Names of the classes.
        weight: Weight of one thing of each resource, (R,).
        count: Things of each resource, (R,).
        edges: Trust edges as pairs of resources (from, to), (E, 2).
        edge_kind: How each leads on, an index into `EDGE_KINDS`, (E,).
        edge_keys: Stable keys, (E,).
        queues: Teams.
        sink_ids: Log sinks, then each platform's own (``local:<platform>``), (S,).
        sink_central: (S,).
        sink_analysts: (S,).
        vault_ids: Vaults, then each platform's own store, (V,).
        vault_leak_per_h: Rate at which all that a vault holds is lost at once, (V,).
        fleets: The fleets.
        hops_per_task: Distribution of the number of hops.
        hop_gap_h: Distribution of the time between hops, hours.
        week: Relative task rate by hour of the week, (168,), mean 1.
        event_share: Share of each event class of hops, (3,), sums to 1.
        happenings: Incidents in order of time.
        n_resources: Number of resources, R.
        n_platforms: Number of platforms, P.
        uses: Whether a fleet uses a platform, (F, P).
    """

    seed: int
    horizon_h: float
    warm_up_h: float
    follow_up_h: float
    greenfield: bool
    platform_ids: tuple[str, ...]
    platform_keys: KeyArray
    platform_owner: IntArray
    resource_ids: tuple[str, ...]
    resource_keys: KeyArray
    resource_platform: IntArray
    resource_class: IntArray
    classes: tuple[str, ...]
    weight: FloatArray
    count: IntArray
    edges: IntArray
    edge_kind: IntArray
    edge_keys: KeyArray
    queues: tuple[Queue, ...]
    sink_ids: tuple[str, ...]
    sink_central: BoolArray
    sink_analysts: IntArray
    vault_ids: tuple[str, ...]
    vault_leak_per_h: FloatArray
    fleets: Fleets
    hops_per_task: Sampler
    hop_gap_h: Sampler
    week: FloatArray
    event_share: FloatArray
    happenings: tuple[Happening, ...]
    n_resources: int = field(init=False)
    n_platforms: int = field(init=False)
    uses: BoolArray = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Count, and look up, what is asked for at every turn."""
        object.__setattr__(self, "n_resources", len(self.resource_ids))
        object.__setattr__(self, "n_platforms", len(self.platform_ids))
        used = np.zeros((len(self.fleets.ids), self.n_platforms), dtype=np.bool_)
        fleet, resource = np.nonzero(self.fleets.needed)
        used[fleet, self.resource_platform[resource]] = True
        used.setflags(write=False)
        object.__setattr__(self, "uses", used)
