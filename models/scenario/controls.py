"""The settings of a control: what a standard, a rule or an exception may say.

Every leaf may be left out; the cascade (preset, standard, rules, exceptions) fills it.
One-key choices are replaced as a whole, groups merge leaf by leaf.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from models.scenario.base import Choice, Id, Model, Nothing, Valued
from models.scenario.distributions import DurationDistribution, NumberDistribution
from models.scenario.fields import parameter, setting
from models.units import Duration, NotNegative, Rate, Share, Truth, Whole

CredentialKind = Literal[
    "static_key",
    "shared_account",
    "human_delegated",
    "client_secret",
    "oauth_refresh",
    "managed_identity",
    "cloud_role",
    "workload_oidc",
    "spiffe_svid",
    "vault_lease",
]

CREDENTIAL_KINDS: tuple[str, ...] = (
    "static_key",
    "shared_account",
    "human_delegated",
    "client_secret",
    "oauth_refresh",
    "managed_identity",
    "cloud_role",
    "workload_oidc",
    "spiffe_svid",
    "vault_lease",
)


class RenewalPoint(Model):
    """When a token is renewed."""

    point: Valued[Share] = parameter(
        "Fraction of the TTL after which it is renewed; above 0.", "share", Valued[Share](value=1.0)
    )


class Renewal(Choice):
    """Whether tokens are renewed by a clock or by the next hop after the renew point."""

    background: RenewalPoint | None = None
    on_demand: RenewalPoint | None = None


class JustInTime(Model):
    """Credentials live while their task runs or waits."""

    linger: Valued[Duration] = parameter(
        "How long a credential lives on after its task.",
        "h",
        Valued[Duration](value=Duration(0.0, "0 min")),
    )
    revoke_on_end: Truth = parameter(
        "Whether it is revoked when its task ends, or left to its TTL.", "", default=True
    )


class Issuance(Choice):
    """Whether access stands or is issued per task."""

    standing: Nothing | None = None
    jit: JustInTime | None = None


class RequestTime(Model):
    """A policy decides at every hop."""

    decision: Valued[DurationDistribution] = parameter(
        "Latency of one decision; it is counted, and delays no hop.",
        "h",
        Valued[DurationDistribution](value=DurationDistribution(constant=Duration(0.0, "0 ms"))),
    )
    cache: Valued[Duration] = parameter(
        "How long a decision is cached; a cached allow adds to revocation lag.",
        "h",
        Valued[Duration](value=Duration(0.0, "0 min")),
    )
    when_down: Literal["closed", "open"] = Field(
        default="closed",
        description=(
            "What holds while no policy can be asked, which is while the directory is out to which "
            "the platform is bound: `closed` stops a hop once the cached decision has run out, "
            "`open` lets everything pass unchecked while tokens last."
        ),
    )
    false_allow: Valued[Share] = parameter(
        "Probability that it allows what it should not.", "share", Valued[Share](value=0.0)
    )
    false_deny: Valued[Share] = parameter(
        "Probability that it denies what it should allow.", "share", Valued[Share](value=0.0)
    )
    permits: tuple[Id, ...] = Field(
        default=(),
        description="Sensitivity classes that policy allows outside the designed scope.",
    )


class Authorisation(Choice):
    """What decides whether a hop is allowed."""

    static_role: Nothing | None = None
    token_claim: Nothing | None = Field(
        default=None,
        description=(
            "What a token says: a grant that is taken away works until the token runs out, a new "
            "one only with the next token."
        ),
    )
    request_time: RequestTime | None = None


class Push(Model):
    """A revocation is pushed to the platform."""

    delay: Valued[DurationDistribution] = parameter("From disabled to cut off.", "h")
    coverage: Valued[Share] = parameter(
        "Probability that pushes reach an agent's access to a platform.",
        "share",
        Valued[Share](value=1.0),
    )
    fallback: Literal["expiry", "ticket"] = parameter(
        "What ends the access that no push reaches.", "", default="expiry"
    )


class Poll(Model):
    """Each link of a chain looks at the one before it, at a fixed interval."""

    steps: tuple[Duration, ...] = Field(
        min_length=1,
        max_length=20,
        description="Interval of each link, from the directory outwards; above 0.",
        json_schema_extra={"unit": "h"},
    )


class Ticket(Model):
    """A person of a team does it."""

    service: Valued[DurationDistribution] = parameter("Working time of one ticket.", "h")
    team: Id | None = Field(
        default=None,
        description="Team that works on it, or `platform_owner`; without one it begins at once.",
        json_schema_extra={"structural": True},
    )


class Revocation(Choice):
    """The channel by which the end of an account reaches a platform."""

    push: Push | None = None
    poll: Poll | None = None
    expiry: Nothing | None = None
    ticket: Ticket | None = None


class SharedOrder(Model):
    """What an order does to an account that others use too."""

    retired: Valued[Literal["leave", "rotate"]] | None = setting("When an agent retires.")
    incident: Valued[Literal["leave", "rotate"]] | None = setting("When an agent is compromised.")
    redistribute: Valued[DurationDistribution] | None = setting(
        "Time until the others have the new secret.", "h"
    )


SAME_TEAM = "same"
"""The approver at the last gate who is that of the gates before it."""

PLATFORM_OWNER = "platform_owner"
"""The approver, or the team of a ticket, that stands for the team that owns the platform."""

EventRecord = Literal["recorded", "absent"]


class Logging(Model):
    """What is recorded of the events on a platform, and where it goes."""

    sink: Valued[Id] | None = setting("Log sink that receives the events.", structural=True)
    captured: Valued[NumberDistribution] | None = setting(
        "Probability that a kind of event of a tool is captured, drawn once per platform.",
        "share",
        limit="0 to 1",
    )
    auth: Valued[EventRecord] | None = setting("Authentication events: recorded or absent.")
    control: Valued[EventRecord] | None = setting("Control-plane events: recorded or absent.")
    data: Valued[EventRecord] | None = setting("Data-plane events: recorded or absent.")
    delay: Valued[DurationDistribution] | None = setting(
        "Time until an event is visible; so far its mean counts.", "h"
    )
    correlated: Valued[Share] | None = setting(
        "Share of tools whose events carry the agent.", "share"
    )
    retention: Valued[Duration] | None = setting("How long events are kept.", "d", limit="above 0")


class Detection(Model):
    """How malicious events are noticed."""

    alarm: Valued[Share] | None = setting(
        "Probability that a visible malicious event alarms.", "share"
    )
    triage: Valued[DurationDistribution] | None = setting("Working time to triage one alarm.", "h")


class Review(Model):
    """Access review (recertification)."""

    every: Valued[Duration] | None = setting(
        "Interval of the fixed grid of reviews.", "d", limit="above 0"
    )
    catch: Valued[Share] | None = setting("Probability that a review finds one excess.", "share")
    delay: Valued[Duration] | None = setting("From review to removal.", "d")
    scope: Valued[Literal["domain", "chain"]] | None = setting(
        "Whether a reviewer sees one domain, or also what grants on several domains lead to.",
        structural=True,
    )


class Approval(Model):
    """Who decides a request for access, and how long that takes."""

    by: Valued[Id] | None = setting("Team that approves, or `platform_owner`.", structural=True)
    gates: Valued[Whole] | None = setting("Serial decisions a request needs.", "n")
    service: Valued[DurationDistribution] | None = setting("Working time of one decision.", "h")
    last_by: Valued[Id] | None = setting(
        "Team of the last of several gates; `same` for the team of the others.", structural=True
    )
    last_work: Valued[NotNegative] | None = setting(
        "Working time at the last of several gates, relative to the others.", "ratio"
    )
    timeout: Valued[Duration] | None = setting(
        "After which a request lapses.", "h", limit="above 0"
    )
    refused: Valued[Share] | None = setting("Share of requests that are refused.", "share")
    at_birth: Valued[Literal["asked", "given"]] | None = setting(
        "Whether the first access of a new agent waits for its gates, or is given at birth."
    )
    grant: Valued[Duration] | None = setting(
        "How long an approved grant stands.", "d", limit="above 0"
    )


class Cutover(Model):
    """What becomes of an account whose place a new one takes (M16)."""

    removed: Valued[Share] | None = setting(
        "Probability that a known old account is removed once a new one has taken its place.",
        "share",
    )
    delay: Valued[DurationDistribution] | None = setting(
        "From the new account to the removal of the old one.", "h"
    )


class Inventory(Model):
    """What the organisation knows about its accounts."""

    known: Valued[Share] | None = setting("Probability that an account is known.", "share")
    owned: Valued[Share] | None = setting("Probability that an account has a known owner.", "share")
    reconcile: Valued[Duration] | None = setting(
        "Interval at which what is on a platform is compared with the inventory.",
        "d",
        limit="above 0",
    )


class Compensation(Model):
    """Compensating controls: what holds instead under an exception or on a legacy platform."""

    scope: Valued[Share] | None = setting("Factor on what is granted there.", "share")
    captured: Valued[Share] | None = setting(
        "Added to the probability that a kind of event is captured there.", "share"
    )
    rotation: Valued[Duration] | None = setting(
        "Longest interval of rotation of a stored secret there.", "d", limit="above 0"
    )
    expiry: Valued[Duration] | None = setting(
        "How long a new exception stands; a stated one ends by its `until`.", "d", limit="above 0"
    )


class Offboarding(Model):
    """How the end of an agent becomes a revocation order."""

    trigger: Valued[Share] | None = setting(
        "Probability that a retirement leads to an order.", "share"
    )
    route: Valued[DurationDistribution] | None = setting(
        "From decision to those who act, per account.", "h"
    )


class Hazards(Model):
    """Rates at which credentials are lost."""

    copy_leak: Valued[Rate] | None = setting("Leak of one copy of a stored secret.", "1/y")
    token_theft: Valued[Rate] | None = setting("Theft of a bearer token, per agent.", "1/y")
    hijack: Valued[Rate] | None = setting("Hijack of a running agent.", "1/y")
    federation: Valued[Rate] | None = setting(
        "Abuse of an over-broad federation trust, per binding.", "1/y"
    )
    public: Valued[Share] | None = setting("Share of leaks that are public.", "share")
    public_use: Valued[DurationDistribution] | None = setting("First use of a public leak.", "h")
    quiet_use: Valued[DurationDistribution] | None = setting(
        "First use of a leak that is not public.", "h"
    )
    attack_rate: Valued[Rate] | None = setting("Actions of an attacker.", "1/h", limit="above 0")


class Settings(Model):
    """All settings of a control; what is left out comes from further down the cascade."""

    credential: Valued[CredentialKind] | None = setting("What an account proves itself with.")
    access_ttl: Valued[DurationDistribution] | None = setting(
        "Life of an access token; constant or uniform.", "h", limit="above 0"
    )
    renewal: Valued[Renewal] | None = setting("When tokens are renewed.")
    session_ttl: Valued[Duration] | None = setting(
        "First clock: how long access tokens can be minted from one refresh token or session.",
        "d",
        limit="above 0",
    )
    rotation: Valued[Duration] | None = setting(
        "Interval at which a stored secret is rotated.", "d", limit="above 0"
    )
    rotation_skip: Valued[Share] | None = setting(
        "Probability that a rotation is skipped.", "share"
    )
    issuance: Valued[Issuance] | None = setting("Standing access, or just in time.")
    authorisation: Valued[Authorisation] | None = setting("What decides whether a hop is allowed.")
    grant_factor: Valued[NumberDistribution] | None = setting(
        "Things granted for each thing needed.", "ratio"
    )
    shared_order: SharedOrder | None = None
    revocation: Valued[Revocation] | None = setting("Channel by which a revocation arrives.")
    bulk_rate: Valued[Rate] | None = setting(
        "Accounts that can be revoked in bulk.", "1/h", limit="above 0"
    )
    bulk_miss: Valued[Share] | None = setting(
        "Probability that a bulk order misses a credential.", "share"
    )
    enforced: Valued[Share] | None = setting(
        "Probability that a declared control is enforced on a platform; one draw a control.",
        "share",
    )
    exception_rate: Valued[Rate] | None = setting(
        "New exceptions from the controls of one platform for one fleet.", "1/month"
    )
    compensation: Compensation | None = None
    residue: Valued[Share] | None = setting(
        "Probability that federation leaves a live local key behind.", "share"
    )
    vault: Valued[Id] | None = setting(
        "Vault that holds one of the copies: if it leaks, so do the secrets of all accounts in it.",
        structural=True,
    )
    copies: Valued[NumberDistribution] | None = setting(
        "Copies of the secret, vault included.", "n"
    )
    logging: Logging | None = None
    detection: Detection | None = None
    review: Review | None = None
    approval: Approval | None = None
    cutover: Cutover | None = None
    inventory: Inventory | None = None
    offboarding: Offboarding | None = None
    hazards: Hazards | None = None
