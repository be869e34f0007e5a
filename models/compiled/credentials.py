"""How each kind of credential behaves: vendor kinds are presets of five behaviours (M4)."""

from __future__ import annotations

from dataclasses import dataclass

from models.compiled.governance import Behaviour, Subject


@dataclass(frozen=True, slots=True)
class CredentialNature:
    """What the engine knows of a kind of credential.

    Attributes:
        behaviour: How an account proves itself with it.
        subject: Whose account it is.
        minted: True where short-lived access tokens are minted from something else.
        exportable: True where a stored secret exists that can be copied and leak.
        first_clock: True where a refresh or source token has a life of its own.
    """

    behaviour: Behaviour
    subject: Subject
    minted: bool
    exportable: bool
    first_clock: bool


NATURES: dict[str, CredentialNature] = {
    "static_key": CredentialNature(
        Behaviour.STORED, Subject.AGENT, minted=False, exportable=True, first_clock=False
    ),
    "shared_account": CredentialNature(
        Behaviour.SHARED, Subject.FLEET, minted=False, exportable=True, first_clock=False
    ),
    "human_delegated": CredentialNature(
        Behaviour.DELEGATED, Subject.PERSON, minted=True, exportable=True, first_clock=True
    ),
    "client_secret": CredentialNature(
        Behaviour.STORED, Subject.AGENT, minted=True, exportable=True, first_clock=False
    ),
    "oauth_refresh": CredentialNature(
        Behaviour.STORED, Subject.AGENT, minted=True, exportable=True, first_clock=True
    ),
    "managed_identity": CredentialNature(
        Behaviour.PLATFORM, Subject.AGENT, minted=True, exportable=False, first_clock=False
    ),
    "cloud_role": CredentialNature(
        Behaviour.PLATFORM, Subject.AGENT, minted=True, exportable=False, first_clock=False
    ),
    "spiffe_svid": CredentialNature(
        Behaviour.PLATFORM, Subject.AGENT, minted=True, exportable=False, first_clock=False
    ),
    "workload_oidc": CredentialNature(
        Behaviour.EXCHANGED, Subject.AGENT, minted=True, exportable=False, first_clock=True
    ),
    "vault_lease": CredentialNature(
        Behaviour.EXCHANGED, Subject.AGENT, minted=True, exportable=False, first_clock=True
    ),
}
