"""All golden cases, in the order of DESIGN section 7."""

from __future__ import annotations

from models.verification.cases import authentication, oversight, queues, revocation

CASES = (
    *authentication.TOKENS,
    *revocation.POLLS,
    *revocation.LAST,
    *queues.TICKETS,
    *authentication.LIVES,
    *oversight.CASES,
    *queues.GATES,
    *revocation.BULK,
)
"""Golden values; identities are found beside them (`identities`)."""

IDENTITIES = ("little", "conservation")
"""Keys of the exact identities."""


def case_ids() -> tuple[str, ...]:
    """Return all that can be asked for by name."""
    return (*(golden.id for golden in CASES), *IDENTITIES)
