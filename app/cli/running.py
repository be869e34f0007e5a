"""How a run is shown and ended on the command line: progress, Ctrl+C, and where it computes."""

from __future__ import annotations

import math
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click

from models.errors import RunStopped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from models.experiments import Progress, Store
    from models.scenario.scenario import Scenario


class Tell(Protocol):
    """Shows progress, with a text before it, such as the point of a sweep."""

    def __call__(self, progress: Progress, before: str = "") -> None:
        """Show it."""


def executor_on(dask: str | None, workers: int | None) -> Executor:
    """Return the cluster at an address, or processes of this machine."""
    from models.experiments import Cluster, LocalProcesses

    if dask is None:
        return LocalProcesses(workers)
    if workers is not None:
        raise click.UsageError("--workers counts processes here; a cluster has its own: leave one")
    return Cluster(dask)


def with_options(scenario: Scenario, seed: int | None, replications: int | None) -> Scenario:
    """Return the scenario with another seed, and with exactly so many replications."""
    experiment = scenario.experiment
    if seed is not None:
        experiment = experiment.model_copy(update={"seed": seed})
    if replications is not None:
        rule = experiment.replications.model_copy(
            update={"at_least": replications, "at_most": replications}
        )
        experiment = experiment.model_copy(update={"replications": rule})
    return scenario.model_copy(update={"experiment": experiment})


@contextmanager
def progress_shown(store: Store) -> Iterator[Tell]:
    """Show one line of progress where somebody looks, and say after Ctrl+C what is kept.

    Args:
        store: Where replications are kept.

    Raises:
        RunStopped: Ctrl+C was pressed.
    """
    shown = sys.stderr.isatty()
    last: list[Progress] = []

    def tell(progress: Progress, before: str = "") -> None:
        last[:] = [progress]
        if shown:
            room = shutil.get_terminal_size().columns - 1
            click.echo(f"\r\x1b[K{(before + line_of(progress))[:room]}", nl=False, err=True)

    try:
        yield tell
    except KeyboardInterrupt:
        raise RunStopped(_kept(store, last[0] if last else None)) from None
    finally:
        if shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def line_of(progress: Progress) -> str:
    """Return progress on one line: runs, time left, and the least sure headline difference."""
    text = f"{progress.done} of about {progress.expected} runs"
    if progress.expected in (progress.total, progress.most):
        text = f"{progress.done} of {progress.expected} runs"
    if not math.isnan(progress.left_s):
        text += f", about {_span(progress.left_s)} left"
    told = [each for each in progress.precisions if not math.isnan(each.half_width)]
    if told:
        from models.metrics import NUMBERS
        from models.metrics.wording import format_difference

        worst = max(told, key=lambda each: each.half_width / (each.enough or math.inf))
        unit = NUMBERS[worst.metric].unit
        half, enough = (
            format_difference(each, unit, signed=False) for each in (worst.half_width, worst.enough)
        )
        text += f"; least sure: {worst.metric} ±{half} (to be {enough})"
    return text


def _span(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


def _kept(store: Store, progress: Progress | None) -> str:
    path = getattr(store, "path", None)
    if path is None:
        return "cancelled; nothing is kept, since --no-library was given"
    if progress is None or not progress.done:
        return "cancelled before the first replication was whole"
    return (
        f"cancelled; {progress.done} whole replications of {progress.expected} are kept in {path}: "
        "the same command goes on from there"
    )
