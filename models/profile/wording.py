"""Values in words: `static_key` is *static key*, a distribution its name and parameters.

What a scenario names itself, its own names say: `models.scenario.objects.title_of`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from models.presets.defaults import BASE
from models.profile.design_profile import LOCAL_PREFIX
from models.scenario.base import Choice, Model, Valued
from models.scenario.distributions import Distribution
from models.scenario.objects import ObjectRef, collection, title_of
from models.units import OpeningHours, Quantity

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario

Say: TypeAlias = Callable[[str, str], str]
"""Names a word of the format: the key that it stands at, and the word."""

_NAMES = {
    "workload_oidc": "workload OIDC",
    "spiffe_svid": "SPIFFE SVID",
    "oauth_refresh": "OAuth refresh token",
    "jit": "just in time",
    "cv": "cv",
    "p25": "P25",
    "p50": "P50",
    "p5": "P5",
    "p75": "P75",
    "p90": "P90",
    "p95": "P95",
    "aws": "AWS",
    "gcp": "Google Cloud",
    "saas": "SaaS",
    "ci_cd": "CI/CD",
    "internal_api": "internal API",
    "gcp_iam": "Google Cloud IAM",
    "aws_iam": "AWS IAM",
    "aws_identity_center": "AWS Identity Center",
    "entra_id": "Entra ID",
    "active_directory": "Active Directory",
    "github": "GitHub",
    "ldap": "LDAP",
    "spiffe": "SPIFFE",
    "okta": "Okta",
    "kubernetes": "Kubernetes",
    "google_identity": "Google identity",
    "azure": "Azure",
    "on_premises": "on premises",
    "aws_secrets_manager": "AWS Secrets Manager",
    "azure_key_vault": "Azure Key Vault",
    "gcp_secret_manager": "Google Secret Manager",
    "hashicorp_vault": "HashiCorp Vault",
    "kubernetes_secrets": "Kubernetes secrets",
    "ci_secrets": "CI secrets",
    "cyberark": "CyberArk",
    "auth0": "Auth0",
    "keycloak": "Keycloak",
    "ping": "Ping",
}


_OF_OBJECTS = {
    "vault": "vault",
    "sink": "log_sink",
    "by": "team",
    "last_by": "team",
    "team": "team",
    "owner": "team",
    "fleet": "fleet",
    "platform": "platform",
    "directory": "directory",
}
"""Keys that name an object, and its kind."""


def name_of(word: str) -> str:
    """Return an id or key of the format as people write it, also if written with blanks."""
    if word.startswith(LOCAL_PREFIX):
        return "own users"
    return _NAMES.get(word.replace(" ", "_"), word.replace("_", " "))


def path_label(path: str) -> str:
    """Return the name of a setting for people, such as ``Review: every``."""
    group, _, name = path.rpartition(".")
    text = f"{name_of(group)}: {name_of(name)}" if group else name_of(name)
    text = text.replace("ttl", "TTL")
    return text[:1].upper() + text[1:]


def as_people_say(_key: str, word: str) -> str:
    """Return a word of the format as people write it, whatever key it stands at."""
    return name_of(word)


def as_written(_key: str, word: str) -> str:
    """Return a word of the format as a file has it."""
    return word


def as_named_in(scenario: Scenario) -> Say:
    """Return what says words as people write them, and objects by the names of a scenario."""

    def say(key: str, word: str) -> str:
        kind = _OF_OBJECTS.get(key)
        if kind is None:
            return name_of(word)
        if word.startswith(LOCAL_PREFIX):
            return "the platform’s own"
        known = word in collection(scenario, kind)
        return title_of(scenario, ObjectRef(kind, word)) if known else name_of(word)

    return say


def leaf_words(scenario: Scenario, path: str, leaf: Valued[object]) -> str:
    """Return what a setting says in a few words; an object has the name of the scenario."""
    return words_of(leaf, as_named_in(scenario), path.rpartition(".")[2])


def layer_words(layer: str, by: str) -> str:
    """Return who says a value in the cascade: layer and name of the preset, rule or exception."""
    match layer:
        case "preset":
            return "general default" if by == BASE else f"vendor default, {name_of(by)}"
        case "standard":
            return "declared standard"
        case _:
            return f"{layer} “{name_of(by)}”"


def words_of(  # noqa: PLR0911 - one line per kind of value
    value: object, say: Say = as_people_say, key: str = ""
) -> str:
    """Return any value of a scenario in a few words.

    Args:
        value: The value.
        say: Names a word at a key.
        key: Key at which the value stands.
    """
    if isinstance(value, Valued):
        return words_of(value.value, say, key)
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Quantity | OpeningHours):
        return str(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Choice):
        return _choice_words(value, say)
    if isinstance(value, Model):
        return _parameters(value, say)
    if isinstance(value, dict):
        return ", ".join(f"{name_of(k)} {words_of(v, say, k)}" for k, v in value.items())
    if isinstance(value, tuple | list):
        return ", ".join(words_of(item, say, key) for item in value) or "none"
    return say(key, str(value))


def _choice_words(choice: Choice, say: Say) -> str:
    if isinstance(choice, Distribution) and choice.kind == "constant":
        return words_of(choice.chosen, say)
    if isinstance(choice, Distribution) and choice.kind == "uniform":
        return f"{words_of(choice.chosen.low)} to {words_of(choice.chosen.high)}"
    inner = _parameters(choice.chosen, say)
    return f"{name_of(choice.kind)}, {inner}" if inner else name_of(choice.kind)


def _parameters(model: Model, say: Say) -> str:
    shown = []
    for name in type(model).model_fields:
        value = getattr(model, name)
        if value is not None and name in model.model_fields_set:
            shown.append(f"{name_of(name)} {words_of(value, say, name)}")
    return ", ".join(shown)
