"""Plain counts of a Google Cloud export, so that a reader can check the import by hand."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from models.importers.gcp.policies import BASIC_ROLES
from models.importers.representation import Standing

if TYPE_CHECKING:
    from models.importers.representation import Grant, Representation

Counts = dict[str, object]


def count_dump(read: Representation) -> Counts:
    """Return the counts of an IAM audit dump; member bindings are those of projects."""
    grants = [grant for grant in read.grants if grant.place_kind == "project"]
    buckets = [one for one in read.resources if one.kind == "bucket"]
    basic = Counter(
        f"{grant.role} {_prefix(grant)}" for grant in grants if grant.role in BASIC_ROLES
    )
    return {
        "projects": len(read.platforms),
        "member_bindings": len(grants),
        "by_type": dict(sorted(Counter(map(_prefix, grants)).items())),
        "basic_roles": dict(sorted(basic.items())),
        "service_accounts_described": sum(one.described for one in read.identities),
        "secrets": sum(one.kind == "secret" for one in read.resources),
        "policies_with_auditConfigs": len(
            {one.place for one in read.audits if one.standing is Standing.STATED}
        ),
        "buckets_with_access_logging": sum(bool(one.access_logged) for one in buckets),
        "buckets": len(buckets),
        "buckets_public": sum(one.public for one in buckets),
    }


def count_inventory(read: Representation) -> Counts:
    """Return the counts of a Cloud Asset Inventory, file by file; bad lines are refused."""
    bindings = Counter(grant.origin.file for grant in read.grants)
    return {
        one.path: {
            "rows": one.rows,
            "bad_lines": 0,
            "asset_types": len(one.kinds),
            "bindings": bindings[one.path],
        }
        for one in read.files
    }


def _prefix(grant: Grant) -> str:
    if grant.identity.startswith("person_"):
        return "user"
    return grant.identity.partition(":")[0]
