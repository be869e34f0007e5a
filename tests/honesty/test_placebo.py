"""Placebo: what is split in name only must not move what it cannot move (DESIGN 1)."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.comparison import Cell, run_cell
from models.compiled import compile_governance, compile_world
from models.formats import read_scenario
from models.profile import resolve

if TYPE_CHECKING:
    from models.compiled import Governance, World

PARTS = ("one", "two", "three")
REPLICATIONS = 12

WORDS = """
sprawl: 1
title: Placebo
organisation:
  teams: {{desk: {{approvers: 2}}}}
  directories: {directories}
  platforms: {platforms}
  resources: {resources}
  log_sinks: {{siem: {{central: true, analysts: 2}}}}
workload:
  profile: flat
  fleets:
    helpers:
      {{agents: 30, tasks: 6 / d, novelty: 0.002, lifetime: {{exponential: {{mean: 60 d}}}},
       uses: {{one: 1, two: 1, three: 1}}}}
designs:
  whole:
    binding: {binding}
    standard:
      credential: workload_oidc
      access_ttl: 60 min
      session_ttl: 60 min
      grant_factor: 1
      residue: 0
      enforced: 1
      revocation: {{push: {{delay: {{uniform: {{low: 0 min, high: 60 min}}}}, coverage: 0.9}}}}
      logging: {{sink: siem}}
      approval: {{by: desk, gates: 1}}
      inventory: {{known: 1}}
      offboarding: {{trigger: 0.9}}
incidents: {{drills: {{at: 1 d, every: 1 d, order: {{agents: 2, reason: drill}}}}}}
experiment: {{seed: 5, horizon: 60 d, follow_up: 20 d, baseline: whole}}
"""


def case(*, platforms: bool, directories: bool, words: str = WORDS) -> tuple[World, Governance]:
    """Three resources on one platform or three, bound to one directory or three."""
    places = [f"site_{part}" if platforms else "site" for part in PARTS]
    stores = [f"store_{part}" if directories else "store" for part in PARTS]
    kept = dict.fromkeys(places)
    binding = dict(zip(places, stores, strict=True))
    words = words.format(
        directories="{"
        + ", ".join(f"{each}: {{kind: okta}}" for each in dict.fromkeys(stores))
        + "}",
        platforms="{"
        + ", ".join(f"{each}: {{kind: internal_api, owner: desk}}" for each in kept)
        + "}",
        resources="{"
        + ", ".join(
            f"{part}: {{platform: {place}, count: 4}}"
            for part, place in zip(PARTS, places, strict=True)
        )
        + "}",
        binding="{" + ", ".join(f"{place}: {store}" for place, store in binding.items()) + "}",
    )
    scenario = read_scenario(words)
    world = compile_world(scenario)
    # Drawn values are copied, not redrawn: the parts carry the keys of the whole.
    world = dataclasses.replace(world, platform_keys=np.full_like(world.platform_keys, 77))
    governance = compile_governance(world, resolve(scenario, "whole"), scenario)
    keys = np.full_like(governance.directory_keys, 99)
    return world, dataclasses.replace(governance, directory_keys=keys)


def cells(*, platforms: bool, directories: bool) -> list[Cell]:
    world, governance = case(platforms=platforms, directories=directories)
    return [run_cell(world, governance, index) for index in range(REPLICATIONS)]


@pytest.fixture(scope="module")
def whole() -> list[Cell]:
    return cells(platforms=False, directories=False)


@pytest.fixture(scope="module")
def split_platform() -> list[Cell]:
    return cells(platforms=True, directories=False)


@pytest.fixture(scope="module")
def bound_apart() -> tuple[list[Cell], list[Cell]]:
    together = cells(platforms=True, directories=False)
    return together, cells(platforms=True, directories=True)


HOP_COUNTED = ("captured_hops", "time_to_visible", "blind_spots", "used_authority", "delayed_tasks")
"""Shares of hops and tasks: a name on a wall cannot change them."""


@pytest.mark.parametrize("metric", [*HOP_COUNTED, "requests", "abandoned_tasks"])
def test_splitting_a_platform_changes_no_hop(
    metric: str, whole: list[Cell], split_platform: list[Cell]
) -> None:
    one = [cell.numbers[metric] for cell in whole]
    three = [cell.numbers[metric] for cell in split_platform]
    assert np.isfinite(one).all()
    np.testing.assert_array_equal(one, three)


def test_splitting_a_platform_changes_no_wait_but_for_the_order_of_a_sum(
    whole: list[Cell], split_platform: list[Cell]
) -> None:
    one = [cell.numbers["wait_per_1000"] for cell in whole]
    three = [cell.numbers["wait_per_1000"] for cell in split_platform]
    np.testing.assert_allclose(one, three, rtol=1e-12)


@pytest.mark.parametrize("metric", HOP_COUNTED)
def test_splitting_a_directory_changes_no_hop(
    metric: str, bound_apart: tuple[list[Cell], list[Cell]]
) -> None:
    together, apart = bound_apart
    one = [cell.numbers[metric] for cell in together]
    three = [cell.numbers[metric] for cell in apart]
    assert np.isfinite(one).all()
    np.testing.assert_array_equal(one, three)


@pytest.mark.parametrize("metric", ["needed_authority", "authority", "excess_privilege"])
def test_authority_lies_within_a_margin(
    metric: str,
    whole: list[Cell],
    split_platform: list[Cell],
    bound_apart: tuple[list[Cell], list[Cell]],
) -> None:
    for before, after in ((whole, split_platform), bound_apart):
        one = np.array([cell.numbers[metric] for cell in before])
        three = np.array([cell.numbers[metric] for cell in after])
        difference = three - one
        error = difference.std(ddof=1) / len(one) ** 0.5
        margin = 0.02 * max(abs(one.mean()), 0.05)
        assert abs(difference.mean()) + 2.2 * error < margin, (one.mean(), three.mean())


def test_the_last_of_three_is_no_earlier_and_accounts_are_more(
    bound_apart: tuple[list[Cell], list[Cell]],
) -> None:
    together, apart = bound_apart
    one = np.array([cell.numbers["last_domain_lag"] for cell in together])
    three = np.array([cell.numbers["last_domain_lag"] for cell in apart])
    assert three.mean() >= one.mean()
    accounts = [
        (c.numbers["accounts_per_agent"], d.numbers["accounts_per_agent"])
        for c, d in zip(together, apart, strict=True)
    ]
    assert all(fewer < more for fewer, more in accounts)
