"""Values in words: `static_key` is *static key*, a distribution its name and parameters."""

from __future__ import annotations

from models.presets.defaults import BASE
from models.scenario import Choice, Model, Valued
from models.scenario.distributions import Distribution
from models.units import OpeningHours, Quantity

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


def name_of(word: str) -> str:
    """Return an id or key of the format as people write it."""
    if word.startswith("local:"):
        return "own users"
    return _NAMES.get(word, word.replace("_", " "))


def layer_words(layer: str, by: str) -> str:
    """Return who says a value in the cascade: layer and name of the preset, rule or exception."""
    match layer:
        case "preset":
            return "general default" if by == BASE else f"vendor default, {name_of(by)}"
        case "standard":
            return "declared standard"
        case _:
            return f"{layer} “{name_of(by)}”"


def words_of(value: object) -> str:  # noqa: PLR0911 - one line per kind of value
    """Return any value of a scenario in a few words."""
    if isinstance(value, Valued):
        return words_of(value.value)
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Quantity | OpeningHours):
        return str(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Choice):
        return _choice_words(value)
    if isinstance(value, Model):
        return _parameters(value)
    if isinstance(value, dict):
        return ", ".join(f"{name_of(k)} {words_of(v)}" for k, v in value.items())
    if isinstance(value, tuple | list):
        return ", ".join(words_of(item) for item in value) or "none"
    return name_of(str(value))


def _choice_words(choice: Choice) -> str:
    if isinstance(choice, Distribution) and choice.kind == "constant":
        return words_of(choice.chosen)
    if isinstance(choice, Distribution) and choice.kind == "uniform":
        return f"{words_of(choice.chosen.low)} to {words_of(choice.chosen.high)}"
    inner = _parameters(choice.chosen)
    return f"{name_of(choice.kind)}, {inner}" if inner else name_of(choice.kind)


def _parameters(model: Model) -> str:
    shown = []
    for name in type(model).model_fields:
        value = getattr(model, name)
        if value is not None and name in model.model_fields_set:
            shown.append(f"{name_of(name)} {words_of(value)}")
    return ", ".join(shown)
