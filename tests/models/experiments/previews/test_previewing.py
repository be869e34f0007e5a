from __future__ import annotations

import math
import threading
import time
from typing import TYPE_CHECKING

import pytest

from models.comparison.comparing import call_of
from models.errors import RunStopped
from models.experiments import (
    Control,
    FullRun,
    InProcess,
    LocalProcesses,
    Preview,
    Previewer,
    compare,
    preview,
)
from models.experiments.previews import as_comparison
from models.experiments.previews import sample as sampling
from models.metrics import NUMBERS
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario

LONG_S = 600.0


@pytest.fixture
def edited(small: Scenario) -> Scenario:
    return with_value(small, ("designs", "unified", "standard", "logging", "captured"), "0.5")


@pytest.fixture
def thin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a sample have eight agents."""
    monkeypatch.setattr(sampling, "MOST_AGENTS", 8)


def numbers(found: Preview) -> list[object]:
    return [repr(each) for each in found.metrics]


def test_what_was_not_edited_is_exact(small: Scenario, full: FullRun) -> None:
    found = preview(small, full, InProcess(), most=1)
    for metric in found.metrics:
        told = full.comparison.metric(metric.id)
        for reading, level in zip(metric.readings, told.levels, strict=True):
            assert (reading.design, reading.level_status) == (level.design, "exact")
            assert repr(reading.level) == repr(level.interval)
        assert metric.readings[0].difference is None
        assert repr(metric.readings[1].difference) == repr(told.differences[0].effects["total"])


def test_all_agents_and_all_replications_give_the_full_run(edited: Scenario, full: FullRun) -> None:
    found = preview(edited, full, InProcess(), budget_s=LONG_S, most=2)
    truth = compare(edited, InProcess())
    moved = 0
    for metric in found.metrics:
        for reading, level in zip(metric.readings, truth.metric(metric.id).levels, strict=True):
            if reading.level_status == "previewed":
                assert reading.level.estimate == pytest.approx(level.interval.estimate, abs=1e-9)
                moved += reading.moved != 0.0
    assert moved > 3  # so that something was compared


def test_a_design_that_the_edit_leaves_alone_is_exact(edited: Scenario, full: FullRun) -> None:
    found = preview(edited, full, InProcess(), most=1)
    lag = found.metric("last_domain_lag").readings
    assert [each.level_status for each in lag] == ["exact", "previewed"]
    assert lag[1].difference_status == "previewed"


@pytest.mark.usefixtures("thin")
def test_a_sample_keeps_what_it_cannot_know_and_says_so(edited: Scenario, full: FullRun) -> None:
    found = preview(edited, full, InProcess(), most=1)
    assert sum(found.agents.values()) < sum(found.of_agents.values())
    for metric in found.metrics:
        target = metric.readings[1]
        if NUMBERS[metric.id].sampled == "rare":
            assert target.level_status == "not previewed"
            assert repr(target.level) == repr(full.comparison.metric(metric.id).levels[1].interval)
    assert found.metric("integration_days").readings[1].level_status == "exact"
    assert f"{sum(found.agents.values())} of 22 agents" in found.text


@pytest.mark.usefixtures("thin")
def test_waits_for_busy_teams_are_not_previewed(edited: Scenario, full: FullRun) -> None:
    """The team of the as-found design is loaded by .77 in the file, that of unified by .26."""
    found = preview(edited, full, InProcess(), most=1).metric("wait_per_1000").readings[1]
    assert (found.level_status, found.difference_status) == ("previewed", "not previewed")
    path = ("designs", "unified", "standard", "approval")
    slow = with_value(edited, (*path, "service"), "16 h")
    told = preview(slow, full, InProcess(), most=1)
    reading = told.metric("wait_per_1000").readings[1]
    assert reading.level_status == "not previewed"
    before = full.comparison.metric("wait_per_1000").levels[1].interval
    assert repr(reading.level) == repr(before)
    assert "Not previewed (the last full value stands): Wait per 1,000 tasks" in told.text


@pytest.mark.usefixtures("thin")
def test_a_total_is_weighted_back(small: Scenario, full: FullRun) -> None:
    fleets = small.workload.fleets
    more = small
    for fleet in fleets:
        path = ("workload", "fleets", fleet, "agents")
        more = with_value(more, path, fleets[fleet].agents * 3)
    found = preview(more, full, InProcess(), most=1).metric("secret_copies").readings[0]
    before = full.comparison.metric("secret_copies").levels[0].interval.estimate
    assert found.level.estimate == pytest.approx(3 * before, rel=0.35)


def test_without_a_full_run_the_sample_speaks_for_itself(edited: Scenario) -> None:
    found = preview(edited, None, InProcess(), budget_s=LONG_S, most=2)
    assert not found.against_full
    assert "no full run yet" in found.text
    truth = compare(edited, InProcess()).metric("excess_privilege").levels[1].interval
    shown = found.metric("excess_privilege").readings[1].level
    assert shown.estimate == pytest.approx(truth.estimate)


@pytest.mark.usefixtures("thin")
def test_without_a_full_run_an_edit_moves_only_what_it_touches(
    small: Scenario, edited: Scenario
) -> None:
    with LocalProcesses(1) as executor:
        previewer = Previewer(executor)
        first = previewer.preview(small, budget_s=0.0)
        whole = previewer.settle(small)
        assert (first.replications, whole.replications) == (1, 10)
        then = previewer.preview(edited, budget_s=0.0)
        assert then.replications < 10
        assert not then.against_full
        assert "no full run yet" in then.text
        apart = previewer.preview(edited)
        previewer.forget()
        alone = previewer.preview(edited, budget_s=0.0)
    moved = 0
    for old, new in zip(whole.metrics, then.metrics, strict=True):
        if old.readings[0].level_status != "not previewed":
            assert repr(new.readings[0].level) == repr(old.readings[0].level)
            before, after = old.readings[1].level.estimate, new.readings[1].level.estimate
            moved += before != after
    assert moved > 0
    assert apart.replications >= then.replications
    coverage = [p.metric("captured_hops").readings[0].level.estimate for p in (whole, alone)]
    assert coverage[0] != coverage[1]  # what is told after forgetting is the sample's own again


def test_a_design_that_was_never_run_stands_where_the_sample_sets_it_off(
    small: Scenario, full: FullRun
) -> None:
    """Its level is that of the baseline's full run and the step from there, not the sample's."""
    wider = with_value(small, ("designs", "copy"), small.designs["unified"])
    compare_both = [*small.experiment.compare, "copy"]
    wider = with_value(wider, ("experiment", "compare"), compare_both)
    found = preview(wider, full, InProcess(), most=1)
    checked = 0
    for metric in found.metrics:
        base, _, new = metric.readings
        if new.level_status == new.difference_status == "previewed":
            assert new.difference is not None
            there = base.level.estimate + new.difference.estimate
            most = 1.0 if NUMBERS[metric.id].unit == "share" else math.inf
            there = min(max(there, 0.0), most)  # no level is what its metric cannot be
            assert new.level.estimate == pytest.approx(there, rel=1e-6, abs=1e-9), metric.id
            checked += 1
    assert checked > 10


def test_what_follows_from_the_designs_is_called_at_once(small: Scenario) -> None:
    found = preview(small, None, InProcess(), most=1)
    effort = found.metric("integration_days").readings[1]
    assert effort.difference is not None
    assert (effort.difference.method, effort.difference_status) == ("identical", "exact")
    told = as_comparison(found, small).metric("integration_days").differences[0]
    headline = call_of(told.effects["total"], NUMBERS["integration_days"], headline=True)
    assert headline == ("worse" if effort.difference.estimate > 0 else "equal")


def test_values_depend_on_the_replications_and_on_nothing_else(
    edited: Scenario, full: FullRun
) -> None:
    here = preview(edited, full, InProcess(), budget_s=LONG_S, most=2)
    with LocalProcesses(2) as executor:
        previewer = Previewer(executor)
        previewer.prepare(full, replications=2)
        there = previewer.preview(edited, full, budget_s=LONG_S, most=2)
        short = previewer.preview(edited, full, budget_s=0.0)
    assert numbers(here) == numbers(there)
    assert short.replications == 1 or numbers(short) == numbers(there)


def test_an_undone_edit_computes_nothing(small: Scenario, edited: Scenario, full: FullRun) -> None:
    class Once(InProcess):
        asked = 0

        def submit(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
            Once.asked += 1
            return super().submit(*args, **kwargs)  # type: ignore[arg-type]

    previewer = Previewer(Once())
    previewer.preview(edited, full, budget_s=LONG_S, most=2)
    before = Once.asked
    previewer.preview(small, full, budget_s=LONG_S, most=2)
    previewer.preview(edited, full, budget_s=LONG_S, most=2)
    assert Once.asked == before > 0


def test_a_cancelled_preview_ends_and_its_workers_stay_warm(small: Scenario, full: FullRun) -> None:
    long = with_value(small, ("experiment", "horizon"), "3000 d")
    long = with_value(long, ("experiment", "follow_up"), "1500 d")
    with LocalProcesses(1) as executor:
        previewer, control = Previewer(executor), Control()
        previewer.preview(small, full, most=1)
        pids = [seat.worker.process.pid for seat in executor._crew.seats if seat.worker]
        timer = threading.Timer(0.5, control.cancel)
        timer.start()
        with pytest.raises(RunStopped):
            previewer.preview(long, None, control)
        started = time.monotonic()
        assert previewer.preview(small, full, most=1).replications == 1
        assert time.monotonic() - started < 20.0  # a loaded machine; the long one takes minutes
        assert pids == [seat.worker.process.pid for seat in executor._crew.seats if seat.worker]
