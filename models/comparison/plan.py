"""Which designs a comparison runs: those of the file, and those that take a difference apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import Place, ScenarioError
from models.metrics import NUMBERS
from models.profile import digest, hybrid, resolve, without_assumptions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.profile import DesignProfile
    from models.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Target:
    """One design that is compared with the baseline; all but the id are digests.

    Attributes:
        id: Id in the scenario.
        design: The design itself.
        structure_only: Its structure with the baseline's settings.
        settings_only: The baseline's structure with its settings.
        put_back: Itself with assumption values put back to the baseline's.
    """

    id: str
    design: str
    structure_only: str
    settings_only: str
    put_back: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Designs to run; equal ones are run once.

    Attributes:
        profiles: Every distinct design by its digest, the baseline first.
        baseline: Digest of the baseline.
        baseline_id: Its id in the scenario.
        targets: What is compared with it, in file order.
        declared: Id and content of the baseline, then of each target; some may be equal.
    """

    profiles: Mapping[str, DesignProfile]
    baseline: str
    baseline_id: str
    targets: tuple[Target, ...]
    declared: tuple[tuple[str, DesignProfile], ...]

    def name_of(self, design: str) -> str:
        """Return what a design is, for people, by its digest."""
        base = f"`{self.baseline_id}`"
        if design == self.baseline:
            return base
        for each in self.targets:
            names = {
                each.design: f"`{each.id}`",
                each.structure_only: f"the structure of `{each.id}` with the settings of {base}",
                each.settings_only: f"the structure of {base} with the settings of `{each.id}`",
                each.put_back: f"`{each.id}` with assumptions put back to those of {base}",
            }
            if design in names:
                return names[design]
        raise KeyError(design)


def plan_designs(scenario: Scenario) -> Plan:
    """Return the designs that the experiment of *scenario* runs.

    Raises:
        ScenarioError: A headline metric does not exist.
    """
    _check_headline(scenario)
    experiment = scenario.experiment
    found = resolve(scenario, experiment.baseline)
    profiles: dict[str, DesignProfile] = {}

    def planned(profile: DesignProfile) -> str:
        key = digest(profile)
        profiles.setdefault(key, profile)
        return key

    baseline = planned(found)
    declared = [(experiment.baseline, found)]
    targets = []
    for name in dict.fromkeys(experiment.compare):
        target = resolve(scenario, name)
        declared.append((name, target))
        targets.append(
            Target(
                id=name,
                design=planned(target),
                structure_only=planned(hybrid(structure=target, settings=found)),
                settings_only=planned(hybrid(structure=found, settings=target)),
                put_back=planned(without_assumptions(target, found)),
            )
        )
    return Plan(profiles, baseline, experiment.baseline, tuple(targets), tuple(declared))


def _check_headline(scenario: Scenario) -> None:
    for key in scenario.experiment.headline:
        if key not in NUMBERS:
            raise ScenarioError(
                Place("", 0, "experiment.headline"),
                "ids of metrics that are one number",
                f"`{key}`",
                f"known are: {', '.join(NUMBERS)}",
            )
