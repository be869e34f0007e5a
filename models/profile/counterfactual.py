"""Designs that nobody wrote: structure of one with settings of another, and less assumed.

They are what lets a comparison say which part of a difference comes from structure, from
settings, or from assumptions alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from models.profile.design_profile import (
    AnyLeaf,
    ControlProfile,
    DesignProfile,
    Origin,
    Phase,
)
from models.scenario.controls import PLATFORM_OWNER, Revocation, Ticket
from models.scenario.leaves import leaves

if TYPE_CHECKING:
    from models.profile.migration import Migration

_Mix: TypeAlias = Callable[[ControlProfile, ControlProfile], ControlProfile]


def hybrid(structure: DesignProfile, settings: DesignProfile) -> DesignProfile:
    """Return the structure of one design with the settings of another.

    Binding and every structural leaf (vault, log sink, scope of review, approver, team of a
    ticket) come from *structure*, everything else from *settings*.  The effort for a platform
    belongs to the structure where the two bind it to different directories, else to the
    settings.  What is provisioned anew belongs to the settings throughout: how much existing
    accounts are granted is none of the structure's merits.  When domains change over belongs to
    the structure: settings need no new directory, so without that structure they hold from the
    start; with it they wait for its dates, and before them hold the settings from which they
    start out.  The hybrid of a design with one of equal structure and dates has that one's
    content.
    """
    if structure is settings:
        return settings
    structural = tuple(leaf.path for leaf in leaves().values() if leaf.structural)

    def mix(base: ControlProfile, over: ControlProfile) -> ControlProfile:
        taken = {path: over.leaves[path] for path in structural}
        origins = {path: over.origins[path] for path in structural}
        revocation = _with_team(base.leaves["revocation"], over)
        return ControlProfile(
            {**base.leaves, **taken, "revocation": revocation}, {**base.origins, **origins}
        )

    return DesignProfile(
        design_id=f"{structure.design_id}+{settings.design_id}",
        title=f"structure of {structure.title}, settings of {settings.title}",
        binding=structure.binding,
        phases=_mixed(settings, structure, mix),
        integration_person_days=_effort(structure, settings),
        migrated=settings.migrated,
        exceptions=settings.exceptions,
        migration=_migration(structure, settings),
    )


def _migration(structure: DesignProfile, settings: DesignProfile) -> Migration | None:
    """Return the dates of the structure, over its source with the settings that hold until then."""
    if structure.migration is None:
        return None
    earlier = settings if settings.migration is None else settings.migration.source
    return replace(structure.migration, source=hybrid(structure.migration.source, earlier))


def without_assumptions(target: DesignProfile, as_found: DesignProfile) -> DesignProfile:
    """Return *target* with every leaf that is an assumption put back to that of *as_found*."""

    def mix(base: ControlProfile, over: ControlProfile) -> ControlProfile:
        back = [path for path, o in base.origins.items() if o.standing == "assumption"]
        merged: dict[str, AnyLeaf] = {**base.leaves, **{p: over.leaves[p] for p in back}}
        origins: dict[str, Origin] = {**base.origins, **{p: over.origins[p] for p in back}}
        return ControlProfile(merged, origins)

    migration = target.migration
    if migration is not None:
        source = without_assumptions(migration.source, as_found)
        migration = replace(migration, source=source)
    return DesignProfile(
        design_id=f"{target.design_id}-without-assumptions",
        title=f"{target.title}, assumptions put back",
        binding=target.binding,
        phases=_mixed(target, as_found, mix),
        integration_person_days=target.integration_person_days,
        migrated=target.migrated,
        exceptions=target.exceptions,
        migration=migration,
    )


def _effort(structure: DesignProfile, settings: DesignProfile) -> dict[str, float]:
    """Return person-days by platform: of the structure where the binding differs."""
    effort: dict[str, float] = {}
    for platform, directory in structure.binding.items():
        rebound = directory != settings.binding[platform]
        days = (structure if rebound else settings).integration_person_days.get(platform)
        if days is not None:
            effort[platform] = days
    return effort


def _with_team(leaf: AnyLeaf, structure: ControlProfile) -> AnyLeaf:
    """Return the revocation channel, a ticket of which goes to the structure's team."""
    ticket = leaf.value.ticket
    if ticket is None:
        return leaf
    theirs: Ticket | None = structure.leaves["revocation"].value.ticket
    team = theirs.team if theirs is not None else structure.leaves["approval.by"].value
    if team == PLATFORM_OWNER:
        team = None  # a ticket without a team goes to the platform's owner
    if team == ticket.team:
        return leaf
    channel = Revocation.model_construct(ticket=ticket.model_copy(update={"team": team}))
    return leaf.model_copy(update={"value": channel})


def _mixed(base: DesignProfile, over: DesignProfile, mix: _Mix) -> tuple[Phase, ...]:
    """Return the phases of both designs, with each pair of profiles mixed once."""
    done: dict[tuple[int, int], ControlProfile] = {}
    starts = sorted({phase.start_h for phase in (*base.phases, *over.phases)})

    def once(one: ControlProfile, other: ControlProfile) -> ControlProfile:
        key = (id(one), id(other))
        if key not in done:
            done[key] = mix(one, other)
        return done[key]

    phases = []
    for start_h in starts:
        ours: Mapping[tuple[str, str], ControlProfile] = base.at(start_h).profiles
        theirs = over.at(start_h).profiles
        profiles = {pair: once(ours[pair], theirs[pair]) for pair in ours}
        phases.append(Phase(start_h, profiles, base.at(start_h).exceptions))
    return tuple(phases)
