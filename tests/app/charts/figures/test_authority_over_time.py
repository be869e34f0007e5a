from __future__ import annotations

from app.charts import figure_for, finding_of
from tests.app.charts.changed import undecided, with_metric
from tests.app.charts.fitting import told
from tests.app.charts.odd import filled
from tests.models.comparison import samples

ID = "authority_over_time"


def test_title_tells_levels_and_the_remark_their_unit() -> None:
    comparison = samples.comparison()

    assert finding_of(ID, comparison).startswith("Authority per agent is ")
    assert "with One directory" in finding_of(ID, comparison)
    assert "Weight-hours per agent-day" in told(figure_for(ID, comparison, "light"))


def test_title_claims_nothing_that_the_interval_does_not_show() -> None:
    assert "can show no difference" in finding_of(ID, with_metric("authority", undecided))


def test_time_is_named_in_days_to_the_horizon() -> None:
    text = told(figure_for(ID, samples.comparison(), "light"))

    assert "50 d" in text
    assert "150 d" in text


def test_without_authority_it_says_so() -> None:
    assert "No agent holds any authority." in told(figure_for(ID, filled(0.0), "light"))
