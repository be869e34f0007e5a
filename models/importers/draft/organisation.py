"""The organisation of a drafted scenario: platforms, things, trust, and those who decide."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.importers.draft.names import title
from models.importers.representation import IdentityKind, Standing, TrustKind

if TYPE_CHECKING:
    from models.importers.draft.ledger import Ledger
    from models.importers.draft.names import Names
    from models.importers.representation import Platform, Representation, Resource

Part = dict[str, Any]

OWNERS = "platform_owners"
SINK = "cloud_logs"
EDGES_MAX = 400
"""Trust edges beyond this number would hide the picture; they are counted, not drawn."""

_SERVICES = "services"
_LABELS = {
    "bucket": ("buckets", "internal"),
    "secret": ("secrets", "restricted"),
    "dataset": ("data", "confidential"),
    "table": ("data", "confidential"),
    "database": ("data", "confidential"),
    "crypto_key": ("crypto_keys", "restricted"),
    "topic": ("queues", "internal"),
    "subscription": ("queues", "internal"),
    "instance": ("machines", "internal"),
    "disk": ("machines", "internal"),
    "cluster": ("machines", "internal"),
}


@dataclass(slots=True)
class Land:
    """Where the vendor's places are found in the scenario.

    Attributes:
        directories: Scenario id of each directory by its key.
        platforms: Scenario id of each platform by its key.
        services: Id of the resource that stands for a platform's own services, by the platform's
            key.
        places: Id of the resource that stands for a thing, by the thing's key.
    """

    directories: dict[str, str] = field(default_factory=dict)
    platforms: dict[str, str] = field(default_factory=dict)
    services: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


def draft_organisation(read: Representation, names: Names, ledger: Ledger) -> tuple[Part, Land]:
    """Return the `organisation` of the scenario, and where each place went."""
    for name in (OWNERS, SINK):
        names.give(name)
    land = Land(directories={one.key: names.give(one.key) for one in read.directories})
    land.platforms = {one.key: names.give(one.key) for one in read.platforms}
    resources: Part = {}
    for platform in read.platforms:
        resources |= _resources(read, platform, land, names, ledger)
    organisation: Part = {
        "teams": {OWNERS: _owners(read, ledger)},
        "directories": {
            land.directories[one.key]: {
                "title": title(one.title),
                "kind": one.kind,
                "owner": OWNERS,
                "notes": one.standing.value,
            }
            for one in read.directories
        },
        "platforms": {
            land.platforms[one.key]: {
                "title": title(one.key),
                "kind": one.kind,
                "owner": OWNERS,
                "notes": f"{one.standing}: {title(str(one.origin))}",
            }
            for one in read.platforms
        },
        "log_sinks": {
            SINK: {"title": "Logs", "central": True, "analysts": 1, "notes": "assumption"}
        },
        "resources": resources,
        "trust_edges": _trust_edges(read, land, names, ledger),
    }
    for standing in [one.standing for one in read.directories]:
        ledger.enter(standing)
    for one in read.platforms:
        ledger.enter(one.standing)
    ledger.assumed(2)
    return organisation, land


def _owners(read: Representation, ledger: Ledger) -> Part:
    people = {
        grant.identity
        for grant in read.grants
        if grant.role.endswith("/owner") and grant.identity.startswith("person_")
    }
    (ledger.derived if people else ledger.assumed)()
    ledger.assumed()
    told = f"derived: {len(people)} people hold roles/owner" if people else "assumption"
    return {
        "title": "Owners of platforms",
        "approvers": max(1, len(people)),
        "hours": "Mon-Fri 09-17",
        "notes": f"{told}; hours: assumption",
    }


def _resources(
    read: Representation, platform: Platform, land: Land, names: Names, ledger: Ledger
) -> Part:
    """Return the things of one platform, like things as one resource with a count."""
    groups: dict[tuple[str, str], list[Resource]] = defaultdict(list)
    for one in read.resources:
        if one.platform == platform.key and one.kind in _LABELS:
            label, sensitivity = _LABELS[one.kind]
            if one.public:
                label, sensitivity = f"public {label}", "public"
            groups[label, sensitivity].append(one)
    made: Part = {}
    home = land.platforms[platform.key]
    own = names.give(home, _SERVICES)
    land.services[platform.key] = own
    told = "stated" if platform.services else "derived: the project itself"
    made[own] = {
        "title": title(f"{platform.key}: services"),
        "platform": home,
        "sensitivity": "internal",
        "count": max(1, len(platform.services)),
        "notes": f"count: {told}; sensitivity: assumption",
    }
    (ledger.stated if platform.services else ledger.derived)()
    ledger.assumed()
    for (label, sensitivity), things in sorted(groups.items()):
        name = names.give(home, label)
        land.places |= {one.key: name for one in things}
        told = {"public": "derived: everybody may read", "restricted": "derived from its kind"}.get(
            sensitivity, "assumption"
        )
        made[name] = {
            "title": title(f"{platform.key}: {label.replace('_', ' ')}"),
            "platform": home,
            "sensitivity": sensitivity,
            "count": len(things),
            "notes": f"count: stated, {title(str(things[0].origin))} first; sensitivity: {told}",
        }
        ledger.stated(2)
        (ledger.assumed if told == "assumption" else ledger.derived)()
    return made


def _trust_edges(read: Representation, land: Land, names: Names, ledger: Ledger) -> Part:
    """Return the ways from a workload's platform to where the account it becomes may act."""
    identities = {one.key: one for one in read.identities}
    reach: dict[str, dict[str, None]] = defaultdict(dict)
    for grant in read.grants:
        if grant.platform in land.services and grant.place_kind != "identity":
            end = land.places.get(grant.place) or land.services[grant.platform]
            reach[grant.identity][end] = None
    made: Part = {}
    drawn: set[tuple[str, str]] = set()
    for edge in read.trust_edges:
        source = identities[edge.source]
        if edge.kind is not TrustKind.FEDERATION or source.kind is not IdentityKind.WORKLOAD:
            continue
        start = land.services.get(source.home or "")
        for end in reach[edge.target] if start else ():
            if start == end or (start, end) in drawn or len(drawn) >= EDGES_MAX:
                continue
            drawn.add((start or "", end))
            made[names.give("trust", str(len(drawn)))] = {
                "from": start,
                "to": end,
                "by": "role_assumption",
                "notes": f"derived: {title(str(edge.origin))}",
            }
    ledger.enter(Standing.DERIVED, len(made))
    return made
