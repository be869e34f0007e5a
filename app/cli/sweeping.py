"""Sweeps on the command line: many points, one long table, and the headline in brief."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from app.cli.files import load, output_folder, write_whole
from app.cli.grid import grid
from app.cli.running import executor_on, progress_shown, with_options
from app.cli.stored import library_option, store_of
from app.cli.terminal import columns, echo, labelled
from app.cli.verdict import SIGNS, difference_text, level_text, metric_name
from models.errors import RunStopped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.cli.running import Tell
    from models.comparison import Comparison
    from models.experiments import Store
    from models.experiments.sweeps import Point, Size, SweepProgress
    from models.scenario.scenario import Scenario

    Found = Sequence[tuple[Point, Comparison]]

F = TypeVar("F", bound="Callable[..., Any]")

LARGE = 5_000
"""Cells from which on a sweep starts only with --yes."""


def vary_options(command: F) -> F:
    """Give a command the options of a sweep."""
    options = (
        click.option(
            "--vary",
            multiple=True,
            metavar="PATH=VALUES",
            help="Values of a setting, `5 min,1 h`, or a span for --samples, `1 h..24 h` or "
            "`1 h..24 h log`. Again for another setting: every combination is run.",
        ),
        click.option(
            "--samples", type=click.IntRange(1, 100_000), help="Points of a Latin hypercube."
        ),
        click.option(
            "--output",
            "-o",
            type=click.Path(path_type=Path, dir_okay=False),
            help="Table of a sweep, .csv or .json.",
        ),
        click.option("--yes", is_flag=True, help=f"Start a sweep of more than {LARGE:,} runs."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Sweep:
    """A sweep as it was asked for; without `vary` the scenario says what to vary."""

    scenario: Scenario
    path: Path
    vary: tuple[str, ...]
    samples: int | None
    output: Path | None
    yes: bool


@click.command()
@click.argument("file", required=False)
@vary_options
@click.option("--seed", type=click.IntRange(0), help="Another seed than the file's.")
@click.option("--replications", "-n", type=click.IntRange(2, 10_000), help="Exactly so many.")
@click.option("--workers", "-j", type=click.IntRange(1, 1024), help="Default: one a processor.")
@click.option("--dask", metavar="ADDRESS", help="Compute on a Dask cluster: tcp://host:port.")
@click.option("--no-library", is_flag=True, help="Neither reuse nor keep replications.")
@library_option
def sweep(
    file: str | None,
    vary: tuple[str, ...],
    samples: int | None,
    output: Path | None,
    yes: bool,
    seed: int | None,
    replications: int | None,
    workers: int | None,
    dask: str | None,
    no_library: bool,
    library_path: Path | None,
) -> None:
    """Compare the designs of FILE at many settings, with the same seed at each.

    What to vary stands in --vary or in the file (`experiment.vary`). The table has one row for
    each point, design, replication and metric; a .csv comes with a second one of the paired
    differences. Points share replications where their content is the same.
    """
    scenario, path = load(file)
    scenario = with_options(scenario, seed, replications)
    asked = Sweep(scenario, path, vary, samples, output, yes=yes)
    run_sweep(asked, executor_options=(dask, workers), store=store_of(library_path, no_library))


def run_sweep(asked: Sweep, executor_options: tuple[str | None, int | None], store: Store) -> None:
    """Run a sweep, print its headline, and write its table; after Ctrl+C that of what is done.

    Raises:
        RunStopped: Ctrl+C was pressed.
    """
    from models.experiments import sweeps

    started_s = time.monotonic()
    points = _points(asked)
    size = sweeps.size_of_sweep(points)
    _refuse_large(size, yes=asked.yes)
    table = _table(asked)
    echo(f"{asked.path}: {size.points} points, at most {size.cells:,} runs", err=True)
    found: list[tuple[Point, Comparison]] = []
    try:
        with executor_on(*executor_options) as executor, progress_shown(store) as tell:
            for each in sweeps.sweep(points, executor, store, _over_points(tell)):
                found.append(each)  # noqa: PERF402 - what is done stands after Ctrl+C
    except RunStopped as stopped:
        if found:
            _write(found, table)
            kept = f"{len(found)} of {len(points)} points are in {table}"
            raise RunStopped(f"{stopped}; {kept}") from None
        raise
    echo(sweep_text(found))
    _write(found, table)
    computed = sum(comparison.computed for _, comparison in found)
    reused = sum(comparison.reused for _, comparison in found)
    echo()
    labelled("table", str(table))
    labelled(
        "what was run",
        f"{len(points)} points, {computed} runs, {reused} more answered from runs of equal "
        f"content, in {time.monotonic() - started_s:.0f} s",
    )


def _points(asked: Sweep) -> list[Point]:
    from models.experiments import sweeps

    told = [sweeps.read_dimension(text) for text in asked.vary]
    samples = asked.samples
    if not told:
        told = sweeps.dimensions_of(asked.scenario)
        samples = samples or asked.scenario.experiment.samples
    if not told:
        raise click.UsageError(
            "nothing to vary: give --vary PATH=VALUE,VALUE,... or write experiment.vary in the file"
        )
    return sweeps.points_of(asked.scenario, told, samples)


def _refuse_large(size: Size, *, yes: bool) -> None:
    if size.cells > LARGE and not yes:
        raise click.UsageError(
            f"{size.points:,} points are up to {size.cells:,} runs, about {size.hours:,.1f} h on "
            "one core; start them with --yes, or vary less, take --samples or fewer --replications"
        )


def _over_points(tell: Tell) -> Callable[[SweepProgress], None]:
    def told(progress: SweepProgress) -> None:
        tell(progress.inside, f"point {progress.point + 1} of {progress.points}: ")

    return told


def _table(asked: Sweep) -> Path:
    """Return the file of the table; its folder can be written."""
    named = asked.output or Path(output_folder(None, asked.path)) / "sweep.csv"
    if named.suffix not in (".csv", ".json"):
        raise click.UsageError(f"{named}: a table ends in .csv or .json")
    return output_folder(named.absolute().parent, asked.path) / named.name


def _write(found: Found, table: Path) -> None:
    from models.experiments import sweeps

    if table.suffix == ".json":
        write_whole(table, sweeps.sweep_json(found))
        return
    write_whole(table, sweeps.levels_csv(found))
    write_whole(table.with_suffix(".differences.csv"), sweeps.differences_csv(found))


def sweep_text(found: Found) -> str:
    """Return the headline metrics over all points: one table a metric, one row a point."""
    first = found[0][1]
    headline = [metric.id for metric in first.metrics if metric.headline]
    parts = [_of_metric(found, key) for key in headline]
    return "\n\n".join(parts or ["no headline metrics: see the table"])


def _of_metric(found: Found, key: str) -> str:
    names = list(found[0][0].settings)
    base = found[0][1].baseline
    rows = []
    for point, comparison in found:
        metric = comparison.metric(key)
        settings = [str(point.settings[name]) for name in names]
        for difference in metric.differences:
            level = level_text(metric, metric.levels[0].interval)
            change = difference_text(metric, difference.effects["total"])
            n = str(comparison.replications)
            rows.append([*settings, difference.target, level, change, SIGNS[difference.call], n])
    short = [name if len(names) == 1 else _short(name, names) for name in names]
    head = [*short, "design", base, f"against {base}", "", "n"]
    return f"{metric_name(found[0][1].metric(key))}\n{grid(head, rows, fit=columns())}"


def _short(name: str, names: list[str]) -> str:
    """Return the end of a path that tells it from the others."""
    keys = name.split(".")
    for count in range(1, len(keys)):
        end = ".".join(keys[-count:])
        if sum(each.endswith(f".{end}") for each in names) == 1:
            return end
    return name
