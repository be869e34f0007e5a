"""A preview in the form of a comparison, so that what shows the one can show the other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from models.comparison import Column, Comparison, Difference, Level, MetricComparison, Sentence
from models.comparison.comparing import call_of
from models.engine.version import ENGINE_VERSION
from models.metrics import NUMBERS

if TYPE_CHECKING:
    from models.comparison import Interval
    from models.experiments.previews.result import MetricPreview, Preview, Reading
    from models.scenario.scenario import Scenario


def as_comparison(preview: Preview, scenario: Scenario) -> Comparison:
    """Return what a preview tells, with nothing in place of what it does not.

    It has no tables, no parts of differences and no digest; a level's one value is its estimate,
    for a preview has no values one by one; the verdict says what the preview rests on.

    Args:
        preview: What a sample says of *scenario*.
        scenario: What was previewed.
    """
    experiment = scenario.experiment
    designs = [reading.design for reading in preview.metrics[0].readings] if preview.metrics else []
    return Comparison(
        scenario=scenario.title,
        question=scenario.question,
        seed=experiment.seed,
        horizon_h=preview.horizon_h,
        warm_up_h=experiment.warm_up.hours,
        follow_up_h=experiment.follow_up.hours,
        replications=preview.replications,
        stopped="",
        baseline=designs[0] if designs else experiment.baseline,
        columns=tuple(_column(key, scenario) for key in designs),
        metrics=tuple(_metric(each) for each in preview.metrics),
        tables=(),
        verdict=(Sentence(preview.text, "", "", "note"),),
        digest="",
        engine_version=ENGINE_VERSION,
        reused=0,
        computed=0,
    )


def not_previewed(preview: Preview) -> dict[str, set[str]]:
    """Return by metric the designs of which a preview shows the last full run's value, or none."""
    return {
        metric.id: {
            reading.design
            for reading in metric.readings
            if "not previewed" in (reading.level_status, reading.difference_status)
        }
        for metric in preview.metrics
    }


def _column(key: str, scenario: Scenario) -> Column:
    title = scenario.designs[key].title if key in scenario.designs else ""
    return Column(key, title or key, facts=0, choices=0, assumptions=0)


def _metric(metric: MetricPreview) -> MetricComparison:
    found = [(each, each.difference) for each in metric.readings if each.difference is not None]
    is_told = not any(math.isnan(interval.estimate) for _, interval in found)
    return MetricComparison(
        id=metric.id,
        headline=metric.headline and is_told,  # what nothing is known of is no headline
        levels=tuple(
            Level(each.design, np.array([each.level.estimate]), each.level)
            for each in metric.readings
        ),
        differences=tuple(_difference(metric, reading, interval) for reading, interval in found),
    )


def _difference(metric: MetricPreview, reading: Reading, found: Interval) -> Difference:
    return Difference(
        target=reading.design,
        effects={"total": found},
        ratio=None,
        correlation=math.nan,
        assumption_share=None,
        call=call_of(found, NUMBERS[metric.id], headline=metric.headline),
        structure_call="exploratory",
    )
