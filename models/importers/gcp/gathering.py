"""The growing representation while the files of a Google Cloud export are read one by one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from models.importers.gcp.assumed_credentials import assume_credentials
from models.importers.gcp.members import PEOPLE, SERVICE_ACCOUNTS, Member, read_member
from models.importers.representation import (
    Directory,
    Identity,
    IdentityKind,
    Origin,
    Platform,
    Representation,
    Standing,
)

if TYPE_CHECKING:
    from models.importers.node import Node
    from models.importers.representation import (
        AuditConfiguration,
        Credential,
        Grant,
        Resource,
        SourceFile,
        TrustEdge,
    )

_LISTED = {
    IdentityKind.PERSON: "a person: listed, not simulated",
    IdentityKind.GROUP: "a group: its members are not in the export",
    IdentityKind.SERVICE_AGENT: "Google's own service agent: Google runs it",
    IdentityKind.WORKLOAD: "a workload of elsewhere that becomes a service account by federation",
    IdentityKind.PUBLIC: "everybody on the internet",
    IdentityKind.SERVICE_ACCOUNT: "an account that the export mentions but does not describe",
}


@dataclass(slots=True)
class Gathering:
    """Records in the order of reading; `freeze` makes the representation of them."""

    title: str
    platforms: dict[str, Platform] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    identities: dict[str, Identity] = field(default_factory=dict)
    credentials: list[Credential] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    trust_edges: list[TrustEdge] = field(default_factory=list)
    audits: list[AuditConfiguration] = field(default_factory=list)
    files: list[SourceFile] = field(default_factory=list)
    accounts_by_name: dict[str, str] = field(default_factory=dict)
    _people: dict[str, str] = field(default_factory=dict)
    _ids_by_number: dict[str, str] = field(default_factory=dict)

    def add_platform(self, platform: Platform) -> None:
        """Add a project; its number is known as another name of it from then on."""
        self.platforms[platform.key] = platform
        if platform.number:
            self._ids_by_number[platform.number] = platform.key

    def platform_key(self, id_or_number: str) -> str | None:
        """Return the key of the project with this id or number, or None if none was added."""
        key = self._ids_by_number.get(id_or_number, id_or_number)
        return key if key in self.platforms else None

    def identity(self, node: Node) -> str:
        """Return the key of the identity that the text `node` names; add it if it is new.

        Raises:
            ScenarioError: The text names no principal.
        """
        member = read_member(node.text())
        if member is None:
            raise node.refuse(
                "a principal such as user:..., group:..., serviceAccount:... or allUsers"
            )
        key = self._pseudonym(member)
        if key not in self.identities:
            self.identities[key] = self._mentioned(member, key, node.origin)
        return key

    def describe(self, email: Node, title: str, *, disabled: bool, home: str | None) -> str:
        """Return the key of the service account `email`, marked as described by the export."""
        name = email.text()
        member = read_member(f"serviceAccount:{name}")
        if member is None or "@" not in name:
            raise email.refuse("the e-mail of a service account")
        because = "a described service account"
        if disabled:
            because = "a described service account that is disabled: listed, not simulated"
        known = self._mentioned(member, member.key, email.origin)
        self.identities[member.key] = replace(
            known,
            title=title or known.title,
            home=home or known.home,
            described=True,
            disabled=disabled,
            simulated=not disabled,
            because=because,
        )
        return member.key

    def freeze(self, importer: str, unread: tuple[str, ...]) -> Representation:
        """Return all that was added."""
        start = Origin(self.files[0].path)
        return Representation(
            importer=importer,
            title=self.title,
            directories=(
                Directory(SERVICE_ACCOUNTS, "gcp_iam", "Google Cloud IAM", start, Standing.DERIVED),
                Directory(PEOPLE, "google_identity", "Cloud Identity", start, Standing.DERIVED),
            ),
            platforms=tuple(self.platforms.values()),
            resources=tuple(self.resources.values()),
            identities=tuple(self.identities.values()),
            credentials=(
                *self.credentials,
                *assume_credentials(
                    list(self.identities.values()), self.credentials, self.trust_edges
                ),
            ),
            grants=tuple(self.grants),
            trust_edges=tuple(self.trust_edges),
            audits=tuple(self.audits),
            files=tuple(self.files),
            unread=unread,
        )

    def _pseudonym(self, member: Member) -> str:
        if member.kind is not IdentityKind.PERSON:
            return member.key
        number = len(self._people) + 1
        return self._people.setdefault(member.key.casefold(), f"person_{number:03d}")

    def _mentioned(self, member: Member, key: str, origin: Origin) -> Identity:
        because = _LISTED[member.kind]
        if member.cloud_build:
            because = "a Cloud Build account"
        if member.prefix.startswith("project"):
            because = "whoever holds a basic role on a project"
        return Identity(
            key=key,
            kind=member.kind,
            title=key if member.kind is IdentityKind.PERSON else member.name,
            directory=member.directory,
            home=self.platform_key(member.project),
            described=False,
            default=member.default,
            disabled=member.deleted,
            simulated=member.cloud_build and not member.deleted,
            because=because,
            origin=origin,
            standing=Standing.STATED,
        )
