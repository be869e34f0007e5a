"""Checks of a whole scenario: what the types of single values cannot see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.formats.checks.designs import (
    check_bindings,
    check_capability,
    check_costs,
    check_extends,
    check_plans,
    check_rules,
)
from models.formats.checks.finding import Finding, nearest
from models.formats.checks.ranges import check_ranges
from models.formats.checks.references import (
    check_ids,
    check_organisation,
    check_presets,
    check_settings,
    check_sources,
)
from models.formats.checks.times import check_experiment, check_incidents
from models.formats.checks.volume import births, check_emptiness, check_volume, planned_hops

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario

CHECKS = (
    check_emptiness,
    check_ids,
    check_organisation,
    check_presets,
    check_extends,
    check_bindings,
    check_rules,
    check_capability,
    check_costs,
    check_plans,
    check_settings,
    check_sources,
    check_ranges,
    check_experiment,
    check_incidents,
    check_volume,
)
"""Every check, in the order in which its findings are given where lines are not known."""


def findings(scenario: Scenario) -> list[Finding]:
    """Return everything in *scenario* that cannot be simulated as it stands."""
    return [finding for check in CHECKS for finding in check(scenario)]


__all__ = ["CHECKS", "Finding", "births", "findings", "nearest", "planned_hops"]
