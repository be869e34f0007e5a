"""What a run says before its end: whole replications only, and nothing of the result moves."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from models.comparison import to_json
from models.experiments import InProcess, Task, compare
from models.experiments import partial as partial_module

if TYPE_CHECKING:
    from models.comparison import Comparison
    from models.scenario.scenario import Scenario


@pytest.fixture
def five(small: Scenario) -> Scenario:
    rule = small.experiment.replications.model_copy(update={"at_least": 5, "at_most": 5})
    experiment = small.experiment.model_copy(update={"replications": rule})
    return small.model_copy(update={"experiment": experiment})


def test_replications_that_are_whole_are_compared_while_others_run(
    five: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partial_module, "SHARE", 1.0)  # as often as there is something new
    told: list[tuple[Comparison, int]] = []
    whole = compare(five, InProcess(), on_partial=lambda *each: told.append(each))
    counts = [comparison.replications for comparison, _ in told]
    assert counts
    assert counts == sorted(set(counts))
    assert counts[0] >= 2
    assert counts[-1] <= 5
    assert {expected for _, expected in told} == {5}
    assert all(comparison.stopped == "" for comparison, _ in told)
    # The first replications of the whole run, no others.
    for comparison, _ in told:
        n = comparison.replications
        for early, late in zip(comparison.metrics, whole.metrics, strict=True):
            for one, other in zip(early.levels, late.levels, strict=True):
                assert one.values.tobytes() == other.values[:n].tobytes()
    assert to_json(whole) == to_json(compare(five, InProcess()))


def test_comparisons_before_the_end_take_a_tenth_of_the_time_at_most(
    five: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s = [100.0]
    monkeypatch.setattr("models.experiments.partial.time.monotonic", lambda: now_s[0])
    told: list[float] = []

    def listen(_comparison: Comparison, _expected: int) -> None:
        told.append(now_s[0])
        now_s[0] += 2.0

    cells: dict[Task, object] = {}
    plan = type("Plan", (), {"profiles": {"a": None}})
    monkeypatch.setattr(partial_module, "compare_cells", lambda *_: None)
    teller = partial_module.PartialTeller(five, plan, cells, listen)  # type: ignore[arg-type]
    for replication in range(40):
        cells[Task(replication, "a")] = None
        teller.tell(40)
        now_s[0] += 1.0
    assert told[0] == 101.0  # two replications
    assert all(later - earlier >= 20.0 for earlier, later in pairwise(told))
    assert len(told) == 3
