"""What a preview rests on, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.experiments.previews.sample import agents_of
from models.metrics import NUMBERS

if TYPE_CHECKING:
    from models.experiments.previews.reading import Sides
    from models.experiments.previews.result import MetricPreview


def tell(sides: Sides, metrics: tuple[MetricPreview, ...]) -> str:
    """Return sample, horizon and replications, and what is not previewed, for people."""
    text = f"Preview: {_sample(sides)}, {_count(sides.replications, 'replication')}"
    if sides.full is None:
        text += "; no full run yet, so these are the sample's own figures, weighted back."
    elif sides.of_sample:
        text += "; no full run yet, so what changes is added to the sample's own figures."
    else:
        text += "; what changes in them is added to the last full run."
    left = [
        NUMBERS[each.id].name
        for each in metrics
        if each.headline and any(r.level_status == "not previewed" for r in each.readings)
    ]
    if left:
        is_run = sides.full is not None and not sides.of_sample
        value = "the last full value stands" if is_run else "no value yet"
        text += f" Not previewed ({value}): {', '.join(left)}."
    return text


def _sample(sides: Sides) -> str:
    few, all_ = agents_of(sides.after.scenario), agents_of(sides.scenario)
    experiment, thinned = sides.scenario.experiment, sides.after.scenario.experiment
    days, all_days = thinned.horizon.hours / 24.0, experiment.horizon.hours / 24.0
    agents = f"all {all_} agents" if few == all_ else f"{few} of {all_} agents (some of each fleet)"
    horizon = f"all {all_days:.0f} d" if days == all_days else f"{days:.0f} of {all_days:.0f} d"
    return f"{agents} over {horizon}"


def _count(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"
