"""IAM policies: role bindings, conditions, trust in service accounts, and audit configurations.

An absent audit configuration is a fact too: Google then writes no Data Access logs for the place
(evidence E066), so a *derived* record says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.importers.representation import (
    AuditConfiguration,
    Breadth,
    Grant,
    IdentityKind,
    Standing,
    TrustEdge,
    TrustKind,
)

if TYPE_CHECKING:
    from models.importers.gcp.gathering import Gathering
    from models.importers.node import Node

ALL_SERVICES = "allServices"
AUDITED_KINDS = frozenset({"project", "folder", "organization"})
BASIC_ROLES = frozenset({"roles/owner", "roles/editor"})

_LOG_TYPES = frozenset({"DATA_READ", "DATA_WRITE", "ADMIN_READ", "LOG_TYPE_UNSPECIFIED"})
_TRUST = {
    "roles/iam.workloadIdentityUser": TrustKind.FEDERATION,
    "roles/iam.serviceAccountUser": TrustKind.ACT_AS,
    "roles/iam.serviceAccountTokenCreator": TrustKind.MINT_TOKEN,
    "roles/iam.serviceAccountKeyAdmin": TrustKind.MINT_TOKEN,
}


@dataclass(frozen=True, slots=True)
class Place:
    """What a policy is attached to: a project, a bucket, a service account ..."""

    key: str
    kind: str
    platform: str | None


def read_policy(gathering: Gathering, policy: Node, place: Place) -> bool:
    """Add all that the policy of `place` says.

    Returns:
        True if the policy grants everybody on the internet something.
    """
    public = False
    for binding in policy.elements("bindings"):
        role = binding.require("role").text()
        condition = _condition(binding)
        for member in binding.require("members").each():
            identity = gathering.identity(member)
            public = public or gathering.identities[identity].kind is IdentityKind.PUBLIC
            gathering.grants.append(
                Grant(
                    identity=identity,
                    role=role,
                    breadth=Breadth.BROAD if role in BASIC_ROLES else Breadth.NARROW,
                    place=place.key,
                    place_kind=place.kind,
                    platform=place.platform,
                    condition=condition,
                    origin=member.origin,
                    standing=Standing.STATED,
                )
            )
            if place.kind == "identity" and role in _TRUST:
                gathering.trust_edges.append(
                    TrustEdge(identity, place.key, _TRUST[role], member.origin, Standing.STATED)
                )
    if place.kind in AUDITED_KINDS or policy.get("auditConfigs") is not None:
        _read_audits(gathering, policy, place)
    return public


def _condition(binding: Node) -> str:
    condition = binding.get("condition")
    return "" if condition is None else condition.require("expression").text()


def _read_audits(gathering: Gathering, policy: Node, place: Place) -> None:
    found = False
    for one in policy.elements("auditConfigs"):
        found = True
        kinds: set[str] = set()
        exempted: list[str] = []
        for log in one.elements("auditLogConfigs"):
            kind = log.require("logType")
            if kind.text() not in _LOG_TYPES:
                raise kind.refuse(f"one of {', '.join(sorted(_LOG_TYPES))}")
            kinds.add(kind.text())
            exempted += [gathering.identity(who) for who in log.elements("exemptedMembers")]
        gathering.audits.append(
            AuditConfiguration(
                place=place.key,
                place_kind=place.kind,
                service=one.require("service").text(),
                data_read="DATA_READ" in kinds,
                data_write="DATA_WRITE" in kinds,
                admin_read="ADMIN_READ" in kinds,
                exempted=tuple(exempted),
                origin=one.origin,
                standing=Standing.STATED,
            )
        )
    if not found:
        gathering.audits.append(
            AuditConfiguration(
                place=place.key,
                place_kind=place.kind,
                service=ALL_SERVICES,
                data_read=False,
                data_write=False,
                admin_read=False,
                exempted=(),
                origin=policy.origin,
                standing=Standing.DERIVED,
            )
        )
