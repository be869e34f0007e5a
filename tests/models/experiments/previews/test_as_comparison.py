"""A preview in the form of a comparison says what it knows, and nothing in place of the rest."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.charts import figure_for, panels_of
from models.experiments import FullRun, InProcess, preview
from models.experiments.previews import as_comparison, not_previewed
from models.scenario.edits import with_value

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario


def edited(small: Scenario) -> Scenario:
    return with_value(small, ("designs", "unified", "standard", "logging", "captured"), "0.5")


def test_figures_are_those_of_the_preview(small: Scenario, full: FullRun) -> None:
    found = preview(edited(small), full, InProcess(), most=2)
    shown = as_comparison(found, edited(small))
    assert [column.id for column in shown.columns] == [
        reading.design for reading in found.metrics[0].readings
    ]
    assert shown.columns[1].title == small.designs["unified"].title
    assert [metric.id for metric in shown.metrics] == [metric.id for metric in found.metrics]
    for one, other in zip(shown.metrics, found.metrics, strict=True):
        for level, reading in zip(one.levels, other.readings, strict=True):
            assert repr(level.interval) == repr(reading.level)
            assert repr(level.values.tolist()) == repr([reading.level.estimate])
        assert [d.effects["total"] for d in one.differences] == [
            reading.difference for reading in other.readings[1:]
        ]
        assert all(set(d.effects) == {"total"} for d in one.differences)
    assert shown.tables == ()
    assert [sentence.text for sentence in shown.verdict] == [found.text]
    # What has no table of its own is not drawn; what has is.
    assert panels_of(shown) == ("differences", "headline_levels")
    for panel in panels_of(shown):
        figure_for(panel, shown, "light")


def test_what_nothing_is_known_of_is_no_headline(small: Scenario) -> None:
    found = preview(edited(small), None, InProcess(), most=2)
    shown = as_comparison(found, small)
    for metric in shown.metrics:
        if any(math.isnan(d.effects["total"].estimate) for d in metric.differences):
            assert not metric.headline
    left = not_previewed(found)
    assert set(left) == {metric.id for metric in found.metrics}
    assert all(
        (reading.design in left[metric.id])
        == ("not previewed" in (reading.level_status, reading.difference_status))
        for metric in found.metrics
        for reading in metric.readings
    )
