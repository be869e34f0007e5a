"""The members of a Google Cloud policy: which kind of identity a principal is.

Source: Google Cloud IAM documentation, "Principal identifiers" and "Service agents".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.importers.representation import IdentityKind

SERVICE_ACCOUNTS = "gcp_iam"
PEOPLE = "cloud_identity"

_PUBLIC = {"allUsers", "allAuthenticatedUsers"}
_BY_PREFIX = {
    "user": (IdentityKind.PERSON, PEOPLE),
    "group": (IdentityKind.GROUP, PEOPLE),
    "domain": (IdentityKind.GROUP, PEOPLE),
    "projectOwner": (IdentityKind.GROUP, SERVICE_ACCOUNTS),
    "projectEditor": (IdentityKind.GROUP, SERVICE_ACCOUNTS),
    "projectViewer": (IdentityKind.GROUP, SERVICE_ACCOUNTS),
    "principal": (IdentityKind.WORKLOAD, None),
    "principalSet": (IdentityKind.WORKLOAD, None),
}
_AGENT_OF_GOOGLE = re.compile(
    r"service-(?:org-|folder-)?\d+@[a-z0-9.-]+\.iam\.gserviceaccount\.com"
)
_APIS_AGENT = re.compile(r"\d+@cloudservices\.gserviceaccount\.com")
_CLOUD_BUILD = re.compile(r"(\d+)@cloudbuild\.gserviceaccount\.com")
_DEFAULT = re.compile(
    r"(\d+)-compute@developer\.gserviceaccount\.com|(.+)@appspot\.gserviceaccount\.com"
)
_KUBERNETES = re.compile(r"(.+)\.svc\.id\.goog\[(.+)\]")
_OWN = re.compile(r".+@([a-z0-9.-]+)\.iam\.gserviceaccount\.com")
_GONE = re.compile(r"\?uid=\d+$")


@dataclass(frozen=True, slots=True)
class Member:
    """A principal as a policy names it.

    Attributes:
        prefix: What stands before the first colon (`user`, `group`, `serviceAccount`, ...).
        key: The principal without a mark that it was deleted.
        name: What follows the prefix.
        directory: The directory that authenticates it, or None.
        project: Project id or number that its name gives away, or the empty string.
        cloud_build: True for the account with which Cloud Build runs the builds of a project.
        default: True for an account that Google makes for a project and all its work shares.
        deleted: True if the policy marks it as deleted.
    """

    prefix: str
    key: str
    name: str
    kind: IdentityKind
    directory: str | None
    project: str = ""
    cloud_build: bool = False
    default: bool = False
    deleted: bool = False


def read_member(principal: str) -> Member | None:
    """Return what `principal` is, or None if it is no principal of Google Cloud."""
    if principal in _PUBLIC:
        return Member(principal, principal, principal, IdentityKind.PUBLIC, None)
    deleted = principal.startswith("deleted:")
    key = _GONE.sub("", principal.removeprefix("deleted:"))
    prefix, _, name = key.partition(":")
    if not name:
        return None
    if prefix == "serviceAccount":
        return _service_account(key, name, deleted=deleted)
    if prefix not in _BY_PREFIX:
        return None
    kind, directory = _BY_PREFIX[prefix]
    project = name if prefix.startswith("project") else ""
    return Member(prefix, key, name, kind, directory, project, deleted=deleted)


def _service_account(key: str, name: str, *, deleted: bool) -> Member:
    def member(
        kind: IdentityKind, project: str = "", *, cloud_build: bool = False, default: bool = False
    ) -> Member:
        directory = None if kind is IdentityKind.WORKLOAD else SERVICE_ACCOUNTS
        return Member(
            "serviceAccount", key, name, kind, directory, project, cloud_build, default, deleted
        )

    if found := _KUBERNETES.fullmatch(name):
        return member(IdentityKind.WORKLOAD, found[1])
    if _AGENT_OF_GOOGLE.fullmatch(name) or _APIS_AGENT.fullmatch(name):
        return member(IdentityKind.SERVICE_AGENT)
    if found := _CLOUD_BUILD.fullmatch(name):
        return member(IdentityKind.SERVICE_ACCOUNT, found[1], cloud_build=True)
    if found := _DEFAULT.fullmatch(name):
        return member(IdentityKind.SERVICE_ACCOUNT, found[1] or found[2], default=True)
    if found := _OWN.fullmatch(name):
        return member(IdentityKind.SERVICE_ACCOUNT, found[1])
    return member(IdentityKind.SERVICE_ACCOUNT)
