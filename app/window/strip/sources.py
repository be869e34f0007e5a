"""Where the figures of the strip come from: a run, a preview, or nothing yet."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.window.strip.cells import Figures
from app.window.strip.wording import (
    difference_words,
    levels_told,
    moved_told,
    preview_words,
    unit_shown,
)
from models.metrics import NUMBERS
from models.metrics.wording import format_difference

if TYPE_CHECKING:
    from models.comparison import Comparison, MetricComparison
    from models.experiments.previews import MetricPreview, Preview, Reading
    from models.metrics.definition import Number
    from models.scenario import Scenario

_NOT_PREVIEWED = "not previewed: press Run"


def waiting(scenario: Scenario) -> list[Figures]:
    """Return the headline metrics without figures."""
    found = []
    for key in scenario.experiment.headline:
        metric = NUMBERS.get(key)
        name, hint = (metric.name, _hint(metric)) if metric else (key.replace("_", " "), "")
        found.append(Figures(key, name, "–", "", "muted", hint))
    return found


def as_run(comparison: Comparison, target: str, designs: list[str]) -> list[Figures]:
    """Return the headline figures of a run."""
    shown = [metric for metric in comparison.metrics if metric.headline]
    return [_of_run(comparison, metric, target, designs) for metric in shown]


def _of_run(
    comparison: Comparison, metric: MetricComparison, target: str, designs: list[str]
) -> Figures:
    definition = NUMBERS[metric.id]
    unit = unit_shown(definition)
    limit_h = comparison.follow_up_h if definition.limit else None
    levels = [
        (level.design, level.interval.estimate)
        for level in metric.levels
        if level.design in (comparison.baseline, target)
    ]
    difference = next((d for d in metric.differences if d.target == target), None)
    line, mood = "", "muted"
    if difference is not None:
        line = difference_words(difference, unit)
        mood = {"better": "ok", "worse": "bad"}.get(difference.call, "muted")
        line = {"better": "✓ ", "worse": "✕ "}.get(difference.call, "") + line
    text = levels_told(levels, designs, unit, limit_h)
    return Figures(metric.id, definition.name, text, line, mood, _hint(definition))


def as_previewed(preview: Preview, target: str, designs: list[str]) -> list[Figures]:
    """Return the headline figures of a preview; what is not previewed says so."""
    return [_of_preview(each, target, designs) for each in preview.metrics if each.headline]


def _of_preview(metric: MetricPreview, target: str, designs: list[str]) -> Figures:
    definition = NUMBERS[metric.id]
    unit = unit_shown(definition)
    baseline = metric.readings[0]
    reading = next((each for each in metric.readings if each.design == target), baseline)
    shown = [baseline] if reading is baseline else [baseline, reading]
    text = levels_told([(r.design, r.level.estimate) for r in shown], designs, unit, None)
    hint = f"{_hint(definition)}\n{_moves(metric, definition)}".rstrip()
    if all(each.level_status == "not previewed" for each in shown):
        return Figures(metric.id, definition.name, text, _NOT_PREVIEWED, "muted", hint)
    line, mood = _change(reading, definition, unit)
    moved = moved_told(shown[-1].moved, unit)
    return Figures(metric.id, definition.name, text, line, mood, hint, moved)


def _change(reading: Reading, metric: Number, unit: str) -> tuple[str, str]:
    """Return what a preview says of a target, and its mood."""
    found = reading.difference
    if found is None or reading.difference_status == "not previewed":
        return _NOT_PREVIEWED, "muted"
    line = f"≈ {preview_words(found, unit)}"
    if metric.direction == "neutral" or not (found.low > 0.0 or found.high < 0.0):
        return line, "muted"
    is_better = (found.estimate < 0.0) == (metric.direction == "lower")
    return line, "ok" if is_better else "bad"


def _moves(metric: MetricPreview, definition: Number) -> str:
    unit = unit_shown(definition)
    told = [
        f"{each.design}: {each.level_status}"
        + (f", moved by {format_difference(each.moved, unit)}" if math.isfinite(each.moved) else "")
        for each in metric.readings
    ]
    return "; ".join(told)


def _hint(metric: Number) -> str:
    return f"{metric.text}\nUnit: {metric.unit}."
