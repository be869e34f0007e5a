"""The organisation: what is there, whatever the design that governs it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from models.scenario.base import Described, Id, Model, Valued
from models.scenario.distributions import DurationDistribution
from models.units import NotNegative, OpeningHours, Rate, Truth, Whole

DirectoryKind = Literal[
    "active_directory", "entra_id", "okta", "auth0", "keycloak", "ping", "google_identity",
    "gcp_iam", "aws_iam", "aws_identity_center", "kubernetes", "spiffe", "github", "ldap", "other",
]  # fmt: skip
PlatformKind = Literal[
    "aws",
    "azure",
    "gcp",
    "kubernetes",
    "saas",
    "on_premises",
    "internal_api",
    "ci_cd",
    "data",
]
VaultKind = Literal[
    "aws_secrets_manager", "azure_key_vault", "gcp_secret_manager", "hashicorp_vault",
    "kubernetes_secrets", "ci_secrets", "cyberark", "password_manager", "files", "other",
]  # fmt: skip
EdgeKind = Literal["secret_in_resource", "role_assumption", "escalation"]

DEFAULT_SENSITIVITY: dict[str, float] = {
    "public": 0.0, "internal": 1.0, "confidential": 4.0, "restricted": 10.0,
}  # fmt: skip
"""Weight of one grant by class; an assumption (DESIGN 4b)."""


class Background(Model):
    """Work that comes to a team beside what the modelled agents cause."""

    tickets: Valued[Rate] = Field(description="How many, at random and at all hours.")
    service: Valued[DurationDistribution] = Field(description="Working time of one ticket.")


class Team(Described):
    """People who approve, revoke and review."""

    approvers: Whole = Field(default=1, description="People who work on requests and tickets.")
    hours: OpeningHours = OpeningHours(168.0, "always")
    background: Background | None = Field(
        default=None, description="Other work, which stands in the same queue; default: none."
    )


class Outage(Model):
    """How often a directory is out, and for how long."""

    every: Valued[DurationDistribution] = Field(description="Time between failures (MTBF).")
    lasts: Valued[DurationDistribution] = Field(description="Time to restore (MTTR).")


class Directory(Described):
    """An identity store that can authenticate an account."""

    kind: DirectoryKind = "other"
    preset: str | None = Field(default=None, description="Vendor preset.")
    owner: Id | None = Field(
        default=None, description="Team that answers for it; default: none known."
    )
    outage: Outage | None = Field(
        default=None, description="Default: the same for every directory."
    )
    compromise: Valued[Rate] | None = Field(
        default=None,
        description=(
            "Rate at which an attacker gets all that it can mint, on every platform bound to it; "
            "default: the same for every directory."
        ),
    )
    recovery: Valued[DurationDistribution] | None = Field(
        default=None,
        description=(
            "From the detection of a compromise to its containment: signing keys are rotated and "
            "all accounts get new credentials; default: the same for every directory."
        ),
    )


class Platform(Described):
    """Where resources live and access is enforced; each is one domain."""

    kind: PlatformKind
    preset: str | None = Field(default=None, description="Vendor preset; default: by kind.")
    owner: Id | None = Field(
        default=None, description="Team that answers for it; default: none known."
    )
    workload_identity: Truth = Field(
        default=True, description="False: takes no workload identity, whatever a design says."
    )
    outage: Outage | None = Field(default=None, description="Of its own users' directory.")
    legacy: Truth = Field(
        default=False,
        description=(
            "True: takes no modern setting (workload identity, access per task, policy at request "
            "time, push); compensating controls hold there."
        ),
    )


class Vault(Described):
    """A secrets manager instance."""

    kind: VaultKind = "other"
    owner: Id | None = Field(
        default=None, description="Team that answers for it; default: none known."
    )
    leak: Valued[Rate] | None = Field(
        default=None,
        description=(
            "Rate at which one event leaks every secret that it holds; default: the same for "
            "every vault."
        ),
    )


class LogSink(Described):
    """Where audit events end up."""

    central: Truth = Field(default=False, description="A remark: what logs here is what counts.")
    analysts: Whole = Field(default=1, description="People who look into its alarms.")


class Resource(Described):
    """A thing worth protecting on one platform, and how many there are like it."""

    platform: Id
    sensitivity: Id = "internal"
    count: Whole = Field(default=1, description="How many like things.", gt=0)


class TrustEdge(Described):
    """A way from one place to another."""

    source: Id = Field(alias="from", description="A resource.")
    target: Id = Field(alias="to", description="A resource.")
    by: EdgeKind = Field(
        description=(
            "How. `role_assumption` lasts while its source can be used and one session longer; "
            "`secret_in_resource` goes on until the secret that was read there is rotated; "
            "`escalation` is a grant that the attacker gives himself, which stands until a review "
            "finds it. All end when a detected attack is cleared up."
        )
    )


class Organisation(Model):
    """Teams, directories, platforms, vaults, log sinks, resources and trust edges."""

    sensitivity: dict[Id, NotNegative] = Field(
        default_factory=lambda: dict(DEFAULT_SENSITIVITY),
        description="Weight of a resource of each class.",
    )
    teams: dict[Id, Team] = Field(default_factory=dict)
    directories: dict[Id, Directory] = Field(default_factory=dict)
    platforms: dict[Id, Platform] = Field(default_factory=dict)
    vaults: dict[Id, Vault] = Field(default_factory=dict)
    log_sinks: dict[Id, LogSink] = Field(default_factory=dict)
    resources: dict[Id, Resource] = Field(default_factory=dict)
    trust_edges: dict[Id, TrustEdge] = Field(default_factory=dict)
