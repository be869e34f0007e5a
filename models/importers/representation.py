"""What every importer reads an export into, before any scenario is thought of.

Plain frozen records, one family for all vendors. Each record says where it came from (`Origin`)
and how sure it is (`Standing`): *stated* by the export, *derived* from what the export states by
a documented rule, or *assumed*. Keys are the vendor's own names (an e-mail of a service account,
a project id), never ids of a scenario file; people are the exception, they appear under a
pseudonym only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How sure a record or a setting is."""

    STATED = "stated"
    DERIVED = "derived"
    ASSUMED = "assumed"


class IdentityKind(StrEnum):
    """Whose identity it is."""

    SERVICE_ACCOUNT = "service_account"
    PERSON = "person"
    GROUP = "group"
    SERVICE_AGENT = "service_agent"
    WORKLOAD = "workload"
    PUBLIC = "public"


class Breadth(StrEnum):
    """How much of a platform a role opens: everything of it, or what one task needs."""

    BROAD = "broad"
    NARROW = "narrow"


class TrustKind(StrEnum):
    """The way one identity becomes another."""

    FEDERATION = "federation"
    ACT_AS = "act_as"
    MINT_TOKEN = "mint_token"  # noqa: S105 - the name of a way, no password


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where in the export a record was read.

    Attributes:
        file: Path below the export's folder, with forward slashes.
        pointer: JSON pointer (RFC 6901) inside the file or line; empty for the whole of it.
        line: Line number from 1 where the file is read by lines, otherwise None.
    """

    file: str
    pointer: str = ""
    line: int | None = None

    def __str__(self) -> str:
        """Return `file`, `file#/pointer` or `file:line#/pointer`."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}#{self.pointer}" if self.pointer else place


@dataclass(frozen=True, slots=True)
class Directory:
    """An identity store; `kind` is a directory kind of the scenario format."""

    key: str
    kind: str
    title: str
    origin: Origin
    standing: Standing


@dataclass(frozen=True, slots=True)
class Platform:
    """A boundary where access is enforced: a project, an account, a subscription, a cluster.

    Attributes:
        key: The vendor's id, unique in the export.
        kind: A platform kind of the scenario format.
        directory: Key of the directory that authenticates the accounts which act on it.
        number: The vendor's number where it has one besides the id, else the empty string.
        services: Names of the services switched on, sorted; empty if the export does not say.
    """

    key: str
    kind: str
    directory: str
    title: str
    number: str
    parent: str
    services: tuple[str, ...]
    origin: Origin
    standing: Standing


@dataclass(frozen=True, slots=True)
class Resource:
    """A thing on a platform.

    Attributes:
        kind: The vendor's kind in a short form (`bucket`, `secret`, `dataset`, ...).
        platform: Key of the platform that holds it; None above platforms (organisation, folder).
        public: True if the export grants everybody on the internet access.
        access_logged: Whether reads are logged by the thing itself; None if the export does not
            say.
    """

    key: str
    kind: str
    platform: str | None
    public: bool
    access_logged: bool | None
    origin: Origin
    standing: Standing


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody or something that can hold grants.

    Attributes:
        key: The vendor's principal (`serviceAccount:a@b`), or a pseudonym for people.
        title: Name for people to read.
        directory: Key of the directory that authenticates it; None where no directory of this
            export does.
        home: Key of the platform where it was made, or None.
        described: True if the export describes the account itself and does not only mention it.
        default: True for an account that the vendor makes and that all work of a platform shares
            by default.
        disabled: True if the export says that it cannot authenticate.
        simulated: True if it becomes a fleet; otherwise it is kept here and listed.
        because: Why it is simulated, or why it is only listed.
    """

    key: str
    kind: IdentityKind
    title: str
    directory: str | None
    home: str | None
    described: bool
    default: bool
    disabled: bool
    simulated: bool
    because: str
    origin: Origin
    standing: Standing


@dataclass(frozen=True, slots=True)
class Credential:
    """What an identity proves itself with; `kind` is a credential kind of the scenario format."""

    identity: str
    kind: str
    valid_from: str
    valid_until: str
    origin: Origin
    standing: Standing


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held on a place.

    Attributes:
        place: Key of the platform, resource or identity on which the role is bound.
        place_kind: `project`, `bucket`, `identity`, ... as in `Resource.kind`.
        platform: Key of the platform that enforces it; None above platforms.
        condition: The condition's expression, empty if it holds always.
    """

    identity: str
    role: str
    breadth: Breadth
    place: str
    place_kind: str
    platform: str | None
    condition: str
    origin: Origin
    standing: Standing


@dataclass(frozen=True, slots=True)
class TrustEdge:
    """`source` can become `target` without a new human decision."""

    source: str
    target: str
    kind: TrustKind
    origin: Origin
    standing: Standing


@dataclass(frozen=True, slots=True)
class AuditConfiguration:
    """Which access a place logs beyond what it always logs.

    Attributes:
        service: The service it speaks of, `allServices` for all.
        data_read: Reads of data are logged.
        data_write: Writes of data are logged.
        admin_read: Reads of settings are logged.
        exempted: Keys of identities whose access is not logged.
    """

    place: str
    place_kind: str
    service: str
    data_read: bool
    data_write: bool
    admin_read: bool
    exempted: tuple[str, ...]
    origin: Origin
    standing: Standing


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read: `rows` documents in it, of the kinds `kinds` (sorted)."""

    path: str
    rows: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Representation:
    """All that was read from one export folder, in the export's sorted order."""

    importer: str
    title: str
    directories: tuple[Directory, ...]
    platforms: tuple[Platform, ...]
    resources: tuple[Resource, ...]
    identities: tuple[Identity, ...]
    credentials: tuple[Credential, ...]
    grants: tuple[Grant, ...]
    trust_edges: tuple[TrustEdge, ...]
    audits: tuple[AuditConfiguration, ...]
    files: tuple[SourceFile, ...]
    unread: tuple[str, ...]

    def records(self) -> tuple[Record, ...]:
        """Return every record that has an origin and a standing, kind after kind."""
        return (
            *self.directories,
            *self.platforms,
            *self.resources,
            *self.identities,
            *self.credentials,
            *self.grants,
            *self.trust_edges,
            *self.audits,
        )

    def simulated(self) -> tuple[Identity, ...]:
        """Return the identities that become fleets, in order."""
        return tuple(one for one in self.identities if one.simulated)

    def listed(self) -> tuple[Identity, ...]:
        """Return the identities that are kept and listed but not simulated, in order."""
        return tuple(one for one in self.identities if not one.simulated)


Record = (
    Directory | Platform | Resource | Identity | Credential | Grant | TrustEdge | AuditConfiguration
)
