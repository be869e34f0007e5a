from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

from app.charts import figure_for, finding_of, panels_of
from app.charts.effects import relative, sense_of
from app.tokens import LIGHT
from tests.app.charts.changed import undecided, with_metric
from tests.app.charts.fitting import told
from tests.app.charts.odd import one_design, without_headline
from tests.models.comparison import samples

if TYPE_CHECKING:
    from models.comparison import MetricComparison

ID = "differences"


def test_title_counts_calls_of_each_target() -> None:
    comparison = samples.two_designs()
    calls = [m.differences[0].call for m in comparison.metrics if m.headline]

    title = finding_of(ID, comparison)

    assert f"{calls.count('better')} better, {calls.count('worse')} worse" in title


def test_sense_follows_sign_and_direction() -> None:
    comparison = samples.comparison()
    lag, chains = comparison.metric("last_domain_lag"), comparison.metric("reconstructable_chains")
    outage = comparison.metric("outage_hours")

    assert sense_of(lag, lag.differences[1], "total") == "better"
    assert sense_of(chains, chains.differences[1], "structure") == "better"
    assert sense_of(outage, outage.differences[1], "settings") == "worse"
    blurred = undecided(lag)
    assert sense_of(blurred, blurred.differences[1], "total") == "undecided"
    quiet = replace(lag, headline=False)
    assert sense_of(quiet, quiet.differences[1], "total") == "neutral"


def test_effects_are_shares_of_the_baseline() -> None:
    lag = samples.comparison().metric("last_domain_lag")
    item = relative(lag, lag.differences[1], "total")
    total, levels = lag.differences[1].effects["total"], lag.levels[0].values
    base = float(np.median(levels) if total.method == "median" else np.mean(levels))

    assert item.estimate == pytest.approx(total.estimate / base)
    assert item.low < item.estimate < item.high


def _free(metric: MetricComparison) -> MetricComparison:
    nothing = replace(metric.levels[0], values=np.zeros_like(metric.levels[0].values))
    return replace(metric, levels=(nothing, *metric.levels[1:]))


def test_a_difference_to_nothing_is_told_in_words() -> None:
    comparison = with_metric("outage_hours", _free)
    lag = comparison.metric("outage_hours")

    assert np.isnan(relative(lag, lag.differences[0], "total").estimate)
    assert " / +" in told(figure_for(ID, comparison, "light"))


def test_undecided_effects_are_grey() -> None:
    comparison = samples.comparison()
    for metric in comparison.metrics:
        comparison = with_metric(metric.id, undecided, comparison)

    figure = figure_for(ID, comparison, LIGHT)
    marks = [x for x in figure.findobj(Line2D) if x.get_marker() not in ("None", "none", "")]
    colours = [to_hex(x.get_markerfacecolor()).upper() for x in marks]

    assert len(colours) > 20
    assert {LIGHT.ok, LIGHT.bad}.isdisjoint(colours)
    assert LIGHT.faint in colours


def test_it_is_left_out_without_a_target_or_a_headline_metric() -> None:
    assert ID in panels_of(samples.comparison())
    assert ID not in panels_of(one_design())
    assert ID not in panels_of(without_headline())
