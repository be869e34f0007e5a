from __future__ import annotations

from app.charts import figure_for, finding_of
from tests.app.charts.changed import undecided, with_metric
from tests.app.charts.fitting import told
from tests.app.charts.odd import all_headline, one_design
from tests.models.comparison import samples

ID = "headline_levels"


def test_title_tells_the_largest_decided_change() -> None:
    title = finding_of(ID, samples.comparison())

    assert title.startswith("Largest change: revocation lag (last domain), ")
    assert "with One directory" in title


def test_title_claims_nothing_where_nothing_is_decided() -> None:
    comparison = samples.comparison()
    for metric in comparison.metrics:
        comparison = with_metric(metric.id, undecided, comparison)

    title = finding_of(ID, comparison)

    assert title == "20 replications can show no difference in any headline metric"
    assert finding_of(ID, one_design()) == "Levels of the headline metrics"


def test_levels_are_told_and_what_has_no_room_is_counted() -> None:
    text = told(figure_for(ID, samples.comparison(), "light"))

    assert "Revocation lag (last domain) ↓" in text
    assert "Chains reconstructable ↑" in text
    assert " headline metrics" in told(figure_for(ID, all_headline(), "light", (380, 300)))
