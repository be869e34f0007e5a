"""The main command: compare the designs of a scenario."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.files import load, output_folder, write_whole
from app.cli.running import executor_on, progress_shown, with_options
from app.cli.stored import library_option, store_of
from app.cli.sweeping import Sweep, run_sweep, vary_options
from app.cli.terminal import echo, filled, labelled

if TYPE_CHECKING:
    from models.comparison import Comparison
    from models.scenario.scenario import Scenario


@click.command()
@click.argument("file", required=False)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for charts, report, tables.")
@click.option("--seed", type=click.IntRange(0), help="Another seed than the file's.")
@click.option(
    "--replications",
    "-n",
    type=click.IntRange(2, 10_000),
    help="Exactly so many; no stopping rule.",
)
@click.option("--workers", "-j", type=click.IntRange(1, 1024), help="Default: one a processor.")
@click.option("--dask", metavar="ADDRESS", help="Compute on a Dask cluster: tcp://host:port.")
@click.option("--no-library", is_flag=True, help="Neither reuse nor keep replications.")
@click.option("--no-charts", is_flag=True, help="Only the table, the CSV and the JSON.")
@click.option("--all", "everything", is_flag=True, help="Print exploratory metrics too.")
@vary_options
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True)
@library_option
def compare(
    file: str | None,
    out: Path | None,
    seed: int | None,
    replications: int | None,
    workers: int | None,
    dask: str | None,
    no_library: bool,
    no_charts: bool,
    everything: bool,
    vary: tuple[str, ...],
    samples: int | None,
    output: Path | None,
    yes: bool,
    theme: str,
    library_path: Path | None,
) -> None:
    """Run the designs of FILE against each other and say what differs, and how sure that is.

    Without FILE the bundled flagship scenario runs. FILE may be the name of a bundled scenario.
    With --vary it is a sweep, as `sprawl sweep` runs it. Ctrl+C cancels and keeps whole
    replications; Ctrl+Z pauses, and `fg` goes on.
    """
    from app.cli.verdict import verdict_text
    from models.comparison import cautions
    from models.experiments import compare as compare_designs

    started_s = time.monotonic()
    scenario, path = load(file)
    scenario = with_options(scenario, seed, replications)
    if vary:
        asked = Sweep(scenario, path, vary, samples, output, yes=yes)
        run_sweep(asked, executor_options=(dask, workers), store=store_of(library_path, no_library))
        return
    if samples is not None or output is not None:
        raise click.UsageError("--samples and --output belong to a sweep: name what to --vary")
    folder = output_folder(out, path)
    store = store_of(library_path, no_library)
    echo(f"{' '.join(scenario.title.split()) or path.name} ({path})", err=True)
    for warning in cautions(scenario):
        echo(filled(f"warning: {warning.text}"), err=True)
    with executor_on(dask, workers) as executor, progress_shown(store) as tell:
        comparison = compare_designs(scenario, executor=executor, library=store, on_progress=tell)
    _write_tables(comparison, folder)  # first: who reads the verdict may close the pipe
    echo(verdict_text(comparison, everything=everything))
    if not no_charts:
        _write_pictures(scenario, comparison, folder, theme)
    echo()
    kept = getattr(store, "path", None)
    total = comparison.reused + comparison.computed
    labelled("charts, report and tables", str(folder))
    labelled("stored result", str(kept or "not kept (--no-library)"))
    labelled(
        "what was run",
        f"{comparison.replications} replications of {total // comparison.replications} designs "
        f"(the parts of each 2 x 2 are designs too): {total} runs, {comparison.reused} of them "
        f"answered from the library, in {time.monotonic() - started_s:.0f} s",
    )


def _write_tables(comparison: Comparison, folder: Path) -> None:
    from models.comparison import metrics_csv, to_json

    write_whole(folder / "metrics.csv", metrics_csv(comparison))
    write_whole(folder / "comparison.json", to_json(comparison))


def _write_pictures(scenario: Scenario, comparison: Comparison, folder: Path, theme: str) -> None:
    from app.charts import names_of, write_charts
    from app.report import report_html

    write_charts(comparison, folder, theme, names_of(scenario))
    write_whole(folder / "report.html", report_html(scenario, comparison))
