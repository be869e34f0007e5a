"""What a replication leaves behind for metrics: tables of the control plane.

Each table is a frozen dataclass of arrays of equal length (one row an event), hours
from time 0; ``nan`` where a thing did not happen, ``inf`` where it never will.
Metrics read these and the tallies, and nothing else of the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from models.engine.changeover import FirstAccess, Migration, OldAccounts

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

REASONS = ("retired", "incident", "drill")
CAUSES = (
    "copy_leak",
    "token_theft",
    "hijack",
    "federation",
    "injected",
    "directory",
    "vault",
)
OUTCOMES = ("open", "approved", "refused", "lapsed", "withdrawn")
PATHS = ("birth", "approved", "grown", "exception")
LAST_STEPS = ("route", "disable", "propagate", "expire")
CONTROLS = (
    "authorisation",
    "issuance",
    "rotation",
    "revocation",
    "review",
    "logging.auth",
    "logging.control",
    "logging.data",
)
"""Declared controls that a platform may fail to enforce: policy at request time, access per task,
rotation of stored secrets, revocation by push, reviews, and what each log records."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Sensitivity weight that holders of agents' identities can use (section 5).

    Weight counts things: sum over agents and resources of weight x things.

    Attributes:
        authority_wh: Weight-hours usable without a new human decision, in [0, H).
        standing_wh: The part usable without a fresh issuance.
        needed_wh: The part in the designed scope.
        agent_h: Live agent-hours.
        edges_h: Edges of the bins of the curves, (B + 1,).
        curve_wh: Weight-hours in each bin: authority, standing, needed, (3, B).
        curve_agent_h: Live agent-hours in each bin, (B,).
        blast_h: Monthly instants, (M,).
        blast: Mean over live agents of the share of all weight that one reaches, (M,).
        blast_hazard_per_y: Sum over credentials, directories and vaults of hazard x share
            reached, (M,).
        blast_directory: Largest share reached by all that one directory can mint, (M,).
        equal_wh: Authority, standing, needed if every thing weighed 1, in [0, H), (3,).
    """

    authority_wh: float
    standing_wh: float
    needed_wh: float
    agent_h: float
    edges_h: FloatArray
    curve_wh: FloatArray
    curve_agent_h: FloatArray
    blast_h: FloatArray
    blast: FloatArray
    blast_hazard_per_y: FloatArray
    blast_directory: FloatArray
    equal_wh: FloatArray


@dataclass(frozen=True, slots=True)
class Orders:
    """Revocation orders in [0, H - tau], one row per (order, platform with access).

    Attributes:
        order: Number of the order, from 0.
        at_h: Instant of the decision.
        reason: Index into `REASONS`.
        agent: Agent.
        platform: Platform.
        share: Planned share of the agent's hops on this platform.
        route_h: Along the path that ended last.
        disable_h: Along the path that ended last.
        propagate_h: Along the path that ended last.
        expire_h: Along the path that ended last.
        lag_h: From the decision to the end of every access; ``inf`` where nothing ends it.
        never: True where no scheduled event can end it.
        detect_h: From compromise to the decision, ``nan`` where there was none.
    """

    order: IntArray
    at_h: FloatArray
    reason: IntArray
    agent: IntArray
    platform: IntArray
    share: FloatArray
    route_h: FloatArray
    disable_h: FloatArray
    propagate_h: FloatArray
    expire_h: FloatArray
    lag_h: FloatArray
    never: BoolArray
    detect_h: FloatArray


@dataclass(frozen=True, slots=True)
class Collateral:
    """Others blocked by rotating a shared account, or by recovering a directory; one row each.

    Attributes:
        at_h: When.
        agents: Others blocked.
        agent_h: Agent-hours blocked.
    """

    at_h: FloatArray
    agents: IntArray
    agent_h: FloatArray


@dataclass(frozen=True, slots=True)
class Requests:
    """Requests for approval, opened in [0, H).

    Attributes:
        opened_h: When.
        decided_h: Decision, refusal or lapse; ``nan``: still open at the end.
        service_h: Working time that approvers spent on it.
        platform: Platform.
        agent: Agent that asked first.
        novel: True for a thing outside the designed scope.
        first: True for the first access of a new agent to a platform.
        outcome: Index into `OUTCOMES`.
    """

    opened_h: FloatArray
    decided_h: FloatArray
    service_h: FloatArray
    platform: IntArray
    agent: IntArray
    novel: BoolArray
    first: BoolArray
    outcome: IntArray


@dataclass(frozen=True, slots=True)
class Compromises:
    """Compromises with their first use in [0, H), one row each.

    Attributes:
        cause: Index into `CAUSES`.
        agent: Agent whose credential it is; -1 for all of a directory or vault.
        platform: Platform, or -1 for all the agent's.
        lost_h: When the credential was lost.
        used_h: First use by the attacker.
        detected_h: Detected and triaged; ``nan``: not.
        ended_h: Effective denial, at most ``used_h + tau`` and the horizon.
        censored: True where the attacker could still act at that limit.
        exposure_wh: Integral of the weight that the attacker could use.
        touched: Weight actually touched.
        steps: Actions of the attacker.
        seen: Actions that were captured.
    """

    cause: IntArray
    agent: IntArray
    platform: IntArray
    lost_h: FloatArray
    used_h: FloatArray
    detected_h: FloatArray
    ended_h: FloatArray
    censored: BoolArray
    exposure_wh: FloatArray
    touched: FloatArray
    steps: IntArray
    seen: IntArray


@dataclass(frozen=True, slots=True)
class Outages:
    """Outages of directories that overlap [0, H), one row each.

    Attributes:
        directory: Index of the directory in the design.
        from_h: Start, clipped at 0.
        to_h: Restoration, clipped at H.
        agent_h: Agent-hours in which a live agent could not authenticate somewhere.
    """

    directory: IntArray
    from_h: FloatArray
    to_h: FloatArray
    agent_h: FloatArray


@dataclass(frozen=True, slots=True)
class Queues:
    """Requests and tickets in queues, other work included: teams, then the analysts of each sink.

    Attributes:
        joined: How many joined in [0, H).
        wait_h: Hours that these waited until work on them began, or they gave up.
        number_h: Integral over [0, H) of how many are in the queue or in work, by counting.
        system_h: Hours that all spend in the queue or in work within [0, H), one by one.
    """

    joined: IntArray
    wait_h: FloatArray
    number_h: FloatArray
    system_h: FloatArray


@dataclass(frozen=True, slots=True)
class Estate:
    """What there is to govern: accounts, keys and grants.

    Attributes:
        accounts: Accounts that were alive in [0, H).
        agents: Agents that were alive in [0, H).
        account_h: Live account-hours, local principals included.
        agent_h: Live agent-hours.
        orphan_account_h: Hours of accounts whose agent has ended.
        unknown_accounts: Accounts outside the inventory.
        unowned_accounts: Accounts without a known owner.
        never_reviewed: Accounts that ended or stood at H without a review in their life.
        ceiling_hits: Times at which a grant factor asked for more than there is.
        residues: Local keys left alive by federation.
        toxic_combinations: Resources of accounts alive at the end whose excess grants lead, with
            what the holder has on another domain, to something sensitive.
        reviewed_grants: Things looked at in reviews.
        removed_grants: Things removed by reviews.
        new_paths: Grants outside the designed scope that approval added.
        exceptions: Exceptions in force at the end.
        integration_person_days: Effort of the design.
        decisions: Policy decisions at request time.
        decision_h: Hours that hops waited for decisions.
        unchecked_hops: Hops that passed while a policy that fails open was down.
        secrets: Stored secrets alive at the end.
        secret_copies: Copies of them.
        keys_issued: Conservation: credentials issued.
        keys_expired: ... ended by expiry or rotation.
        keys_revoked: ... ended by revocation.
        keys_live: ... alive at the end.
    """

    accounts: int
    agents: int
    account_h: float
    agent_h: float
    orphan_account_h: float
    unknown_accounts: int
    unowned_accounts: int
    never_reviewed: int
    ceiling_hits: int
    residues: int
    toxic_combinations: int
    reviewed_grants: int
    removed_grants: int
    new_paths: int
    exceptions: int
    integration_person_days: float
    decisions: int
    decision_h: float
    unchecked_hops: int
    secrets: int
    secret_copies: int
    keys_issued: int
    keys_expired: int
    keys_revoked: int
    keys_live: int


@dataclass(frozen=True, slots=True)
class Assurance:
    """Controls that a design declares at the start, and those enforced; columns as `CONTROLS`.

    Attributes:
        declared: Fleets that have the control on a platform on which they work, (P, controls).
        enforced: Those of them for which it is enforced, (P, controls).
    """

    declared: IntArray
    enforced: IntArray


@dataclass(frozen=True, slots=True)
class Paths:
    """New ways of access from the start of the run to H, one row each (M15).

    Attributes:
        kind: Index into `PATHS`.
        arrived_h: When.
        looked_h: When a review looked at it first; ``inf``: none did.
        ended_h: When it ended; ``inf``: it stands.
    """

    kind: IntArray
    arrived_h: FloatArray
    looked_h: FloatArray
    ended_h: FloatArray


@dataclass(frozen=True, slots=True)
class Flow:
    """What became of the tasks that arrived in [0, H).

    Attributes:
        started: Tasks started.
        ended: Ended by the horizon.
        abandoned: Refused, lapsed or out of patience.
        unfinished: Still waiting or running at the horizon.
        hops: Hops executed in [0, H).
        stopped_by_approval: Chains stopped for want of a grant.
        stopped_by_closure: Chains stopped by an outage or a rotation.
        delays_h: Actual minus nominal end of every delayed task that ended, (n,).
    """

    started: int
    ended: int
    abandoned: int
    unfinished: int
    hops: int
    stopped_by_approval: int
    stopped_by_closure: int
    delays_h: FloatArray


@dataclass(frozen=True, slots=True)
class Visibility:
    """What a design records of a hop (M9); leading axis: phases of the design, N.

    Attributes:
        captured: By fleet, resource and event class, (N, F, R, 3).
        keyed: Whether the event carries the agent, by fleet and resource, (N, F, R).
        dedicated: Whether the account is one agent's own, (N, F, P).
        account: A number for each (subject kind, directory) a hop uses, (N, F, P).
        sink: Log sink, -1 for none, (N, F, P).
        delay_h: Expected time to visible, (N, F, P).
        visible: Whether visible and kept a day after the hop, (N, F, P).
    """

    captured: BoolArray
    keyed: BoolArray
    dedicated: BoolArray
    account: IntArray
    sink: IntArray
    delay_h: FloatArray
    visible: BoolArray


@dataclass(frozen=True, slots=True)
class Records:
    """All tables of one replication."""

    authority: Authority
    orders: Orders
    collateral: Collateral
    requests: Requests
    first_access: FirstAccess
    compromises: Compromises
    outages: Outages
    queues: Queues
    estate: Estate
    flow: Flow
    visibility: Visibility
    assurance: Assurance
    paths: Paths
    migration: Migration
    old_accounts: OldAccounts
