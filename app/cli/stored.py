"""Commands for what is kept: sprawl library list, show, export, delete."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.files import output_folder, write_whole
from app.cli.grid import grid
from app.cli.terminal import echo
from app.resources import library_file

if TYPE_CHECKING:
    from models.experiments import Store
    from models.library import Library

RUN = click.IntRange(1, 2**63 - 1)
"""The number of a stored run."""

library_option = click.option(
    "--library",
    "library_path",
    type=click.Path(path_type=Path, readable=False),  # the library says it itself, with its code
    help="Library file; default: in the folder of the user's data.",
)


def open_library(path: Path | None, *, reading: bool = False) -> Library:
    """Open the named library, or the default one; to read it only, it need not be writable."""
    from models.library import Library as Opened

    return Opened(path or library_file(), reading=reading)


def store_of(path: Path | None, no_library: bool) -> Store:
    """Return where replications are kept: a library, or nowhere."""
    from models.experiments import NoStore

    return NoStore() if no_library else open_library(path)


def _existing(path: Path | None, *, reading: bool = True) -> Library:
    """Open a library to read it; one that is not there is not made."""
    file = path or library_file()
    if not file.exists():
        raise click.UsageError(f"{file}: there is no library; `sprawl compare` stores its result")
    return open_library(file, reading=reading)


@click.group(name="library")
def library() -> None:
    """Look at, export and delete what was computed and kept."""


@library.command(name="list")
@library_option
def list_runs(library_path: Path | None) -> None:
    """List finished comparisons, newest first."""
    if library_path is None and not library_file().exists():
        echo(f"{library_file()}: nothing is kept yet; `sprawl compare` stores its result")
        return
    opened = _existing(library_path)
    runs = opened.runs()
    opened.close()
    if not runs:
        echo(f"{opened.path}: nothing is kept yet; `sprawl compare` stores its result")
        return
    rows = [
        (str(r.id), r.finished, str(r.replications), str(r.seed), r.digest[:12], r.title)
        for r in runs
    ]
    head = ("run", "finished", "replications", "seed", "digest", "scenario")
    echo(grid(head, rows, right=frozenset({0, 2, 3})))


@library.command(name="show")
@click.argument("run", type=RUN)
@library_option
def show_run(run: int, library_path: Path | None) -> None:
    """Print the verdict and the table of a finished comparison."""
    from app.cli.verdict import verdict_text
    from models.comparison import from_json

    echo(verdict_text(from_json(_stored(run, library_path)), everything=True))


@library.command()
@click.argument("run", type=RUN)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder.")
@library_option
def export(run: int, out: Path, library_path: Path | None) -> None:
    """Write a finished comparison as CSV and JSON, with its scenario."""
    from models.comparison import from_json, metrics_csv

    text = _stored(run, library_path)
    opened = _existing(library_path)
    scenario = opened.scenario_text(run)
    opened.close()
    folder = output_folder(out, out)
    write_whole(folder / "comparison.json", text)
    write_whole(folder / "metrics.csv", metrics_csv(from_json(text)))
    write_whole(folder / "scenario.json", scenario)
    echo(f"{folder}: comparison.json, metrics.csv, scenario.json")


@library.command()
@click.argument("run", type=RUN)
@click.option("--yes", is_flag=True, help="Do not ask.")
@library_option
def delete(run: int, yes: bool, library_path: Path | None) -> None:
    """Delete a finished comparison and the replications that no other run uses."""
    if not yes:
        click.confirm(f"Delete run {run} and its replications?", abort=True)
    opened = _existing(library_path, reading=False)
    try:
        gone = opened.forget(run)
    except KeyError as error:
        raise _no_run(run, opened) from error
    finally:
        opened.close()
    echo(f"run {run} deleted with {gone} replications")


def _stored(run: int, library_path: Path | None) -> str:
    opened = _existing(library_path)
    try:
        return opened.comparison(run)
    except KeyError as error:
        raise _no_run(run, opened) from error
    finally:
        opened.close()


def _no_run(run: int, opened: Library) -> click.UsageError:
    return click.UsageError(f"{opened.path}: there is no run {run}; see `sprawl library list`")
