"""Checks that mutants must not pass: quick ones of their own, and tests of the suite by name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings

from models.engine.data_plane import DataPlane
from tests.honesty.mutants import control_checks
from tests.models.engine.test_simulation import design, lively
from tests.reference.governed_run import GovernedRun
from tests.reference.hop_by_hop import HopByHop
from tests.reference.organisations import organisation, tied
from tests.reference.whole_organisations import cases
from tests.reference.whole_run import FAST, SLOW, Case, differences, run

if TYPE_CHECKING:
    from collections.abc import Callable


def plane() -> None:
    """Compare the data plane with one event per hop on organisations full of trouble."""
    for seed in range(50):
        fast, slow = (GovernedRun(organisation(seed), each) for each in (DataPlane, HopByHop))
        assert fast.outcome().equals(slow.outcome()), seed


def ties() -> None:
    """Do so where changes, closures, restorations and the horizon fall on hops."""
    for seed in range(50):
        fast, slow = (GovernedRun(tied(seed), each) for each in (DataPlane, HopByHop))
        assert fast.outcome().equals(slow.outcome()), seed


def whole() -> None:
    """Compare whole replications, control plane and metrics included, with one event per hop."""
    world = lively()
    for changes in ({}, {"exceptions": (1,)}):
        case = Case(world, design(world, **changes), block_h=24.0)
        assert differences(run(case, FAST), run(case, SLOW)) == []
    _generated()


@settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(cases())
def _generated(case: Case) -> None:
    assert differences(run(case, FAST), run(case, SLOW)) == []


OWN = {"plane": plane, "ties": ties, "whole": whole, **control_checks.OWN}


def find(name: str) -> Callable[[], None]:
    """Return a check: one of this module, or ``module:test`` below ``tests``."""
    if name in OWN:
        return OWN[name]
    module, _, test = name.partition(":")
    found: Callable[[], None] = getattr(import_module(f"tests.{module}"), test)
    return found
