"""What a person decides before a target design is derived."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.errors import ModelError
from models.profile import LOCAL_PREFIX, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.scenario.scenario import Scenario

FEDERATES = (
    "entra_id", "okta", "ping", "keycloak", "auth0", "google_identity", "aws_identity_center",
    "spiffe", "active_directory",
)  # fmt: skip
"""Kinds of directories that others are federated to, the fitter ones first; a choice."""

MANAGED = (
    "hashicorp_vault", "cyberark", "azure_key_vault", "aws_secrets_manager", "gcp_secret_manager",
)  # fmt: skip
"""Kinds of vaults that are better than files and safes of a team; a choice."""

MOST_GATES = 20


class UnknownChoice(ModelError):  # noqa: N818 - the name says what it is
    """Something was chosen that the organisation does not have."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is decided.

    Attributes:
        directory: Id of the directory that is to authenticate for everybody.
        sink: Id of the log sink in which all is recorded; empty: each platform's own.
        vault: Id of the vault for secrets that stay; empty: each platform's own.
        approver: Id of the team that approves; empty: the owner of each platform.
        gates: Approvals in a row, 0 to 20.
        left_out: Ids of platforms that keep the directory that they have.
        title: Name of the design.
    """

    directory: str
    sink: str = ""
    vault: str = ""
    approver: str = ""
    gates: int = 1
    left_out: frozenset[str] = field(default_factory=frozenset)
    title: str = "Unified"

    def check(self, scenario: Scenario) -> None:
        """Refuse what the organisation does not have.

        Raises:
            UnknownChoice: An id is unknown, or a number is out of range.
        """
        org = scenario.organisation
        for what, key, known in (
            ("directory", self.directory, org.directories),
            ("log sink", self.sink, org.log_sinks),
            ("vault", self.vault, org.vaults),
            ("team", self.approver, org.teams),
        ):
            if key and key not in known:
                raise UnknownChoice(f"no {what} {key!r}; there are {_listed(known)}")
        if not self.directory:
            raise UnknownChoice("name the directory that is to authenticate for everybody")
        for platform in sorted(self.left_out):
            if platform not in org.platforms:
                raise UnknownChoice(f"no platform {platform!r}; there are {_listed(org.platforms)}")
        if not 0 <= self.gates <= MOST_GATES:
            raise UnknownChoice(f"{self.gates} gates: 0 to {MOST_GATES} are possible")


def suggested(scenario: Scenario) -> Options:
    """Return what fits the organisation: the directory that authenticates most already.

    Where several do, the fitter kind wins, then the order of the file; the same for log sinks
    (central ones first), vaults and approvers, by the platforms that use them as found.

    Raises:
        UnknownChoice: There is no directory.
    """
    org = scenario.organisation
    if not org.directories:
        raise UnknownChoice("there is no directory: add one that everybody can be federated to")
    found = resolve(scenario, scenario.experiment.baseline)
    bound = Counter(d for d in found.binding.values() if not d.startswith(LOCAL_PREFIX))
    directory = max(
        org.directories,
        key=lambda each: (bound[each], -_rank(org.directories[each].kind)),
    )
    profiles = found.phases[0].profiles.values()
    pairs, different = Counter(map(id, profiles)), {id(each): each for each in profiles}

    def counted(path: str) -> Counter[str]:
        used: Counter[str] = Counter()
        for key, number in pairs.items():
            used[different[key].value(path)] += number
        return used

    sinks, vaults, approvers = map(counted, ("logging.sink", "vault", "approval.by"))
    return Options(
        directory=directory,
        sink=_most(org.log_sinks, sinks, {k for k, s in org.log_sinks.items() if s.central}),
        vault=_most(org.vaults, vaults, {k for k, v in org.vaults.items() if v.kind in MANAGED}),
        approver=_most(org.teams, approvers, set()),
    )


def _rank(kind: str) -> int:
    return FEDERATES.index(kind) if kind in FEDERATES else len(FEDERATES)


def _most(ids: Iterable[str], used: Counter[str], first: set[str]) -> str:
    """Return the id that is used most, among *first* if there are such; empty where none is."""
    return max(ids, key=lambda each: (each in first, used[each]), default="")


def _listed(known: Iterable[str]) -> str:
    return ", ".join(known) or "none"
