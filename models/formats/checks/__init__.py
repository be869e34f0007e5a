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


class _Known:
    """What was found in the last scenarios; they do not change, and an edit asks several times."""

    most = 4

    def __init__(self) -> None:
        self.found: tuple[tuple[Scenario, list[Finding]], ...] = ()

    def of(self, scenario: Scenario) -> list[Finding]:
        for known, found in self.found:
            if known is scenario:
                return found
        found = [finding for check in CHECKS for finding in check(scenario)]
        self.found = ((scenario, found), *self.found[: self.most - 1])
        return found


_KNOWN = _Known()


def findings(scenario: Scenario) -> list[Finding]:
    """Return everything in *scenario* that cannot be simulated as it stands."""
    return list(_KNOWN.of(scenario))


__all__ = ["CHECKS", "Finding", "births", "findings", "nearest", "planned_hops"]
