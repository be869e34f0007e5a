"""IAM designs: structure, settings, exceptions and costs, laid over one organisation."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from models.scenario.base import Described, Id, Model, Valued
from models.scenario.controls import Settings
from models.units import Duration, Effort

LOCAL = "local"
"""The name by which a binding calls a platform's own users."""


def _one_or_more(raw: object) -> object:
    return (raw,) if isinstance(raw, str) else raw


def _shortest(ids: tuple[str, ...]) -> str | tuple[str, ...]:
    return ids[0] if len(ids) == 1 else ids


Ids = Annotated[
    tuple[str, ...],
    BeforeValidator(_one_or_more),
    PlainSerializer(_shortest),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
    Field(min_length=1),
]
"""One id, or a list of them of which any may match."""


class Where(Model):
    """To what a rule applies: keys are *and*, lists are *or*; empty applies to everything."""

    platform: Ids | None = None
    fleet: Ids | None = None
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
    reason: str = Field(min_length=1, max_length=2000)
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
