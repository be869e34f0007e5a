"""Controls that events name, as they were resolved for the platform and fleet of the event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.presets.failure import DEFAULT_OUTAGE
from models.profile import LOCAL_PREFIX, resolve, source_text, value_text
from models.scenario.leaves import leaves
from models.trace.remedies import REMEDIES
from models.trace.source import scenario_of

if TYPE_CHECKING:
    from models.profile import ControlProfile, Origin
    from models.trace.trace import Trace

INTEGRATION = "integration"
"""Stands among the controls for the effort that a design spends on a platform."""

DIRECTORY_OUTAGE = "directory.outage"
"""Stands among the controls for how often a directory fails."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """One control that let an event happen.

    Attributes:
        path: Path of the setting.
        platform: Id of the platform that it holds for, or of the directory.
        fleet: Id of the fleet; empty for a directory.
        value: Its value in words.
        origin: Layer and id that decided, such as ``rule crm_as_delivered``.
        source: Source and grade of the value; empty where there is none.
        declared: What the standard says, where that is more than is enforced.
        missing: What would be better, in the words of the field; empty where nothing is.
    """

    path: str
    platform: str
    fleet: str
    value: str
    origin: str
    source: str
    declared: str
    missing: str


class Resolving:
    """The design that ran, resolved once."""

    def __init__(self, trace: Trace) -> None:
        """Read the scenario in a trace.

        Raises:
            UnreadableTrace: It cannot be read, or is not the one that the trace speaks of.
        """
        self._trace = trace
        self._scenario = scenario_of(trace.heading)
        self._profile = resolve(self._scenario, trace.heading.design)

    def controls(
        self,
        paths: tuple[str, ...],
        agent: int,
        account: int,
        platform: int,
        at_h: float,
        directory: int = -1,
    ) -> tuple[Resolved, ...]:
        """Return controls as they are resolved for a platform and a fleet at an instant.

        Args:
            paths: Their paths.
            agent: Agent, or -1.
            account: Account, or -1.
            platform: Platform, or -1: the first that the agent uses.
            at_h: The instant.
            directory: Directory, or -1.
        """
        found = [self._outage(directory)] if DIRECTORY_OUTAGE in paths and directory >= 0 else []
        names = self._names(agent, account, platform)
        profile = self._profile.at(at_h).profiles.get(names)
        if profile is not None:
            found += [self._of_path(profile, path, names) for path in paths]
        return tuple(each for each in found if each is not None)

    def _names(self, agent: int, account: int, platform: int) -> tuple[str, str]:
        """Return the ids of a platform and a fleet, empty where they are not known."""
        trace = self._trace
        if platform < 0 <= agent:
            used = [p for p, a in enumerate(trace.account_of[agent].tolist()) if a >= 0]
            platform = used[0] if used else -1
        if platform < 0:
            return "", ""
        if max(agent, account) < 0:  # about a whole platform: its first user stands for all
            users = (trace.account_of[:, platform] >= 0).nonzero()[0]
            if not len(users):
                return "", ""
            agent = int(users[0])
        fleet = trace.agent_fleet[agent] if agent >= 0 else trace.account_fleet[account]
        return trace.heading.platforms[platform], trace.heading.fleets[int(fleet)]

    def _outage(self, directory: int) -> Resolved | None:
        """Return how often a directory fails."""
        name, org = self._trace.heading.directories[directory], self._scenario.organisation
        stated = (
            org.platforms[name.removeprefix(LOCAL_PREFIX)].outage
            if name.startswith(LOCAL_PREFIX)
            else org.directories[name].outage
        )
        outage = stated or DEFAULT_OUTAGE
        value = f"every {value_text(outage.every)}, lasts {value_text(outage.lasts)}"
        return Resolved(
            DIRECTORY_OUTAGE,
            name,
            "",
            value,
            "organisation" if stated else "the same default for every directory",
            "",
            "",
            REMEDIES[DIRECTORY_OUTAGE](outage),
        )

    def _of_path(
        self, profile: ControlProfile, path: str, names: tuple[str, str]
    ) -> Resolved | None:
        if path == INTEGRATION:
            days = self._profile.integration_person_days.get(names[0], 0.0)
            missing = "" if names[0] in self._profile.migrated else "migration of the platform"
            return Resolved(path, *names, f"{days:g} person-days", "costs", "", "", missing)
        if path not in profile.leaves:
            return None  # a control that this program does not know
        leaf, origin = profile.leaves[path], profile.origins[path]
        unit = leaves()[path].unit
        declared = origin.declared if origin.is_gap else None
        return Resolved(
            path,
            *names,
            value=value_text(leaf, unit),
            origin=_origin_text(origin),
            source=source_text(origin),
            declared=value_text(declared, unit) if declared is not None else "",
            missing=REMEDIES[path](leaf.value) if path in REMEDIES else "",
        )


def _origin_text(origin: Origin) -> str:
    return f"{origin.layer} {origin.id}" if origin.id else origin.layer
