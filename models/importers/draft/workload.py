"""The workload of a drafted scenario: one fleet of one agent for each simulated account."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.importers.draft.names import title
from models.importers.draft.organisation import OWNERS
from models.importers.representation import Breadth

if TYPE_CHECKING:
    from models.importers.draft.ledger import Ledger
    from models.importers.draft.names import Names
    from models.importers.draft.organisation import Land
    from models.importers.representation import Grant, Identity, Representation

Part = dict[str, Any]

TASKS = {"value": "4 / d", "note": "assumption"}
NOVELTY = {"value": 0.002, "note": "assumption"}
LIFETIME = {"exponential": {"mean": "2 y"}, "note": "assumption"}
ASSUMED_PER_FLEET = 4
"""Agents, tasks, novelty, lifetime."""


@dataclass(slots=True)
class Fleet:
    """A simulated account in the scenario.

    Attributes:
        name: Id of its fleet.
        broad: Ids of the platforms where it holds a role that opens everything.
        narrow: Ids of the other platforms that it uses.
    """

    name: str
    identity: Identity
    broad: list[str] = field(default_factory=list)
    narrow: list[str] = field(default_factory=list)


def draft_workload(
    read: Representation, land: Land, names: Names, ledger: Ledger
) -> tuple[Part, list[Fleet]]:
    """Return the `workload` of the scenario, and its fleets."""
    grants: dict[str, list[Grant]] = {}
    for grant in read.grants:
        grants.setdefault(grant.identity, []).append(grant)
    parts: Part = {}
    fleets: list[Fleet] = []
    for identity in sorted(read.simulated(), key=lambda one: (one.home or "", one.key)):
        held = grants.get(identity.key, [])
        uses = _uses(identity, held, land)
        if not uses:
            continue
        fleet = Fleet(names.give(*_words(identity)), identity)
        _sort_platforms(fleet, held, land)
        fleets.append(fleet)
        bound = any(grant.platform for grant in held)
        parts[fleet.name] = {
            "title": title(_title(identity)),
            "purpose": title(_purpose(identity)),
            "owner": OWNERS,
            "agents": 1,
            "tasks": TASKS,
            "novelty": NOVELTY,
            "lifetime": LIFETIME,
            "uses": uses,
            "notes": f"stated: {title(str(identity.origin))}; uses: {_told(bound=bound)}",
        }
        ledger.assumed(ASSUMED_PER_FLEET)
        (ledger.stated if bound else ledger.derived)(len(uses))
    ledger.assumed()
    return {"profile": "flat", "fleets": parts}, fleets


def _told(*, bound: bool) -> str:
    if bound:
        return "stated; weights: assumption"
    return "derived, its own project, as it holds nothing; weights: assumption"


def _uses(identity: Identity, held: list[Grant], land: Land) -> dict[str, float]:
    found: dict[str, float] = {}
    for grant in held:
        if grant.platform is None or grant.place_kind == "identity":
            continue
        place = land.places.get(grant.place) or land.services.get(grant.platform)
        if place is not None:
            found[place] = 1.0
    if not found and identity.home in land.services:
        found[land.services[identity.home]] = 1.0
    return found


def _sort_platforms(fleet: Fleet, held: list[Grant], land: Land) -> None:
    wide: dict[str, bool] = {}
    for grant in held:
        if grant.platform in land.platforms and grant.place_kind != "identity":
            name = land.platforms[grant.platform]
            wide[name] = wide.get(name, False) or grant.breadth is Breadth.BROAD
    if not wide and fleet.identity.home in land.platforms:
        wide[land.platforms[fleet.identity.home]] = False
    fleet.broad = [name for name, is_wide in wide.items() if is_wide]
    fleet.narrow = [name for name, is_wide in wide.items() if not is_wide]


def _local_part(identity: Identity) -> str:
    return identity.key.partition(":")[2].partition("@")[0]


def _words(identity: Identity) -> tuple[str, ...]:
    home = identity.home or ""
    if identity.default:
        return home, "default"
    if not identity.described:
        return home, "cloud_build"
    return home, _local_part(identity)


def _purpose(identity: Identity) -> str:
    own = identity.described and not identity.default
    return (identity.title if own else "") or identity.because


def _title(identity: Identity) -> str:
    home = f"{identity.home}: " if identity.home else ""
    if not identity.described:
        return f"{home}{identity.because.removeprefix('a ').removesuffix(' account')}"
    if identity.default:
        return f"{home}default account"
    return f"{home}{_local_part(identity)}"
