"""Deriving a target design from an organisation, and what it costs, before anything changes."""

from models.unify.accounts import AccountCount, count_accounts
from models.unify.deriving import Exempted, Unification, unify
from models.unify.options import Options, UnknownChoice, suggested

__all__ = [
    "AccountCount",
    "Exempted",
    "Options",
    "Unification",
    "UnknownChoice",
    "count_accounts",
    "suggested",
    "unify",
]
