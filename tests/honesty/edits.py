"""Random valid edits of a scenario, as somebody makes them in the window: one value at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from models.errors import ScenarioError
from models.formats import check_scenario
from models.profile import resolve
from models.scenario.edits import with_value
from models.scenario.leaves import flatten

if TYPE_CHECKING:
    import numpy as np

    from models.scenario.scenario import Scenario

SETTINGS: dict[str, tuple[object, ...]] = {
    "credential": ("static_key", "client_secret", "workload_oidc", "cloud_role", "vault_lease"),
    "access_ttl": ("5 min", "15 min", "1 h", "8 h", "24 h"),
    "session_ttl": ("1 h", "24 h", "7 d", "90 d"),
    "rotation": ("7 d", "30 d", "90 d", "365 d", "never"),
    "rotation_skip": (0.0, 0.2, 0.6),
    "issuance": ("standing", {"jit": {"linger": "0 min"}}, {"jit": {"linger": "8 h"}}),
    "authorisation": (
        "static_role",
        {"request_time": {"cache": "5 min"}},
        {"request_time": {"cache": "24 h", "false_deny": 0.001, "permits": ["public"]}},
    ),
    "grant_factor": (1, 2, 5, {"lognormal": {"mean": 20, "cv": 1}}),
    "revocation": (
        {"expiry": {}},
        {"poll": {"steps": ["30 min", "3 h"]}},
        {"push": {"delay": {"uniform": {"low": "0 min", "high": "15 min"}}, "coverage": 0.95}},
        {"push": {"delay": {"constant": "24 h"}, "coverage": 0.5}},
        {"ticket": {"service": {"lognormal": {"mean": "8 h", "cv": 1.5}}}},
    ),
    "enforced": (0.5, 0.9, 1.0),
    "residue": (0.0, 0.2, 0.6),
    "copies": (1, 4, 13),
    "logging.captured": (0.5, 0.8, 0.99),
    "logging.data": ("recorded", "absent"),
    "logging.control": ("recorded", "absent"),
    "logging.delay": ("5 min", "12 h", "3 d"),
    "logging.correlated": (0.2, 0.6, 0.95),
    "logging.retention": ("7 d", "90 d"),
    "review.every": ("30 d", "90 d", "180 d", "365 d"),
    "review.catch": (0.05, 0.3, 0.8),
    "approval.gates": (1, 2, 3),
    "approval.service": ("1 h", "8 h", {"lognormal": {"mean": "16 h", "cv": 1.5}}),
    "approval.timeout": ("1 d", "5 d", "14 d"),
    "approval.refused": (0.0, 0.1, 0.5),
    "approval.grant": ("1 d", "30 d", "never"),
    "detection.alarm": (0.01, 0.2, 0.8),
    "inventory.known": (0.5, 0.9, 1.0),
    "inventory.owned": (0.3, 0.7, 1.0),
    "offboarding.trigger": (0.2, 0.6, 1.0),
    "offboarding.route": ("10 min", "24 h", {"lognormal": {"mean": "5 d", "cv": 1}}),
    "hazards.copy_leak": ("0 / y", "0.05 / y"),
    "hazards.token_theft": ("0 / y", "0.1 / y"),
}
"""Values that a leaf of the settings may be given."""

LIVES = ("90 d", {"exponential": {"mean": "60 d"}}, {"exponential": {"mean": "400 d"}}, "never")
FACTORS = (0.5, 0.8, 1.25, 2.0)
SHARE_OF_FLEETS, SHARE_OF_BINDINGS, SHARE_OF_RULES = 0.2, 0.1, 0.3


class Edit(NamedTuple):
    """What was changed, and the scenario after it."""

    text: str
    scenario: Scenario


def random_edit(scenario: Scenario, generator: np.random.Generator) -> Edit:
    """Return a valid edit that changes something that is run."""
    assert not check_scenario(scenario)
    while True:
        path, value = _drawn(scenario, generator)
        try:
            edited = with_value(scenario, path, value)
            if edited != scenario and not check_scenario(edited) and _resolves(edited):
                return Edit(f"{'.'.join(path)} = {value}", edited)
        except (KeyError, ValidationError, ScenarioError):
            continue


def _resolves(scenario: Scenario) -> bool:
    experiment = scenario.experiment
    return all(resolve(scenario, each) for each in (experiment.baseline, *experiment.compare))


def _drawn(scenario: Scenario, generator: np.random.Generator) -> tuple[tuple[str, ...], object]:
    if generator.random() < SHARE_OF_FLEETS:
        return _of_fleet(scenario, generator)
    names = [scenario.experiment.baseline, *scenario.experiment.compare]
    design = names[int(generator.integers(len(names)))]
    if generator.random() < SHARE_OF_BINDINGS:
        platforms = list(scenario.organisation.platforms)
        directories = [*scenario.organisation.directories, "local"]
        platform = platforms[int(generator.integers(len(platforms)))]
        return (
            ("designs", design, "binding", platform),
            directories[int(generator.integers(len(directories)))],
        )
    place: tuple[str, ...] = ("designs", design, "standard")
    leaf = list(SETTINGS)[int(generator.integers(len(SETTINGS)))]
    if rules := scenario.designs[design].rules:
        rule = list(rules)[int(generator.integers(len(rules)))]
        inside = [each for each in flatten(rules[rule].set) if each in SETTINGS]
        if inside and generator.random() < SHARE_OF_RULES:
            place = ("designs", design, "rules", rule, "set")
            leaf = inside[int(generator.integers(len(inside)))]
    values = SETTINGS[leaf]
    return (*place, *leaf.split(".")), values[int(generator.integers(len(values)))]


def _of_fleet(scenario: Scenario, generator: np.random.Generator) -> tuple[tuple[str, ...], object]:
    fleets = scenario.workload.fleets
    name = list(fleets)[int(generator.integers(len(fleets)))]
    fleet = fleets[name]
    path = ("workload", "fleets", name)
    factor = FACTORS[int(generator.integers(len(FACTORS)))]
    match int(generator.integers(4)):
        case 0:
            return (*path, "agents"), max(1, round(fleet.agents * factor))
        case 1:
            return (*path, "tasks"), f"{fleet.tasks.value.number * factor!r} / h"
        case 2:
            return (*path, "novelty"), min(1.0, fleet.novelty.value * factor)
        case _:
            return (*path, "lifetime"), LIVES[int(generator.integers(len(LIVES)))]
