from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from models.comparison import plan_designs
from models.experiments import InProcess, Progress, compare
from models.experiments.control import Control
from models.experiments.progress import Teller

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario


def test_progress_tells_of_the_whole_run_with_time_left_and_half_widths(small: Scenario) -> None:
    told: list[Progress] = []
    result = compare(small, InProcess(), on_progress=told.append)
    width = len(plan_designs(small).profiles)
    assert told[0].done == 0
    assert math.isnan(told[0].left_s)
    last = told[-1]
    assert (last.done, last.total, last.expected, last.most) == (2 * width,) * 4
    assert last.left_s == 0
    assert [p.done for p in told] == sorted({p.done for p in told})
    for each in last.precisions:
        interval = result.metric(each.metric).differences[0].effects["total"]
        assert each.target == "unified"
        assert each.half_width == pytest.approx((interval.high - interval.low) / 2, nan_ok=True)
    assert {each.metric for each in last.precisions} == set(small.experiment.headline)


def test_at_most_twenty_tellings_a_second(small: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("models.experiments.progress.time.monotonic", lambda: now[0])
    told: list[Progress] = []
    teller = Teller(small, plan_designs(small), {}, told.append)
    for left in range(100, -1, -1):
        now[0] += 0.01
        teller.tell(left)
    assert len(told) == 21


def test_a_pause_is_no_time_that_the_run_takes(
    small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr("models.experiments.progress.time.monotonic", lambda: now[0])
    told: list[Progress] = []
    control = Control()
    teller = Teller(small, plan_designs(small), {}, told.append, control)
    teller.begin()
    now[0], teller.computed = 10.0, 5
    teller.tell(5)
    control.pause()
    control.pause()
    now[0] += 3_600.0
    teller.tell(5)  # what was under way comes in
    control.resume()
    control.resume()
    teller.tell(0)
    now[0] += 1.0
    teller.tell(5)
    first, paused, *_, after = (each.left_s for each in told)
    assert first == paused
    assert after == pytest.approx(1.1 * first)


@pytest.mark.parametrize(("half_width", "expected"), [(1.0, 10), (1.5, 40), (9.0, 80)])
def test_how_many_replications_are_needed_is_judged_by_the_intervals(
    small: Scenario, half_width: float, expected: int
) -> None:
    from models.comparison import Precision

    rule = small.experiment.replications.model_copy(update={"at_least": 10, "at_most": 80})
    experiment = small.experiment.model_copy(update={"replications": rule})
    teller = Teller(
        small.model_copy(update={"experiment": experiment}), plan_designs(small), {}, print
    )
    teller._whole = 10
    teller._precisions = (
        Precision("last_domain_lag", "unified", 5.0, half_width, 1.0),
        Precision("excess_privilege", "unified", 5.0, 0.0, 0.0),
    )
    assert teller.replications_expected == expected
