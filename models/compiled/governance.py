"""One IAM design over one world, as arrays: the control profile of every (platform, fleet).

Equal control profiles share a row.  Letters in shapes: K rows, P platforms, F fleets,
D directories, C classes of sensitivity.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.compiled.keys import KeyArray
    from models.compiled.sampler import Sampler
    from models.compiled.world import BoolArray, FloatArray, IntArray


class Subject(IntEnum):
    """Whose account it is."""

    AGENT = 0
    FLEET = 1
    PERSON = 2


SLOTS_PER_PERSON = 5
"""How many places of a fleet act for one person: an assumption."""


class Behaviour(IntEnum):
    """The five ways in which an account proves itself (M4)."""

    STORED = 0
    SHARED = 1
    DELEGATED = 2
    PLATFORM = 3
    EXCHANGED = 4


class Decision(IntEnum):
    """What decides whether a hop is allowed (M5)."""

    STATIC_ROLE = 0
    TOKEN_CLAIM = 1
    REQUEST_TIME = 2


class Channel(IntEnum):
    """How the end of an account reaches a platform (M12)."""

    PUSH = 0
    POLL = 1
    EXPIRY = 2
    TICKET = 3


class Presence(IntEnum):
    """What an order does to a shared account."""

    LEAVE = 0
    ROTATE = 1


@dataclass(frozen=True, slots=True)
class Compensation:
    """Compensating controls: what holds instead under an exception or on a legacy platform.

    Attributes:
        scope: Factor on what is granted, 0 to 1.
        captured: Added to the capture probability.
        rotation_h: Longest interval of rotation of a stored secret, ``inf``: none.
        expiry_h: How long a new exception stands, ``inf``: to the end.
    """

    scope: float
    captured: float
    rotation_h: float
    expiry_h: float

    @property
    def weighs(self) -> bool:
        """Whether anything holds instead; an end alone is no control in the meantime."""
        return self.scope < 1.0 or self.captured > 0.0 or self.rotation_h < math.inf


@dataclass(frozen=True, slots=True)
class Row:
    """One resolved control profile, as numbers and samplers.

    Times are hours, rates per hour, shares 0 to 1; ``inf`` stands for never.

    Attributes:
        credential: Kind of credential, as in a scenario.
        behaviour: How it proves itself.
        subject: Whose account it is.
        minted: True where access tokens with a TTL are minted from something else.
        exportable: True where a stored secret exists that can leak or be copied.
        ttl_low_h: Least TTL of an access token; 0 where no token is minted.
        ttl_high_h: Largest TTL; TTLs are uniform between the two.
        renew_point: Fraction of the TTL after which a token is renewed.
        on_demand: True where the next hop renews, False where a clock does.
        session_h: First clock: how long access can be minted from one refresh or source token;
            0: there is no such token.
        rotation_h: Interval of rotation of the stored secret.
        rotation_skip: Probability that one rotation is skipped.
        jit: True where access is issued per task.
        linger_h: Life of a just-in-time credential after its task.
        revoke_on_end: True where it is revoked when its task ends.
        decision: What decides.
        decision_h: Latency of one decision.
        cache_h: How long a decision is cached.
        fail_open: True where hops pass while the policy is down.
        false_allow: Probability that a policy allows what it should not.
        false_deny: Probability that it denies what it should allow.
        permits: Per class of sensitivity, whether policy allows it outside the scope, (C,).
        grant_factor: Things granted for each thing needed.
        channel: How a revocation arrives.
        push_delay_h: Delay of a push.
        push_coverage: Probability that a push reaches this (agent, platform).
        push_fallback: Channel where it does not.
        poll_steps_h: Intervals of a poll chain.
        ticket_h: Working time of a ticket.
        ticket_queue: Index of the team that works on tickets, or -1.
        bulk_rate_per_h: Accounts revoked per hour in bulk.
        bulk_miss: Probability that a bulk order misses a credential.
        on_retired: What a retirement does to a shared account.
        on_incident: What an incident does to a shared account.
        redistribute_h: Until the others have the new secret.
        enforced: Probability that a declared control is enforced, one draw a control.
        exception_per_h: Rate at which new exceptions arrive, one platform and fleet.
        compensation: Compensating controls, in force or not.
        scope: Factor on what is granted: that of the compensating controls in force, else 1.
        captured_more: Added to the capture probability by them, else 0.
        residue: Probability that federation leaves a live local key.
        vault: Index of the vault or -1.
        copies: Copies of the secret.
        sink: Index of the log sink or -1.
        captured: Capture probability, drawn once per platform.
        recorded: Whether each event class is recorded at all, (3,).
        log_delay_h: Until an event is visible.
        correlated: Share of tools whose events carry the agent.
        retention_h: How long events are kept.
        alarm: Probability that a visible malicious event alarms.
        triage_h: Working time of a triage.
        review_every_h: Interval of reviews.
        review_catch: Probability that a review finds one excess.
        review_delay_h: From review to removal.
        review_chain: True where a review sees chains over domains.
        approval_queue: Index of the approving team; -1: the platform's owner has none.
        gates: Serial decisions.
        approval_h: Working time of one decision.
        last_queue: Index of the team of the last of several gates, or -1.
        last_work: Working time there, relative to `approval_h`.
        approval_timeout_h: After which a request lapses.
        refused: Share of requests that are refused.
        birth_asks: True where the first access of a new agent waits for its gates.
        grant_h: How long an approved grant stands.
        removed: Probability that an old account is removed once a new one took its place.
        removal_h: From the new account to the removal of the old one.
        known: Probability that an account is in the inventory.
        owned: Probability that it has a known owner.
        reconcile_h: Interval at which a platform is compared with the inventory.
        trigger: Probability that a retirement leads to an order.
        route_h: From decision to those who act.
        copy_leak_per_h: Leak of one copy of a stored secret.
        token_theft_per_h: Theft of a bearer token, per agent.
        hijack_per_h: Hijack of an agent.
        federation_per_h: Abuse of a federation trust, per binding.
        public: Share of leaks that are public.
        public_use_h: First use after a public leak.
        quiet_use_h: First use after any other leak.
        attack_rate_per_h: Actions of an attacker.
    """

    credential: str
    behaviour: Behaviour
    subject: Subject
    minted: bool
    exportable: bool
    ttl_low_h: float
    ttl_high_h: float
    renew_point: float
    on_demand: bool
    session_h: float
    rotation_h: float
    rotation_skip: float
    jit: bool
    linger_h: float
    revoke_on_end: bool
    decision: Decision
    decision_h: Sampler
    cache_h: float
    fail_open: bool
    false_allow: float
    false_deny: float
    permits: BoolArray
    grant_factor: Sampler
    channel: Channel
    push_delay_h: Sampler
    push_coverage: float
    push_fallback: Channel
    poll_steps_h: tuple[float, ...]
    ticket_h: Sampler
    ticket_queue: int
    bulk_rate_per_h: float
    bulk_miss: float
    on_retired: Presence
    on_incident: Presence
    redistribute_h: Sampler
    enforced: float
    exception_per_h: float
    compensation: Compensation
    scope: float
    captured_more: float
    residue: float
    vault: int
    copies: Sampler
    sink: int
    captured: Sampler
    recorded: BoolArray
    log_delay_h: Sampler
    correlated: float
    retention_h: float
    alarm: float
    triage_h: Sampler
    review_every_h: float
    review_catch: float
    review_delay_h: float
    review_chain: bool
    approval_queue: int
    gates: int
    approval_h: Sampler
    last_queue: int
    last_work: float
    approval_timeout_h: float
    refused: float
    birth_asks: bool
    grant_h: float
    removed: float
    removal_h: Sampler
    known: float
    owned: float
    reconcile_h: float
    trigger: float
    route_h: Sampler
    copy_leak_per_h: float
    token_theft_per_h: float
    hijack_per_h: float
    federation_per_h: float
    public: float
    public_use_h: Sampler
    quiet_use_h: Sampler
    attack_rate_per_h: float


def compensated(row: Row) -> Row:
    """Return a profile with its compensating controls in force."""
    instead = row.compensation
    if not instead.weighs:
        return row
    return replace(
        row,
        scope=instead.scope,
        captured_more=instead.captured,
        rotation_h=min(row.rotation_h, instead.rotation_h),
    )


@dataclass(frozen=True, slots=True)
class Exemption:
    """An exception that arrived in the run.

    Attributes:
        platform: Index of the platform.
        fleet: Index of the fleet.
        from_h: When it began.
        to_h: When it ends, ``inf``: never.
    """

    platform: int
    fleet: int
    from_h: float
    to_h: float


@dataclass(frozen=True, slots=True)
class Controls:
    """The control profiles that hold from one instant on.

    Attributes:
        start_h: From when; the first is ``-inf``.
        rows: Distinct profiles, (K,).
        row: Which profile governs a platform for a fleet, (P, F).
        directory_of: Directory that authenticates for each platform, (P,).
        federated: True where a platform is bound to a directory that is not its own, (P,).
    """

    start_h: float
    rows: tuple[Row, ...]
    row: IntArray
    directory_of: IntArray
    federated: BoolArray
    _at: list[list[Row]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Lay the profiles out by platform and fleet: mechanisms ask at every turn."""
        at = [[self.rows[place] for place in line] for line in self.row.tolist()]
        object.__setattr__(self, "_at", at)

    def at(self, platform: int, fleet: int) -> Row:
        """Return the profile of one platform for one fleet."""
        return self._at[platform][fleet]


