"""Three designs over an import: as found, keys to federation, and the derived target.

All three bind every platform to the same directory and share every structural setting (vault,
sink, queue, scope of review). What differs are settings only, so no gain from fewer directories
can appear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.importers.draft.names import ID_MAX
from models.importers.draft.organisation import SINK
from models.importers.representation import Standing

if TYPE_CHECKING:
    from models.importers.draft.ledger import Ledger
    from models.importers.draft.organisation import Land
    from models.importers.draft.workload import Fleet
    from models.importers.representation import Credential, Representation

Part = dict[str, Any]

AS_FOUND = "as_found"
FEDERATED = "federated"
TARGET = "target"

KEY_RULE = "keys"
DEFAULT_RULE = "default_accounts"
LOGS_RULE = "data_logs"
REVIEW_RULE = "reviews"
WIDE_RULE = "basic_roles"
NARROW_RULE = "predefined_roles"

_WIDE = {
    "lognormal": {"mean": 20, "cv": 1},
    "source": "derived from basic roles (owner, editor) in the export; size of the factor: E100",
}
_PREDEFINED = {"value": 2, "source": "derived from predefined and custom roles in the export",
               "note": "the size of the factor is our choice"}  # fmt: skip
_FEDERATION = {"value": "workload_oidc", "note": "own account and federation for each workload"}
_TARGET_STANDARD: Part = {
    "credential": _FEDERATION,
    "grant_factor": {"value": 2, "note": "assumption: what predefined roles leave over"},
    "logging": {
        "data": "recorded",
        "captured": {"value": 0.95, "note": "assumption"},
        "correlated": {"value": 0.95, "note": "assumption"},
    },
    "review": {"every": "90 d", "catch": {"value": 0.5, "note": "assumption"}},
}
_RULES_BY_KIND = {
    "static_key": KEY_RULE,
    "shared_account": DEFAULT_RULE,
    "managed_identity": "platform_issued",
    "workload_oidc": "federated_accounts",
}
_BASIS = {
    Standing.STATED: "stated by the export",
    Standing.DERIVED: "derived from the export",
}


def draft_designs(read: Representation, land: Land, fleets: list[Fleet], ledger: Ledger) -> Part:
    """Return the `designs` of the scenario."""
    platforms = list(land.platforms.values())
    binding = {land.platforms[one.key]: land.directories[one.directory] for one in read.platforms}
    ledger.derived(len(platforms))
    kinds = _credential_kinds(read, fleets)
    rules = _assumed(ledger)
    rules |= _credential_rules(kinds, ledger)
    rules |= _grant_rules(fleets, ledger)
    rules |= _logging_rules(read, land, ledger)
    held = {name: one.kind for name, one in kinds.items()}
    keyed = [fleet for fleet in fleets if held.get(fleet.name) == "static_key"]
    return {
        AS_FOUND: {
            "title": "As found",
            "notes": "What the export says; what it does not say is assumed or a vendor's default.",
            "binding": binding,
            "rules": rules,
        },
        FEDERATED: {
            "title": "Keys to federation",
            "extends": AS_FOUND,
            "standard": {"credential": _FEDERATION},
            "rules": _given_up(rules, KEY_RULE),
            "costs": {"integration": _effort(_used_by(keyed), 1)},
        },
        TARGET: {
            "title": "Derived target",
            "notes": (
                "Same directories, sinks, queues and scope of review as found: only settings "
                "change, so no gain comes from fewer directories."
            ),
            "extends": FEDERATED,
            "standard": _TARGET_STANDARD,
            "rules": _given_up(rules, DEFAULT_RULE, WIDE_RULE, LOGS_RULE, REVIEW_RULE),
            "costs": {"integration": _effort(platforms, 2)},
        },
    }


def _credential_kinds(read: Representation, fleets: list[Fleet]) -> dict[str, Credential]:
    """Return the credential of each fleet; a key outlasts all other kinds."""
    best: dict[str, Credential] = {}
    for one in read.credentials:
        known = best.get(one.identity)
        if known is None or known.kind != "static_key":
            best[one.identity] = one
    return {one.name: best[one.identity.key] for one in fleets if one.identity.key in best}


def _assumed(ledger: Ledger) -> Part:
    ledger.assumed(4)
    never = {"value": "never", "note": "assumption: keys expire only where somebody says so"}
    return {
        "not_in_the_export": {
            "set": {"rotation": never, "logging": {"sink": {"value": SINK, "note": "assumption"}}}
        },
        REVIEW_RULE: {
            "set": {
                "review": {
                    "every": {"value": "365 d", "note": "assumption"},
                    "catch": {"value": 0.05, "note": "assumption"},
                }
            }
        },
    }


def _credential_rules(kinds: dict[str, Credential], ledger: Ledger) -> Part:
    rules: Part = {}
    for kind in sorted({one.kind for one in kinds.values()}):
        name = _RULES_BY_KIND.get(kind, f"{kind}_accounts")
        for standing in (Standing.ASSUMED, Standing.STATED):
            fleets = [
                fleet
                for fleet, one in kinds.items()
                if one.kind == kind
                and (one.standing is Standing.STATED) == (standing is Standing.STATED)
            ]
            if not fleets:
                continue
            ledger.enter(standing, len(fleets))
            leaf: Part = {"value": kind, "note": "assumption: the export lists no keys"}
            if standing is Standing.STATED:
                leaf = {"value": kind, "source": _BASIS[standing]}
            rules[name if standing is Standing.ASSUMED else f"{name}_stated"] = {
                "where": {"fleet": fleets},
                "set": {"credential": leaf} | _copies(kind, ledger),
            }
    return rules


def _copies(kind: str, ledger: Ledger) -> Part:
    """Return how many copies of a secret there are; a default account's is not handed out."""
    if kind not in {"static_key", "shared_account"}:
        return {}
    ledger.assumed()
    return {"copies": {"value": 2 if kind == "static_key" else 1, "note": "assumption"}}


