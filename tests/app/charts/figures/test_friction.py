from __future__ import annotations

from dataclasses import replace

from app.charts import figure_for, finding_of
from tests.app.charts.changed import undecided, with_metric
from tests.app.charts.fitting import told
from tests.app.charts.odd import filled
from tests.models.comparison import samples

ID = "friction"


def test_title_is_on_the_headline_metric() -> None:
    comparison = with_metric("delayed_tasks", lambda m: replace(m, headline=False))
    comparison = with_metric("wait_per_1000", lambda m: replace(m, headline=True), comparison)

    assert "delays" in finding_of(ID, samples.comparison())
    assert "h per 1,000 tasks" in finding_of(ID, comparison)


def test_title_claims_nothing_that_the_interval_does_not_show() -> None:
    title = finding_of(ID, with_metric("delayed_tasks", undecided))

    assert title == "20 replications can show no difference in the share of tasks delayed"


def test_delayed_abandoned_and_waits_are_told_beside_the_curves() -> None:
    text = told(figure_for(ID, samples.comparison(), "light"))

    assert text.count("% delayed") == 3
    assert text.count("% abandoned") == 3
    assert text.count("P95") == 3


def test_without_waits_it_says_so() -> None:
    assert "No task waited for anything." in told(figure_for(ID, filled(0.0), "light"))
