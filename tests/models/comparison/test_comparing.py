"""From cells to a comparison."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.comparison import Comparison, compare_cells, from_json, metrics_csv, to_json
from models.comparison.cell import EQUAL
from models.comparison.comparing import call_of
from models.comparison.phrases import crossing_told
from models.comparison.result import Interval
from models.metrics import NUMBERS, TABLES
from tests.models.comparison.fakes import HEADLINE, clinic, drawn, fake_cells


def _compared(replications: int = 10, compare: str = "[middle, one]") -> Comparison:
    scenario = clinic(compare=compare)
    plan, cells = fake_cells(scenario, replications)
    return compare_cells(scenario, plan, cells, stopped="here", reused=3, computed=4)


def test_everything_is_there_in_order() -> None:
    found = _compared()
    assert [column.id for column in found.columns] == ["today", "middle", "one"]
    assert [column.title for column in found.columns] == ["Today", "middle", "One directory"]
    assert all(c.facts + c.choices + c.assumptions > 20 for c in found.columns)
    headline = HEADLINE.split(", ")
    assert [m.id for m in found.metrics if m.headline] == headline
    assert [m.id for m in found.metrics][: len(headline)] == headline
    assert {m.id for m in found.metrics} == set(NUMBERS)
    assert [t.id for t in found.tables] == list(TABLES)
    assert found.stopped == "Stopped here."
    assert (found.replications, found.reused, found.computed) == (10, 3, 4)
    for metric in found.metrics:
        assert [level.design for level in metric.levels] == ["today", "middle", "one"]
        assert [d.target for d in metric.differences] == ["middle", "one"]
    for table in found.tables:
        shape = tuple(len(axis) for axis in table.grid)
        assert all(layer.value.shape == shape for layer in table.layers)


def test_only_headline_metrics_are_better_or_worse() -> None:
    for metric in _compared().metrics:
        for difference in metric.differences:
            if not metric.headline:
                assert difference.call in ("exploratory", "equal")
                assert difference.structure_call in ("exploratory", "equal")


@pytest.mark.parametrize(
    ("key", "interval", "call"),
    [
        ("authority", (-2.0, -3.0, -1.0), "better"),
        ("authority", (2.0, 1.0, 3.0), "worse"),
        ("captured_hops", (2.0, 1.0, 3.0), "better"),
        ("captured_hops", (-2.0, -3.0, -1.0), "worse"),
        ("authority", (1.0, -1.0, 3.0), "undecided"),
        ("authority", (1.0, 0.0, 3.0), "undecided"),
        ("authority", (1.0, float("nan"), float("nan")), "undecided"),
        ("needed_authority", (2.0, 1.0, 3.0), "exploratory"),
    ],
)
def test_calls(key: str, interval: tuple[float, float, float], call: str) -> None:
    assert call_of(Interval(*interval, "t", 10), NUMBERS[key], headline=True) == call
    assert call_of(Interval(*interval, "t", 10), NUMBERS[key], headline=False) == "exploratory"


def test_a_design_compared_with_itself_is_equal() -> None:
    found = _compared(compare="[twin]")
    assert [column.title for column in found.columns] == [clinic().designs["today"].title, "Twin"]
    for metric in found.metrics:
        (difference,) = metric.differences
        assert difference.call == difference.structure_call == "equal"
        assert difference.assumption_share is None
        for effect in difference.effects.values():
            assert (effect.method, effect.low, effect.high) == ("identical", 0.0, 0.0)
    for table in found.tables:
        assert np.array_equal(table.layers[0].value, table.layers[1].value, equal_nan=True)
        assert np.array_equal(table.layers[0].low, table.layers[1].low, equal_nan=True)


def test_an_independent_calculation_agrees() -> None:
    values = {
        part: np.array([drawn("authority", part, i) for i in range(10)])
        for part in ("baseline", "one.design", "one.structure_only", "one.settings_only")
    }
    found = _compared().metric("authority").differences[1]
    base, both, structure, settings = values.values()
    effect = ((structure - base) + (both - settings)) / 2
    assert found.effects["total"].estimate in (
        pytest.approx((both - base).mean()),
        pytest.approx(np.median(both - base)),
    )
    assert found.effects["structure"].estimate in (
        pytest.approx(effect.mean()),
        pytest.approx(np.median(effect)),
    )
    assert found.correlation == pytest.approx(np.corrcoef(base, both)[0, 1])


def test_a_sign_that_changes_under_equal_weights_is_marked() -> None:
    def numbers(key: str, part: str, replication: int) -> float:
        level = {"baseline": 1.0, "one.design": 2.0}.get(part, 1.5)
        return (-level if key.endswith(EQUAL) else level) + 0.001 * replication

    scenario = clinic()
    plan, cells = fake_cells(scenario, 10, numbers)
    found = compare_cells(scenario, plan, cells)
    assert found.metric("blind_spots").differences[1].sign_changes
    assert not found.metric("captured_hops").differences[1].sign_changes


def test_the_digest_covers_every_cell_and_nothing_else() -> None:
    scenario = clinic()
    plan, cells = fake_cells(scenario, 4)
    found = compare_cells(scenario, plan, cells)
    turned = dict(reversed(list(cells.items())))
    assert compare_cells(scenario, plan, turned, reused=5, stopped="x").digest == found.digest
    last = list(cells)[-1]
    other = replace(cells[last][3], numbers={**cells[last][3].numbers, "authority": 0.5})
    changed = {**cells, last: [*cells[last][:3], other]}
    assert compare_cells(scenario, plan, changed).digest != found.digest


def test_a_single_replication_breaks_nothing() -> None:
    found = _compared(replications=1)
    assert found.metric("authority").differences[0].effects["total"].method == "none"
    assert from_json(to_json(found)).digest == found.digest
    assert metrics_csv(found).count("\n") == 4


def test_what_never_ends_or_is_not_defined_breaks_nothing() -> None:
    def odd(key: str, part: str, replication: int) -> float:
        if key == "lag_p95":
            return float("inf")
        if key == "containment":
            return float("nan")
        return drawn(key, part, replication)

    scenario = clinic()
    plan, cells = fake_cells(scenario, 10, odd)
    found = compare_cells(scenario, plan, cells)
    assert found.metric("lag_p95").differences[0].call == "undecided"
    assert found.metric("lag_p95").levels[0].interval.estimate == float("inf")
    assert found.metric("containment").levels[0].interval.n == 0
    assert to_json(from_json(to_json(found))) == to_json(found)


@pytest.mark.parametrize(
    ("after", "by", "crosses"), [(3.0, 1.0, False), (3.0, -0.5, True), (1.0, -1.0, False)]
)
def test_levels_that_differ_the_other_way_than_their_pairs_are_told(
    after: float, by: float, crosses: bool
) -> None:
    found = _compared(compare="[one]").metric("authority")
    first, second = found.levels
    (difference,) = found.differences
    effects = {**difference.effects, "total": replace(difference.effects["total"], estimate=by)}
    crossed = replace(
        found,
        levels=(
            replace(first, interval=replace(first.interval, estimate=2.0)),
            replace(second, interval=replace(second.interval, estimate=after)),
        ),
        differences=(replace(difference, effects=effects),),
    )
    assert bool(crossing_told(crossed, 0)) is crosses