@dataclass(frozen=True, slots=True)
class Governance:
    """One design over one world.

    Attributes:
        digest: SHA-256 of the design's content (see `models.profile.digest`).
        directory_ids: Directories in use at some time: bound ones in file order, then the
            platforms' own users (``local:<platform>``), (D,).
        directory_keys: Stable keys, (D,).
        outage_every_h: Time between failures of each directory, (D,).
        outage_lasts_h: Time to restore of each directory, (D,).
        compromise_per_h: Rate at which each directory is compromised, (D,).
        recovery_h: From the detection of its compromise to containment, (D,).
        phases: Control profiles by time, ascending.
        integration_person_days: Effort spent by the horizon to bind each platform, (P,).
        migrated: True where existing accounts are provisioned anew when the platform changes
            over, (P,).
        planned_h: Planned date on which each platform changes over; ``-inf``: from the start, (P,).
        real_h: Real date; ``-inf``: from the start, ``inf``: never, (P,).
        exceptions: Number of exceptions in each phase: stated ones, those that arrived, and
            legacy platforms for which nothing compensates.
        exemptions: Exceptions that arrive in this replication, by time.
    """

    digest: str
    directory_ids: tuple[str, ...]
    directory_keys: KeyArray
    outage_every_h: tuple[Sampler, ...]
    outage_lasts_h: tuple[Sampler, ...]
    compromise_per_h: FloatArray
    recovery_h: tuple[Sampler, ...]
    phases: tuple[Controls, ...]
    integration_person_days: FloatArray
    migrated: BoolArray
    planned_h: FloatArray
    real_h: FloatArray
    exceptions: tuple[int, ...]
    exemptions: tuple[Exemption, ...] = ()

    def controls(self, at_h: float) -> Controls:
        """Return the control profiles that hold at an instant."""
        return next(phase for phase in reversed(self.phases) if phase.start_h <= at_h)
