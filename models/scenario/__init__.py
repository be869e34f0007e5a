"""The scenario: immutable models of organisation, workload, designs, incidents, experiment."""

from models.scenario.base import Choice, Described, Model, Nothing, Valued
from models.scenario.controls import CREDENTIAL_KINDS, Settings
from models.scenario.design import LOCAL, ControlException, Design, Rule, Where
from models.scenario.distributions import DurationDistribution, NumberDistribution
from models.scenario.experiment import Experiment
from models.scenario.incidents import Incident
from models.scenario.organisation import Organisation
from models.scenario.scenario import FORMAT_VERSION, Scenario, Standing
from models.scenario.workload import Fleet, Workload

__all__ = [
    "CREDENTIAL_KINDS",
    "FORMAT_VERSION",
    "LOCAL",
    "Choice",
    "ControlException",
    "Described",
    "Design",
    "DurationDistribution",
    "Experiment",
    "Fleet",
    "Incident",
    "Model",
    "Nothing",
    "NumberDistribution",
    "Organisation",
    "Rule",
    "Scenario",
    "Settings",
    "Standing",
    "Valued",
    "Where",
    "Workload",
]
