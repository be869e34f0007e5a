"""What an import found, in counts that a person can check against the export."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.importers.draft.ledger import Ledger
    from models.importers.representation import Identity, Representation
    from models.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Summary:
    """The account of one import.

    Attributes:
        importer: Name of the importer.
        export: What kind of export it was.
        counts: Plain counts of the export, by the importer's own names.
        records: Records of the representation by kind.
        standings: Records of the representation by standing.
        settings: Settings of the scenario by standing, and their total.
        sentence: First line of a verdict on the scenario.
        simulated: Why accounts are simulated, and how many for each reason.
        listed: Identities that are kept but not simulated: by reason, their keys.
        left_out: What was read and does not reach the scenario, in words, with how often.
        scenario: Sizes of the scenario.
        unread: Files that are no part of the export.
    """

    importer: str
    export: str
    counts: Mapping[str, object]
    records: Mapping[str, int]
    standings: Mapping[str, int]
    settings: Mapping[str, int]
    sentence: str
    simulated: Mapping[str, int]
    listed: Mapping[str, tuple[str, ...]]
    left_out: Mapping[str, int]
    scenario: Mapping[str, int]
    unread: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return it as plain dictionaries, lists, texts and numbers."""
        return {
            "importer": self.importer,
            "export": self.export,
            "counts": dict(self.counts),
            "records": dict(self.records),
            "standings": dict(self.standings),
            "settings": dict(self.settings),
            "sentence": self.sentence,
            "simulated": dict(self.simulated),
            "listed": {
                why: {"count": len(keys), "identities": list(keys)}
                for why, keys in self.listed.items()
            },
            "left_out": dict(self.left_out),
            "scenario": dict(self.scenario),
            "unread": list(self.unread),
        }


def summarise(
    read: Representation, counts: Mapping[str, object], scenario: Scenario, ledger: Ledger
) -> Summary:
    """Return the account of an import."""
    organisation = scenario.organisation
    return Summary(
        importer=read.importer,
        export=read.title,
        counts=counts,
        records={
            "directories": len(read.directories),
            "platforms": len(read.platforms),
            "resources": len(read.resources),
            "identities": len(read.identities),
            "credentials": len(read.credentials),
            "grants": len(read.grants),
            "trust_edges": len(read.trust_edges),
            "audit_configurations": len(read.audits),
        },
        standings=_sorted(one.standing.value for one in read.records()),
        settings=ledger.as_counts(),
        sentence=ledger.sentence(),
        simulated=_sorted(one.because for one in read.simulated()),
        listed=_by_reason(read.listed()),
        left_out=_left_out(read, len(scenario.workload.fleets)),
        scenario={
            "platforms": len(organisation.platforms),
            "directories": len(organisation.directories),
            "resources": len(organisation.resources),
            "trust_edges": len(organisation.trust_edges),
            "fleets": len(scenario.workload.fleets),
            "agents": sum(one.agents for one in scenario.workload.fleets.values()),
            "designs": len(scenario.designs),
        },
        unread=read.unread,
    )


def _left_out(read: Representation, fleets: int) -> dict[str, int]:
    simulated = {one.key for one in read.simulated()}
    of_fleets = [grant for grant in read.grants if grant.identity in simulated]
    return {
        "accounts without a grant or a home in the export": len(simulated) - fleets,
        "grants of simulated accounts above platforms": sum(
            grant.platform is None for grant in of_fleets
        ),
        "conditions on grants of simulated accounts (taken as always true)": sum(
            bool(grant.condition) for grant in of_fleets
        ),
    }


def _by_reason(identities: Iterable[Identity]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in identities:
        found.setdefault(one.because, []).append(one.key)
    return {why: tuple(keys) for why, keys in sorted(found.items())}


def _sorted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))
