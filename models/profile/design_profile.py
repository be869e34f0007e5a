"""What a design resolves to: the control profile of each (platform, fleet), by phases."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from models.scenario.base import Valued
from models.scenario.leaves import assemble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.profile.migration import Migration
    from models.scenario.controls import Settings
    from models.scenario.design import ControlException
    from models.scenario.scenario import Standing

Layer = Literal["preset", "standard", "rule", "exception"]
Gap = Literal["", "stronger", "weaker", "different"]

AnyLeaf: TypeAlias = Valued[Any]
"""A value of whatever type its leaf has."""

LOCAL_PREFIX = "local:"
"""How the id of an implicit directory, vault or sink of a platform starts."""


def local_of(platform: str) -> str:
    """Return the id of a platform's implicit directory, vault and log sink."""
    return LOCAL_PREFIX + platform


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the value of one leaf comes from.

    Attributes:
        layer: Layer of the cascade that decided.
        id: Name of the preset, id of the rule or exception; empty for the standard.
        source: Source that the file or preset gives, if any.
        standing: Whether the value is a fact, a choice or an assumption.
        grade: Grade of the evidence; empty for a source in words and for none.
        declared: What the standard says; None where it says nothing.
        gap: How the enforced value differs from the declared one: `weaker` and
            `different` are the assurance gap, empty where they agree or nothing is declared.
    """

    layer: Layer
    id: str
    source: str | None
    standing: Standing
    grade: str
    declared: AnyLeaf | None = None
    gap: Gap = ""

    @property
    def is_gap(self) -> bool:
        """Whether less (or something else) is enforced than declared."""
        return self.gap in ("weaker", "different")


@dataclass(frozen=True)
class ControlProfile:
    """The resolved settings of one (platform, fleet); every leaf is filled.

    Equal profiles of different pairs are the same object.

    Attributes:
        leaves: Every leaf by its path (`access_ttl`, `logging.captured`).
        origins: Where each comes from, by the same paths.
    """

    leaves: Mapping[str, AnyLeaf]
    origins: Mapping[str, Origin]

    @cached_property
    def settings(self) -> Settings:
        """The same leaves as `Settings`, every one set."""
        return assemble(self.leaves)

    @cached_property
    def weaker(self) -> frozenset[str]:
        """Paths of what is weaker than the standard declares."""
        return frozenset(path for path, origin in self.origins.items() if origin.gap == "weaker")

    @cached_property
    def excepted(self) -> bool:
        """Whether an exception says something of it."""
        return any(origin.layer == "exception" for origin in self.origins.values())

    @cached_property
    def compensated(self) -> bool:
        """Whether an exception says something of it and compensating controls weigh."""
        return self.excepted and (
            self.value("compensation.scope") < 1.0
            or self.value("compensation.captured") > 0.0
            or self.value("compensation.rotation").hours < math.inf
        )

    def value(self, path: str) -> Any:  # noqa: ANN401 - depends on the leaf
        """Return the plain value of a leaf.

        Raises:
            KeyError: There is no such leaf.
        """
        return self.leaves[path].value


@dataclass(frozen=True)
class Phase:
    """A span of time in which the same rules and exceptions hold.

    Attributes:
        start_h: Start in hours; ``-inf`` for the first phase, which covers the warm-up.
        profiles: Control profile of every (platform, fleet), used or not.
        exceptions: Ids of the exceptions in force.
    """

    start_h: float
    profiles: Mapping[tuple[str, str], ControlProfile]
    exceptions: tuple[str, ...] = ()

    @cached_property
    def differing(self) -> Mapping[str, tuple[tuple[ControlProfile, tuple[str, ...]], ...]]:
        """The different profiles of each platform, each with the fleets that it is of."""
        found: dict[str, dict[int, tuple[ControlProfile, list[str]]]] = {}
        for (platform, fleet), control in self.profiles.items():
            here = found.setdefault(platform, {})
            here.setdefault(id(control), (control, []))[1].append(fleet)
        return {
            platform: tuple((control, tuple(fleets)) for control, fleets in here.values())
            for platform, here in found.items()
        }


@dataclass(frozen=True, slots=True)
class DesignProfile:
    """A design, resolved.

    Attributes:
        design_id: Id of the design; for a mixture the ids of both, joined by ``+``.
        title: Name for people.
        binding: Directory of each platform; ``local:<platform>`` for a platform's own users.
        phases: At least one, ascending by start.
        integration_person_days: Effort of each platform that the design binds anew.
        migrated: Platforms on which effort is spent, so that their accounts are provisioned anew
            by these settings when they change over; elsewhere what was granted stands.
        exceptions: Exceptions of the design (and of those that it extends), by id.
        migration: When its domains change over, where that is not the start; see
            `models.profile.migration.stages` for what holds by time.
    """

    design_id: str
    title: str
    binding: Mapping[str, str]
    phases: tuple[Phase, ...]
    integration_person_days: Mapping[str, float]
    migrated: frozenset[str]
    exceptions: Mapping[str, ControlException]
    migration: Migration | None = None

    def at(self, time_h: float) -> Phase:
        """Return the phase that holds at *time_h*."""
        return next(phase for phase in reversed(self.phases) if phase.start_h <= time_h)
