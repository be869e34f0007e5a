"""Controls that events name, as they were resolved for the platform and fleet of the event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.engine.events import BESIDES, Kind
from models.presets.failure import DEFAULT_COMPROMISE, DEFAULT_OUTAGE, DEFAULT_VAULT_LEAK
from models.profile import LOCAL_PREFIX, resolve, source_text, value_text
from models.profile.describe import setting_text
from models.profile.wording import layer_words
from models.trace.remedies import REMEDIES

if TYPE_CHECKING:
    from models.profile import ControlProfile
    from models.scenario.base import Valued
    from models.scenario.organisation import Outage
    from models.trace.trace import Trace
    from models.units import Rate

INTEGRATION = "integration"
"""Stands among the controls for the effort that a design spends on a platform."""

OF_STORES = BESIDES - {INTEGRATION}
"""Stand among the controls for how often directories and vaults fail or fall."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """One control that let an event happen.

    Attributes:
        path: Path of the setting.
        platform: Id of the platform that it holds for, or of the directory or vault.
        where: Name of it.
        fleet: Id of the fleet; empty for a directory or vault.
        value: Its value in words.
        origin: What decided, such as ``rule “crm as delivered”``.
        source: Source and grade of the value; empty where there is none.
        declared: What the standard says, where that is more than is enforced.
        missing: What would be better, in the words of the field; empty where nothing is.
    """

    path: str
    platform: str
    where: str
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
        self._scenario = trace.scenario
        self._profile = resolve(self._scenario, trace.heading.design)

    def controls(
        self,
        paths: tuple[str, ...],
        agent: int,
        account: int,
        platform: int,
        at_h: float,
        store: str = "",
    ) -> tuple[Resolved, ...]:
        """Return controls as they are resolved for a platform and a fleet at an instant.

        Args:
            paths: Their paths.
            agent: Agent, or -1.
            account: Account, or -1.
            platform: Platform, or -1: the first that the agent uses.
            at_h: The instant.
            store: Id of a directory or vault, or nothing.
        """
        found: list[Resolved | None] = [
            self._of_store(path, store) for path in paths if path in OF_STORES and store
        ]
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

    def _of_store(self, path: str, store: str) -> Resolved:
        """Return how often a directory or vault fails or falls."""
        org = self._scenario.organisation
        own, platform = store.startswith(LOCAL_PREFIX), store.removeprefix(LOCAL_PREFIX)
        stated: Outage | Valued[Rate] | None = None
        if path == "vault.leak":
            stated = None if own else org.vaults[store].leak
            value = value_text(stated or DEFAULT_VAULT_LEAK)
        elif path == "directory.compromise":
            stated = None if own else org.directories[store].compromise
            value = value_text(stated or DEFAULT_COMPROMISE)
        else:
            stated = org.platforms[platform].outage if own else org.directories[store].outage
            outage = stated or DEFAULT_OUTAGE
            value = f"every {value_text(outage.every)}, lasts {value_text(outage.lasts)}"
        origin = "organisation" if stated else "the same default for all"
        where = self._trace.names.of("vault" if path == "vault.leak" else "directory", store)
        return Resolved(path, store, where, "", value, origin, "", "", REMEDIES[path](stated))

    def _of_path(
        self, profile: ControlProfile, path: str, names: tuple[str, str]
    ) -> Resolved | None:
        about = path, names[0], self._trace.names.of("platform", names[0]), names[1]
        if path == INTEGRATION:
            days = self._profile.integration_person_days.get(names[0], 0.0)
            place = self._trace.heading.platforms.index(names[0])
            stopped = len(self._trace.find([Kind.MIGRATION_STOPPED], platforms=[place])) > 0
            done = names[0] in self._profile.migrated and not stopped
            missing = "" if done else "migration of the platform"
            return Resolved(*about, f"{days:g} person-days", "costs", "", "", missing)
        if path not in profile.leaves:
            return None  # a control that this program does not know
        leaf, origin = profile.leaves[path], profile.origins[path]
        declared = origin.declared if origin.is_gap else None
        return Resolved(
            *about,
            value=setting_text(self._scenario, path, leaf),
            origin=layer_words(origin.layer, origin.id),
            source=source_text(origin),
            declared=setting_text(self._scenario, path, declared) if declared else "",
            missing=REMEDIES[path](leaf.value) if path in REMEDIES else "",
        )
