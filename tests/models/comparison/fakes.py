"""Cells made without the engine, over the designs of a real scenario."""

from __future__ import annotations

import math
import zlib
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from models.comparison import Cell, plan_designs
from models.comparison.cell import EQUAL
from models.compiled import compile_world
from models.formats import read_scenario
from models.metrics import NUMBERS, TABLES
from tests.models.formats.samples import valid_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.comparison import Plan
    from models.scenario import Scenario

    Numbers = Callable[[str, str, int], float]
    """From (metric, part of the plan, replication) to a number."""

HEADLINE = "last_domain_lag, authority, outage_hours, lag_p95, integration_days"


@cache
def clinic(headline: str = HEADLINE, compare: str = "[middle, one]", more: str = "") -> Scenario:
    """Return the small clinic, with a twin of its baseline and another experiment."""
    text = valid_text()
    for old, new in (
        ("headline: [last_domain_lag]", f"headline: [{headline}]"),
        ("compare: [middle, one]", f"compare: {compare}"),
        ("{seed: 7,", f"{{{more}seed: 7,"),
        ("\nincidents:", "  twin: {extends: today, title: Twin}\n\nincidents:"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    return read_scenario(text)


def parts_of(plan: Plan) -> dict[str, str]:
    """Return a name for every design that is run, by digest."""
    named = {plan.baseline: "baseline"}
    for target in plan.targets:
        for part in ("design", "structure_only", "settings_only", "put_back"):
            named.setdefault(getattr(target, part), f"{target.id}.{part}")
    return named


@cache
def drawn(key: str, part: str, replication: int) -> float:
    """Return a number of a design: a common draw, one of its own, and a level."""
    common = np.random.default_rng([zlib.crc32(key.encode()), replication]).normal()
    own = np.random.default_rng([zlib.crc32(f"{key} {part}".encode()), replication]).normal()
    level = 1.0 + zlib.crc32(f"{key} {part} level".encode()) % 1000 / 1000.0
    return 10.0 * level + common + 0.5 * own


def fake_cells(
    scenario: Scenario, replications: int = 10, numbers: Numbers = drawn
) -> tuple[Plan, Mapping[str, list[Cell]]]:
    """Return the plan of a scenario and cells for it."""
    plan, world = plan_designs(scenario), compile_world(scenario)
    shapes = {key: tuple(len(axis) for axis in table.grid(world)) for key, table in TABLES.items()}
    keys = [*NUMBERS, *(f"{k}{EQUAL}" for k, m in NUMBERS.items() if m.equal is not None)]
    cells: dict[str, list[Cell]] = {}
    for design, part in parts_of(plan).items():
        cells[design] = [
            Cell(
                {key: numbers(key, part, index) for key in keys},
                {
                    key: (
                        np.full(shape, 1.0 + index % 3),
                        np.full(shape, 4.0 if math.prod(shape) else 0.0),
                    )
                    for key, shape in shapes.items()
                },
            )
            for index in range(replications)
        ]
    return plan, cells
