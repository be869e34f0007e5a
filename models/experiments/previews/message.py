"""A preview as the process behind a window sends it, read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.comparison import Interval
from models.experiments.previews.result import MetricPreview, Preview, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

NAN = float("nan")


def preview_from(message: Mapping[str, Any]) -> Preview:
    """Return the preview of a message; null stands for numbers that are not known.

    Raises:
        KeyError: A part is missing.
        TypeError: A part is something else.
    """
    return Preview(
        metrics=tuple(_metric(each) for each in message["metrics"]),
        agents=dict(message["agents"]),
        of_agents=dict(message["of_agents"]),
        horizon_h=message["horizon_h"],
        of_horizon_h=message["of_horizon_h"],
        replications=message["replications"],
        against_full=message["against_full"],
        elapsed_s=message["elapsed_s"],
        text=message["text"],
        still=message["still"],
    )


def _metric(message: Mapping[str, Any]) -> MetricPreview:
    readings = tuple(_reading(each) for each in message["readings"])
    return MetricPreview(message["id"], message["headline"], readings)


def _reading(message: Mapping[str, Any]) -> Reading:
    difference = message["difference"]
    return Reading(
        design=message["design"],
        level=_interval(message["level"]),
        level_status=message["level_status"],
        difference=None if difference is None else _interval(difference),
        difference_status=message["difference_status"],
        moved=_number(message["moved"]),
    )


def _interval(message: Mapping[str, Any]) -> Interval:
    estimate, low, high = (_number(message[name]) for name in ("estimate", "low", "high"))
    return Interval(estimate, low, high, message["method"], message["n"])


def _number(value: float | None) -> float:
    return NAN if value is None else value
