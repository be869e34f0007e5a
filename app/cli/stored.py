"""Commands for what is kept: sprawl library list, show, export, delete."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.files import write_whole
from app.cli.grid import grid
from app.resources import library_file

if TYPE_CHECKING:
    from models.library import Library

library_option = click.option(
    "--library",
    "library_path",
    type=click.Path(path_type=Path),
    help="Library file; default: in the folder of the user's data.",
)


def open_library(path: Path | None) -> Library:
    """Open the named library, or the default one."""
    from models.library import Library as Opened

    return Opened(path or library_file())


@click.group(name="library")
def library() -> None:
    """Look at, export and delete what was computed and kept."""


@library.command(name="list")
@library_option
def list_runs(library_path: Path | None) -> None:
    """List finished comparisons, newest first."""
    opened = open_library(library_path)
    runs = opened.runs()
    opened.close()
    if not runs:
        click.echo(f"{opened.path}: nothing is kept yet; `sprawl compare` stores its result")
        return
    rows = [
        (str(r.id), r.finished, str(r.replications), str(r.seed), r.digest[:12], r.title)
        for r in runs
    ]
    head = ("run", "finished", "replications", "seed", "digest", "scenario")
    click.echo(grid(head, rows, right=frozenset({0, 2, 3})))


@library.command(name="show")
@click.argument("run", type=int)
@library_option
def show_run(run: int, library_path: Path | None) -> None:
    """Print the verdict and the table of a finished comparison."""
    from app.cli.verdict import verdict_text
    from models.comparison import from_json

    click.echo(verdict_text(from_json(_stored(run, library_path)), everything=True))


@library.command()
@click.argument("run", type=int)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder.")
@library_option
def export(run: int, out: Path, library_path: Path | None) -> None:
    """Write a finished comparison as CSV and JSON, with its scenario."""
    from models.comparison import from_json, metrics_csv

    text = _stored(run, library_path)
    opened = open_library(library_path)
    scenario = opened.scenario_text(run)
    opened.close()
    out.mkdir(parents=True, exist_ok=True)
    write_whole(out / "comparison.json", text)
    write_whole(out / "metrics.csv", metrics_csv(from_json(text)))
    write_whole(out / "scenario.json", scenario)
    click.echo(f"{out}: comparison.json, metrics.csv, scenario.json")


@library.command()
@click.argument("run", type=int)
@click.option("--yes", is_flag=True, help="Do not ask.")
@library_option
def delete(run: int, yes: bool, library_path: Path | None) -> None:
    """Delete a finished comparison and the replications that no other run uses."""
    if not yes:
        click.confirm(f"Delete run {run} and its replications?", abort=True)
    opened = open_library(library_path)
    try:
        gone = opened.forget(run)
    except KeyError as error:
        raise _no_run(run, opened) from error
    finally:
        opened.close()
    click.echo(f"run {run} deleted with {gone} replications")


def _stored(run: int, library_path: Path | None) -> str:
    opened = open_library(library_path)
    try:
        return opened.comparison(run)
    except KeyError as error:
        raise _no_run(run, opened) from error
    finally:
        opened.close()


def _no_run(run: int, opened: Library) -> click.UsageError:
    return click.UsageError(f"{opened.path}: there is no run {run}; see `sprawl library list`")
