"""A plausible comparison made without the engine, for tests of charts, tables and window."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from models.comparison import (
    Column,
    Comparison,
    Difference,
    Layer,
    Level,
    MetricComparison,
    TableComparison,
)
from models.comparison.comparing import call_of
from models.comparison.effects import Corners, assumption_share, correlation, effect_intervals
from models.comparison.intervals import interval_of
from models.comparison.ratio import ratio_of_pairs
from models.comparison.verdict import verdict_of
from models.metrics import NUMBERS
from tests.models.formats.samples import valid_scenario

if TYPE_CHECKING:
    from collections.abc import Callable

FloatArray = npt.NDArray[np.float64]
AnyFloats = npt.NDArray[np.floating[Any]]

DESIGNS = ("as_found", "federated", "one_directory")
TITLES = ("As found", "Federated", "One directory")
PLATFORMS = ("m365", "aws", "kubernetes", "salesforce", "erp", "payments")
EVENT_CLASSES = ("auth", "control", "data")
STEPS = ("detect", "route", "disable", "propagate", "expire")
HEADLINE = (
    "authority",
    "last_domain_lag",
    "lag_over_tau",
    "reconstructable_chains",
    "delayed_tasks",
    "outage_hours",
)
TAU_H = 2160.0
RIGHT_TO_LEFT = "\u202egnol " * 12

# Mean in each design, spread between replications relative to it, and whether less is better.
MEANS: dict[str, tuple[float, float, float, float, int]] = {
    "authority": (51_000, 19_500, 5_200, 0.06, -1),
    "needed_authority": (2_600, 2_600, 2_600, 0.02, 0),
    "excess_privilege": (0.949, 0.867, 0.5, 0.01, -1),
    "used_authority": (0.61, 0.61, 0.61, 0.02, 0),
    "standing_privilege": (51_000, 12_000, 310, 0.06, -1),
    "blast_radius": (0.42, 0.23, 0.09, 0.08, -1),
    "hazard_blast": (1.9, 0.7, 0.16, 0.15, -1),
    "incident_exposure": (8_900, 3_100, 900, 0.9, -1),
    "weight_touched": (310, 190, 70, 0.7, -1),
    "touches": (1_850, 1_100, 160, 0.05, -1),
    "time_to_discovery": (1_410, 900, 320, 0.12, -1),
    "last_domain_lag": (1_120, 420, 21, 0.1, -1),
    "domain_lag": (640, 190, 6.4, 0.1, -1),
    "lag_p95": (math.inf, 1_700, 55, 0.1, -1),
    "lag_over_tau": (0.36, 0.12, 0.01, 0.12, -1),
    "never_ends": (0.21, 0.05, 0.0, 0.2, -1),
    "containment": (1_480, 700, 61, 0.2, -1),
    "collateral_agent_hours": (46, 31, 4, 0.5, -1),
    "captured_hops": (0.52, 0.71, 0.94, 0.04, 1),
    "attributable_hops": (0.31, 0.55, 0.91, 0.05, 1),
    "reconstructable_chains": (0.068, 0.24, 0.79, 0.1, 1),
    "time_to_visible": (9.8, 2.0, 0.1, 0.05, -1),
    "blind_spots": (0.44, 0.26, 0.05, 0.06, -1),
    "delayed_tasks": (0.012, 0.011, 0.0105, 0.1, -1),
    "wait_per_task_p50": (19.5, 17.0, 21.0, 0.1, -1),
    "wait_per_task_p95": (92, 81, 130, 0.15, -1),
    "wait_per_1000": (340, 270, 310, 0.12, -1),
    "abandoned_tasks": (0.0018, 0.0014, 0.0012, 0.2, -1),
    "unfinished_tasks": (0.0004, 0.0004, 0.0005, 0.3, -1),
    "approval_hours": (410, 360, 320, 0.1, -1),
    "decision_latency": (0.0, 4e-6, 1.1e-5, 0.05, -1),
    "outage_hours": (130, 190, 520, 0.45, -1),
    "accounts_per_agent": (3.4, 2.2, 1.3, 0.01, -1),
    "integration_days": (0, 65, 140, 0.0, -1),
    "time_to_first_access": (31, 22, 9, 0.1, -1),
    "orphans": (0.19, 0.1, 0.02, 0.1, -1),
    "unowned": (0.71, 0.42, 0.05, 0.04, -1),
    "never_reviewed": (0.88, 0.71, 0.4, 0.03, -1),
    "exceptions": (0, 3, 5, 0.0, -1),
    "new_paths": (212, 205, 44, 0.1, -1),
    "compromises": (1.2, 0.8, 0.4, 0.5, -1),
    "orders": (21.0, 21.0, 21.0, 0.1, 0),
    "requests": (420, 390, 380, 0.08, -1),
    "reviewed_grants": (60, 900, 5_200, 0.1, -1),
    "unknown_accounts": (0.11, 0.08, 0.02, 0.1, -1),
    "residues": (2.0, 6.0, 9.0, 0.2, -1),
    "secret_copies": (1_900, 700, 120, 0.05, -1),
    "ceiling_hits": (14.0, 14.0, 3.0, 0.1, 0),
}


def comparison(replications: int = 20) -> Comparison:
    """Return a comparison of three designs, with ``inf`` in one metric and one undecided."""
    rng = np.random.default_rng(20)
    metrics = tuple(_metric(key, rng, replications) for key in dict.fromkeys((*HEADLINE, *MEANS)))
    made = Comparison(
        scenario="AI programme of a mid-size company",
        question="What changes if one directory governs the agents of six platforms?",
        seed=1,
        horizon_h=4320.0,
        warm_up_h=336.0,
        follow_up_h=TAU_H,
        replications=replications,
        stopped=f"Stopped at {replications} replications, where every headline metric was precise.",
        baseline=DESIGNS[0],
        columns=tuple(
            Column(d, t, 41 + 6 * i, 12 + i, 88 - 5 * i)
            for i, (d, t) in enumerate(zip(DESIGNS, TITLES, strict=True))
        ),
        metrics=metrics,
        tables=_tables(),
        verdict=(),
        digest="0" * 64,
        engine_version="1",
        reused=0,
        computed=7 * replications,
    )
    return replace(made, verdict=verdict_of(valid_scenario(), made))


def awkward() -> Comparison:
    """Return the same with names that must be shown literally, and long ones."""
    whole = comparison(10)
    titles = (
        '<img src=x onerror="alert(1)">',
        "=cmd|'/c calc'!A1 $\\frac{1}{0}$",
        "\u202egnol " * 12,
    )
    columns = tuple(replace(c, title=t) for c, t in zip(whole.columns, titles, strict=True))
    return replace(whole, scenario="A $cost$ of <b>5 & 6</b>", columns=columns)


def two_designs() -> Comparison:
    """Return the same with one target only."""
    whole = comparison(10)
    return replace(
        whole,
        columns=(whole.columns[0], whole.columns[2]),
        metrics=tuple(
            replace(m, levels=(m.levels[0], m.levels[2]), differences=m.differences[1:])
            for m in whole.metrics
        ),
        tables=tuple(replace(t, layers=(t.layers[0], t.layers[2])) for t in whole.tables),
        verdict=tuple(s for s in whole.verdict if s.target != DESIGNS[1]),
    )


def _metric(key: str, rng: np.random.Generator, n: int) -> MetricComparison:
    *means, cv, _ = MEANS[key]
    shared = rng.standard_normal(n)
    levels = []
    for design, mean in zip(DESIGNS, means, strict=True):
        own = rng.standard_normal(n)
        factor = 1.0 + cv * (0.6 * shared + 0.8 * own)
        values = np.full(n, mean) if math.isinf(mean) else mean * np.maximum(factor, 0.0)
        levels.append(Level(design, values, interval_of(values)))
    return MetricComparison(
        id=key,
        headline=key in HEADLINE,
        levels=tuple(levels),
        differences=tuple(_difference(key, levels[0], each) for each in levels[1:]),
    )


def _difference(key: str, base: Level, target: Level) -> Difference:
    """Give structure a third of the difference and assumed values another."""
    with np.errstate(invalid="ignore"):
        delta = target.values - base.values
        corners = Corners(
            baseline=base.values,
            target=target.values,
            structure_only=base.values + 0.35 * delta,
            settings_only=base.values + 0.55 * delta,
            put_back=target.values - 0.3 * delta,
        )
    effects, headline = effect_intervals(corners), key in HEADLINE
    return Difference(
        target=target.design,
        effects=effects,
        ratio=ratio_of_pairs(target.values, base.values),
        correlation=correlation(base.values, target.values),
        assumption_share=assumption_share(corners),
        call=call_of(effects["total"], NUMBERS[key], headline=headline),
        structure_call=call_of(effects["structure"], NUMBERS[key], headline=headline),
        sign_changes=key == "touches",
    )


def _layers(values: list[FloatArray], width: float = 0.08) -> tuple[Layer, ...]:
    return tuple(
        Layer(d, v, v * (1 - width), v * (1 + width)) for d, v in zip(DESIGNS, values, strict=True)
    )


def _curve(
    key: str, axis: str, at: AnyFloats, shape: Callable[[int], AnyFloats]
) -> TableComparison:
    made = [np.asarray(shape(i), dtype=np.float64) for i in range(3)]
    return TableComparison(key, (axis,), (np.asarray(at, dtype=np.float64),), _layers(made))


def _spaced(low: float, high: float, n: int) -> FloatArray:
    return np.asarray(np.geomspace(low, high, n), dtype=np.float64)


def _tables() -> tuple[TableComparison, ...]:
    lag = np.append(0.0, _spaced(1 / 60, TAU_H, 72))
    day = np.arange(18) * 240.0 + 120.0
    scale, floor = (300.0, 60.0, 4.0), (0.36, 0.12, 0.01)
    domains = np.array([0.05, 0.2, 0.5, 1.0, 2.5, 1.5])
    share = np.array([0.9, 0.7, 0.35])
    seen = np.array([0.95, 0.9, 0.6, 0.3, 0.1, 0.8])

    def alive(i: int) -> FloatArray:
        return floor[i] + (1 - floor[i]) * np.exp(-lag / scale[i])

    def by_domain(i: int) -> FloatArray:
        return 1 - np.exp(-lag[None, :] / (scale[i] * domains[:, None]))

    steps = [
        np.array([90.0, 60.0, 310.0, 420.0, 330.0]),
        np.array([70.0, 40.0, 120.0, 160.0, 100.0]),
        np.array([8.0, 4.0, 8.0, 0.3, 0.7]),
    ]
    wait = _spaced(1 / 60, 720.0, 48)
    return (
        _curve("residual_access", "time_h", lag, alive),
        _curve("authority_over_time", "time_h", day, lambda i: MEANS["authority"][i] + 3 * day),
        _curve("needed_over_time", "time_h", day, lambda _: np.full(18, 2_600.0)),
        _curve("standing_over_time", "time_h", day, lambda i: MEANS["authority"][i] - 2 * day / 4),
        TableComparison(
            "coverage",
            ("platform", "event_class"),
            (PLATFORMS, EVENT_CLASSES),
            _layers([np.outer(seen, share) ** (1 / (1 + 2 * i)) for i in range(3)], 0.03),
        ),
        TableComparison(
            "attributable_coverage",
            ("platform", "event_class"),
            (PLATFORMS, EVENT_CLASSES),
            _layers([0.8 * np.outer(seen, share) ** (1 / (1 + 2 * i)) for i in range(3)], 0.03),
        ),
        TableComparison(
            "domain_lag_distribution",
            ("platform", "lag_h"),
            (PLATFORMS, lag),
            _layers([by_domain(i) for i in range(3)], 0.0),
        ),
        TableComparison(
            "lag_by_domain",
            ("platform",),
            (PLATFORMS,),
            _layers([np.minimum(TAU_H, scale[i] * domains * 2) for i in range(3)]),
        ),
        TableComparison(
            "over_tau_by_domain",
            ("platform",),
            (PLATFORMS,),
            _layers([floor[i] * domains / 3 for i in range(3)]),
        ),
        TableComparison("lag_decomposition", ("step",), (STEPS,), _layers(steps)),
        _curve(
            "wait_distribution",
            "wait_h",
            wait,
            lambda i: MEANS["delayed_tasks"][i] * np.exp(-wait / MEANS["wait_per_task_p50"][i]),
        ),
    )
