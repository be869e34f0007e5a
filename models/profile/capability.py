"""What a platform cannot take, whatever a design says.

A legacy platform takes none of the modern settings: no workload identity, no access per task, no
policy at request time, no claims, no revocation by push.  A platform without workload identities
takes none of those credentials.  What is not taken is as if nobody had said it, for all layers:
the platform's own default holds instead, and the standard shows as an assurance gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.scenario.base import Choice

if TYPE_CHECKING:
    from models.scenario.organisation import Platform

WORKLOAD = ("managed_identity", "cloud_role", "workload_oidc", "spiffe_svid")

MODERN: dict[str, tuple[str, ...]] = {
    "credential": (*WORKLOAD, "vault_lease"),
    "issuance": ("jit",),
    "authorisation": ("token_claim", "request_time"),
    "revocation": ("push",),
}
"""Kinds of each setting that a legacy platform does not take."""


def takes(platform: Platform, path: str, value: object) -> bool:
    """Return whether a platform can take a value of the setting at a path."""
    if path not in MODERN:
        return True
    kind = value.kind if isinstance(value, Choice) else value
    if platform.legacy and kind in MODERN[path]:
        return False
    return platform.workload_identity or path != "credential" or kind not in WORKLOAD
