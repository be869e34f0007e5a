"""IAM designs: structure, settings, exceptions and costs, laid over one organisation."""

from __future__ import annotations

from pydantic import Field

from models.scenario.base import Described, Id, Model, Valued
from models.scenario.controls import Settings
from models.scenario.ids import Ids
from models.scenario.plan import Plan
from models.units import Duration, Effort

LOCAL = "local"
"""The name by which a binding calls a platform's own users."""


class Where(Model):
    """To what a rule applies: keys are *and*, lists are *or*; empty applies to everything."""

    platform: Ids | None = Field(default=None, description="Platforms that are meant.")
    fleet: Ids | None = Field(default=None, description="Fleets that are meant.")
    kind: Ids | None = Field(default=None, description="Kind of the platform.")
    directory: Ids | None = Field(default=None, description="Directory bound in this design.")
    owner: Ids | None = Field(default=None, description="Team that owns the platform.")


class Rule(Described):
    """Settings for a part of the organisation; a later rule wins over an earlier one."""

    where: Where = Where()
    set: Settings


class ControlException(Rule):
    """A rule that somebody answers for."""

    owner: Id
    reason: str = Field(min_length=1, max_length=2000, description="Why it is needed.")
    until: Duration | None = Field(default=None, description="Time after which it ends.")


class Costs(Model):
    """What it takes to get there."""

    integration: dict[Id, Valued[Effort]] = Field(
        default_factory=dict,
        description="Person-days for each platform that is bound anew.",
    )


class Design(Described):
    """One way to govern the identities of the organisation."""

    extends: Id | None = None
    binding: dict[Id, Id] = Field(
        default_factory=dict,
        description="Directory that authenticates for each platform, or `local`.",
    )
    standard: Settings = Settings()
    rules: dict[Id, Rule] = Field(default_factory=dict)
    exceptions: dict[Id, ControlException] = Field(default_factory=dict)
    costs: Costs = Costs()
    plan: Plan | None = Field(
        default=None,
        description="When it takes effect, domain by domain; from the start if left out.",
    )
