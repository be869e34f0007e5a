"""Every mutant is caught by one of the checks that it names, and the sound engine by none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.honesty.mutants import (
    control_checks,
    control_plane,
    data_plane,
    orders,
    settling,
    takeover,
)
from tests.honesty.mutants.checks import find
from tests.honesty.mutants.mutant import Mutant, catchers

MUTANTS = (
    *data_plane.MUTANTS,
    *settling.MUTANTS,
    *orders.MUTANTS,
    *control_plane.MUTANTS,
    *takeover.MUTANTS,
)


NIGHTLY = ("nobody looked",)
"""What only a check of the night notices."""


@pytest.mark.parametrize(
    "mutant",
    [
        pytest.param(
            each, id=each.name, marks=[pytest.mark.nightly] if each.name in NIGHTLY else []
        )
        for each in MUTANTS
    ],
)
def test_a_mutant_is_caught(mutant: Mutant) -> None:
    assert catchers(mutant, find), f"nothing notices: {mutant.breaks}"


# The comparisons of planes are tests of their own, `test_data_plane` and `test_reference`.
@pytest.mark.parametrize("name", control_checks.OWN)
def test_the_sound_engine_passes(name: str) -> None:
    find(name)()


@pytest.mark.nightly
@pytest.mark.parametrize("mutant", data_plane.EQUIVALENT, ids=lambda each: each.name)
def test_an_equivalent_mutant_changes_nothing(mutant: Mutant) -> None:
    with mutant.alive():
        for name in ("plane", "ties", "whole"):
            find(name)()


def test_a_mutant_of_a_function_that_has_changed_says_so() -> None:
    stale = replace(data_plane.MUTANTS[0], old="no such text")
    with pytest.raises(LookupError, match="bring the mutant along"), stale.alive():
        pass


def test_mutants_are_many_and_different() -> None:
    assert len(MUTANTS) >= 25
    assert len({each.name for each in MUTANTS}) == len(MUTANTS)
    assert len({(each.where, each.old, each.new) for each in MUTANTS}) == len(MUTANTS)