def _grant_rules(fleets: list[Fleet], ledger: Ledger) -> Part:
    """Return wide grants where a basic role is held, predefined ones elsewhere."""
    ledger.derived(sum(len(fleet.broad) + len(fleet.narrow) for fleet in fleets))
    narrow = [(one.name, one.narrow, one.broad) for one in fleets]
    wide = [(one.name, one.broad, one.narrow) for one in fleets]
    return _factor_rules(NARROW_RULE, narrow, _PREDEFINED) | _factor_rules(WIDE_RULE, wide, _WIDE)


def _factor_rules(name: str, held: list[tuple[str, list[str], list[str]]], leaf: Part) -> Part:
    """Return one rule for all fleets of one breadth, and one for each fleet of both.

    Args:
        name: Name of the rule.
        held: Fleet, platforms of this breadth, platforms of the other.
        leaf: The grant factor.
    """
    rules: Part = {}
    everywhere = [fleet for fleet, here, elsewhere in held if here and not elsewhere]
    if everywhere:
        rules[name] = {"where": {"fleet": everywhere}, "set": {"grant_factor": leaf}}
    for fleet, here, elsewhere in held:
        if here and elsewhere:
            rules[f"{name}_{fleet}"[:ID_MAX]] = {
                "where": {"fleet": [fleet], "platform": here},
                "set": {"grant_factor": leaf},
            }
    return rules


def _logging_rules(read: Representation, land: Land, ledger: Ledger) -> Part:
    logged = {
        land.platforms[one.place]: one.standing
        for one in read.audits
        if one.place in land.platforms
        and one.service == "allServices"
        and one.data_read
        and one.data_write
    }
    ledger.stated(len(logged))
    ledger.derived(len(land.platforms) - len(logged))
    absent = {"value": "absent", "source": "derived: no audit configuration in the export (E066)"}
    rules: Part = {LOGS_RULE: {"set": {"logging": {"data": absent}}}}
    if logged:
        stated = {"value": "recorded", "source": "stated: auditConfigs in the export"}
        rules["data_logs_stated"] = {
            "where": {"platform": list(logged)},
            "set": {"logging": {"data": stated}},
        }
    return rules


def _given_up(found: Part, *starts: str) -> Part:
    """Return the rules of `found` whose names start so, emptied: the standard holds instead."""
    return {
        name: {"notes": "given up: the standard holds", "set": {}}
        for name in found
        if name.startswith(starts)
    }


def _used_by(fleets: list[Fleet]) -> list[str]:
    return list(dict.fromkeys(name for one in fleets for name in (*one.broad, *one.narrow)))


def _effort(platforms: list[str], person_days: int) -> Part:
    cost = {"value": f"{person_days} person-days", "note": "assumption"}
    return dict.fromkeys(platforms, cost)
