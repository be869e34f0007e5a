"""How often intervals hold the truth, as the program shows them: under its own stopping rule.

One thousand synthetic experiments a row.  Each draws replications of a baseline and a target until
the rule of the program says stop, and looks at every kind of interval that is shown then.  What is
called 95 % must hold in 93 to 97 of 100.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from models.comparison.bands import pooled_band
from models.comparison.effects import Corners, assumption_share, effect_intervals
from models.comparison.intervals import half_width
from models.comparison.ratio import ratio_of_pairs
from models.comparison.stopping import is_look

Floats = npt.NDArray[np.float64]
Drawn = Callable[[np.random.Generator, int], Floats]

EXPERIMENTS = 1000
MOST = 80


@dataclass(frozen=True)
class Shape:
    """A distribution of differences: draws, its mean and its median."""

    name: str
    draw: Drawn
    mean: float
    median: float


SHAPES = (
    Shape("normal", lambda g, n: g.normal(0.0, 1.0, n), 0.0, 0.0),
    Shape("uniform", lambda g, n: g.uniform(-1.0, 1.0, n), 0.0, 0.0),
    Shape("t with 3 degrees", lambda g, n: g.standard_t(3, n), 0.0, 0.0),
    Shape("gamma 4", lambda g, n: g.gamma(4.0, 1.0, n), 4.0, 3.6720607),
    Shape("exponential", lambda g, n: g.exponential(1.0, n), 1.0, math.log(2.0)),
    Shape("lognormal 0.5", lambda g, n: g.lognormal(0.0, 0.5, n), math.exp(0.125), 1.0),
    Shape("lognormal 1", lambda g, n: g.lognormal(0.0, 1.0, n), math.exp(0.5), 1.0),
    Shape("lognormal 1.65", lambda g, n: g.lognormal(0.0, 1.65, n), math.exp(1.36125), 1.0),
)


@dataclass
class Held:
    """How often each kind of interval was shown, and held."""

    shown: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)

    def look(self, kind: str, low: float, high: float, truth: float) -> None:
        self.shown[kind] = self.shown.get(kind, 0) + 1
        self.held[kind] = self.held.get(kind, 0) + (low <= truth <= high)

    def share(self, kind: str) -> float:
        return self.held[kind] / self.shown[kind]


def corners(shape: Shape, generator: np.random.Generator) -> Corners:
    """Return an experiment: the settings do it, with the shape; a fifth rests on assumptions."""
    level = generator.normal(100.0, 3.0, MOST)
    effect = shape.draw(generator, MOST)
    other = shape.draw(generator, MOST)
    return Corners(
        baseline=level,
        target=level + effect,
        structure_only=level + other,
        settings_only=level + effect - other,
        put_back=level + 0.8 * effect + generator.normal(0.0, 0.05, MOST),
    )


def cut(whole: Corners, n: int) -> Corners:
    return Corners(**{name: getattr(whole, name)[:n] for name in Corners.__slots__})


def stopped_at(whole: Corners, wanted: float) -> int:
    """Return after how many replications the program stops; the half-width that is wanted."""
    for n in range(10, MOST + 1):
        if is_look(n) and half_width(effect_intervals(cut(whole, n))["total"]) <= wanted:
            return n
    return MOST


def spread_of(shape: Shape) -> float:
    return float(np.std(shape.draw(np.random.default_rng(0), 100_000)))


def typical_ratio(shape: Shape) -> float:
    """Return the median of target / baseline."""
    generator, n = np.random.default_rng(1), 400_000
    level = generator.normal(100.0, 3.0, n)
    return float(np.median((level + shape.draw(generator, n)) / level))


WANTED = {"at 10": 9.0, "early": 0.45, "late": 0.3, "at 80": 0.0}
"""Half-width at which the rule stops, in standard deviations of the difference."""

QUICK = {("normal", "early"), ("exponential", "late"), ("lognormal 1.65", "at 10")}


def cases() -> list[object]:
    return [
        pytest.param(
            shape,
            wanted,
            id=f"{shape.name} {stop}",
            marks=() if (shape.name, stop) in QUICK else pytest.mark.nightly,
        )
        for shape in SHAPES
        for stop, wanted in WANTED.items()
    ]


@pytest.mark.parametrize(("shape", "wanted"), cases())
def test_what_is_called_95_percent_holds_93_to_97_of_100(shape: Shape, wanted: float) -> None:
    generator, found, spread = np.random.default_rng(20261125), Held(), spread_of(shape)
    typical = typical_ratio(shape)
    for _ in range(EXPERIMENTS):
        whole = corners(shape, generator)
        seen = cut(whole, stopped_at(whole, wanted * spread))
        total = effect_intervals(seen)["total"]
        truth = shape.mean if total.method == "t" else shape.median
        found.look("difference", total.low, total.high, truth)
        ratio = ratio_of_pairs(seen.target, seen.baseline)
        if ratio is not None:
            found.look("ratio", ratio.low, ratio.high, typical)
        share = assumption_share(seen)
        if share is not None:
            found.look("share on assumptions", share.low, share.high, 0.2)
    print({kind: f"{found.share(kind):.3f} of {n}" for kind, n in found.shown.items()})
    assert found.shown["difference"] == EXPERIMENTS
    for kind, count in found.shown.items():
        # Two standard errors of a share of so many experiments, beside what is promised.
        chance = 2.0 * math.sqrt(0.95 * 0.05 / count)
        assert 0.93 - chance <= found.share(kind) <= 0.97 + chance, kind


BANDS: dict[str, tuple[Callable[[np.random.Generator, Floats], npt.NDArray[Any]], float]] = {
    "share 0.3": (lambda g, b: g.binomial(b.astype(int), 0.3), 0.3),
    "share 0.03": (lambda g, b: g.binomial(b.astype(int), 0.03), 0.03),
    "share that differs": (lambda g, b: g.binomial(b.astype(int), g.beta(2.1, 0.9, b.shape)), 0.7),
    "exponential": (lambda g, b: b * g.exponential(1.0, b.shape), 1.0),
    "lognormal 0.5": (lambda g, b: b * g.lognormal(0.0, 0.5, b.shape), math.exp(0.125)),
}


@pytest.mark.parametrize("replications", [10, 20, 40])
@pytest.mark.parametrize("name", list(BANDS))
def test_bands_hold_93_to_97_of_100(name: str, replications: int) -> None:
    draw, truth = BANDS[name]
    generator = np.random.default_rng(20261125)
    below: Floats = generator.poisson(40.0, (replications, EXPERIMENTS)).astype(np.float64) + 1
    above: Floats = draw(generator, below).astype(np.float64)
    cells = list(zip(above, below, strict=True))
    _, low, high = pooled_band(cells, seed=5)
    shown = np.isfinite(low)
    held = ((low <= truth) & (truth <= high))[shown].mean()
    print(f"{held:.3f} of {shown.sum()}")
    assert shown.mean() > 0.95
    # All columns share one set of resamples, so that this is worth fewer experiments.
    assert 0.93 - 0.02 <= held <= 0.97 + 0.02
