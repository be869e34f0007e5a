from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from app.charts import figure_for, finding_of
from models.metrics.wording import format_value
from tests.app.charts.changed import mean, median, undecided, with_metric
from tests.app.charts.fitting import told
from tests.app.charts.odd import filled
from tests.models.comparison import samples

if TYPE_CHECKING:
    from models.comparison import MetricComparison

ID = "residual_access"


def test_title_tells_levels_of_the_largest_decided_difference() -> None:
    comparison = with_metric("last_domain_lag", mean)
    levels = comparison.metric("last_domain_lag").levels
    before, after = (format_value(float(levels[i].values.mean()), "h") for i in (0, 2))

    assert (
        finding_of(ID, comparison)
        == f"One directory ends the last access after {after}, As found after {before}"
    )


def test_title_tells_medians_where_the_difference_is_one() -> None:
    comparison = with_metric("last_domain_lag", median)
    level = comparison.metric("last_domain_lag").levels[2].values

    assert format_value(float(np.median(level)), "h") in finding_of(ID, comparison)


def test_title_claims_nothing_that_the_interval_does_not_show() -> None:
    title = finding_of(ID, with_metric("last_domain_lag", undecided))

    assert title == "20 replications can show no difference in how long the last access lives"


def _half_told(metric: MetricComparison) -> MetricComparison:
    first, second = undecided(metric).differences
    effects = {key: replace(each, method="none") for key, each in second.effects.items()}
    return replace(metric, differences=(first, replace(second, effects=effects)))


def test_title_says_where_a_difference_has_no_interval() -> None:
    title = finding_of(ID, with_metric("last_domain_lag", _half_told))

    assert title == "20 replications cannot tell all differences in how long the last access lives"


def test_ends_of_lines_tell_what_is_alive_at_tau_and_what_never_ends() -> None:
    text = told(figure_for(ID, samples.comparison(), "light"))

    assert "36 % alive at 90 d" in text
    assert "1 % alive at 90 d" in text
    assert "% never ends" in text
    assert "90 d (τ)" in text


def test_without_orders_it_says_so() -> None:
    assert "No order was given" in told(figure_for(ID, filled(float("nan")), "light"))
