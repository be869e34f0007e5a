"""Incidents: what is made to happen, at a time, in every design alike."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from models.scenario.base import Described, Id, Model
from models.units import Duration, Whole, refuse

KINDS = ("order", "leak", "hijack", "outage", "directory_compromise", "vault_leak")
"""What can happen."""

OrderReason = Literal["retired", "incident", "drill"]


class Order(Model):
    """A revocation order for a fleet, for one agent of it, or for agents drawn at random."""

    fleet: Id | None = Field(default=None, description="All agents of a fleet; default: any fleet.")
    agents: Whole | None = Field(default=None, description="How many, drawn at random.", gt=0)
    place: Whole | None = Field(
        default=None,
        description="Only who holds this place of the fleet, from 1, as in the agent's name.",
        gt=0,
    )
    reason: OrderReason = "drill"

    @model_validator(mode="after")
    def _check_place(self) -> Order:
        if self.place is not None and (self.fleet is None or self.agents is not None):
            found = "no fleet" if self.fleet is None else f"agents: {self.agents}"
            raise refuse("`place` with a fleet and without `agents`", found, "name the fleet only")
        return self


class Leak(Model):
    """A secret of one agent of a fleet, for a platform, leaks."""

    fleet: Id
    platform: Id


class Hijack(Model):
    """One running agent of a fleet is taken over."""

    fleet: Id


class DirectoryOutage(Model):
    """A directory is out."""

    directory: Id = Field(description="A directory, or a platform for its own users.")
    lasts: Duration = Field(description="How long it is out.")


class DirectoryCompromise(Model):
    """An attacker holds all that a directory can mint."""

    directory: Id = Field(description="A directory, or a platform for its own users.")


class VaultLeak(Model):
    """Every secret that a vault holds leaks at once."""

    vault: Id


What = Order | Leak | Hijack | DirectoryOutage | DirectoryCompromise | VaultLeak


class Incident(Described):
    """Something that happens at a time, once or again and again."""

    at: Duration = Field(description="When it happens, from the end of the warm-up.")
    every: Duration | None = Field(default=None, description="Time until it happens again.")
    until: Duration | None = Field(
        default=None, description="When it stops happening again; default: the horizon."
    )
    order: Order | None = None
    leak: Leak | None = None
    hijack: Hijack | None = None
    outage: DirectoryOutage | None = None
    directory_compromise: DirectoryCompromise | None = None
    vault_leak: VaultLeak | None = None

    @model_validator(mode="after")
    def _check_one(self) -> Incident:
        found = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(found) != 1:
            raise refuse(
                f"exactly one of {', '.join(KINDS)}",
                ", ".join(found) or "none",
                "keep one kind",
            )
        return self

    @property
    def kind(self) -> str:
        """Name of the kind of thing that happens."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def happening(self) -> What:
        """What happens."""
        found: What = getattr(self, self.kind)
        return found
