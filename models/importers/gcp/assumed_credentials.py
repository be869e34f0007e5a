"""What a Google Cloud account probably proves itself with, where the export does not list its keys.

An audit dump holds no keys. What it does hold (trust of a Kubernetes workload, who made the
account) only makes one kind more likely than another, so every record made here is an assumption.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.importers.representation import Credential, Standing, TrustKind

if TYPE_CHECKING:
    from models.importers.representation import Identity, Origin, TrustEdge

KEY = "static_key"
FEDERATION = "workload_oidc"
PLATFORM_ISSUED = "managed_identity"
SHARED = "shared_account"


def assume_credentials(
    identities: list[Identity], stated: list[Credential], edges: list[TrustEdge]
) -> list[Credential]:
    """Return one assumed credential for each simulated account without a stated key.

    Args:
        identities: All identities.
        stated: Credentials that the export lists.
        edges: Trust in accounts; federation makes a key unlikely.
    """
    has_key = {one.identity for one in stated if one.kind == KEY}
    federated: dict[str, Origin] = {
        edge.target: edge.origin for edge in edges if edge.kind is TrustKind.FEDERATION
    }
    return [
        Credential(
            identity=one.key,
            kind=_kind(one, is_federated=one.key in federated),
            valid_from="",
            valid_until="",
            origin=federated.get(one.key, one.origin),
            standing=Standing.ASSUMED,
        )
        for one in identities
        if one.simulated and one.key not in has_key
    ]


def _kind(identity: Identity, *, is_federated: bool) -> str:
    if is_federated:
        return FEDERATION
    if identity.default:
        return SHARED
    return KEY if identity.described else PLATFORM_ISSUED
