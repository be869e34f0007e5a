"""The command that proves the engine against theory."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import click

from app.cli.grid import grid
from app.cli.incident_table import incident_summary, incident_text
from app.cli.outcome import Exit
from app.cli.running import executor_on
from app.cli.terminal import echo
from app.resources import scenarios_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from models.verification import OnProgress, Progress, Verification
    from models.verification.incidents import IncidentCheck

NUMBERS = frozenset({3, 4, 5, 6, 8})

Summary = Callable[[float], str]
"""From the seconds that it took to what is said at the end."""


@click.command()
@click.argument("cases", nargs=-1, metavar="[CASE]...")
@click.option("--seed", type=click.IntRange(0), help="Another seed than the files'.")
@click.option("--nightly", is_flag=True, help="Take the date as the seed.")
@click.option("--incidents", is_flag=True, help="Check documented incidents instead.")
@click.option("--workers", "-j", type=click.IntRange(1, 1024), help="Default: one a processor.")
@click.option("--json", "as_json", is_flag=True, help="Print the table for machines.")
def verify(
    cases: tuple[str, ...],
    seed: int | None,
    nightly: bool,
    incidents: bool,
    workers: int | None,
    as_json: bool,
) -> None:
    """Run the corner cases that theory knows, and compare; exit code 1 if one fails.

    Without CASE all of them run.  With --incidents documented incidents run instead: exit code 1
    if one does not fit that claims to.
    """
    if nightly and seed is not None:
        raise click.UsageError("--nightly takes the date as the seed: leave --seed out")
    if nightly:
        seed = int(time.strftime("%Y%m%d"))
    started_s = time.monotonic()
    check = _check_incidents if incidents else _run_cases
    with executor_on(None, workers) as executor, _progress() as tell:
        found, text, summary = check(executor, cases, seed, tell, as_json=as_json)
    echo(text)
    for message in found.messages:
        echo(f"sprawl: {message}", err=True)
    if not as_json:
        echo(summary(time.monotonic() - started_s))
    if not found.passed:
        raise click.exceptions.Exit(Exit.CHECK_FAILED)


def _run_cases(
    executor: Executor,
    cases: tuple[str, ...],
    seed: int | None,
    tell: OnProgress,
    *,
    as_json: bool,
) -> tuple[Verification, str, Summary]:
    """Run golden cases; return them, the text to print, and what to say at the end."""
    from models.verification import verification_json, verify

    found = verify(scenarios_folder(), executor, cases, seed, tell)
    text = verification_json(found).rstrip() if as_json else _table(found)
    return found, text, partial(_summary, found)


def _check_incidents(
    executor: Executor,
    cases: tuple[str, ...],
    seed: int | None,
    tell: OnProgress,
    *,
    as_json: bool,
) -> tuple[IncidentCheck, str, Summary]:
    """Run documented incidents; return as `_run_cases`."""
    from models.verification.incidents import check_incidents, incidents_json

    found = check_incidents(scenarios_folder(), executor, cases, seed, tell)
    text = incidents_json(found).rstrip() if as_json else incident_text(found)
    return found, text, partial(incident_summary, found)


def _table(found: Verification) -> str:
    from models.verification.wording import GOLDEN_HEAD, golden_texts

    return grid(GOLDEN_HEAD, [golden_texts(row) for row in found.rows], right=NUMBERS)


def _summary(found: Verification, seconds: float) -> str:
    from models.verification.wording import GOLDEN_RULE

    agreed = sum(not row.message for row in found.rows)
    seed = "the seeds of the files" if found.seed is None else f"seed {found.seed}"
    return f"\n{agreed} of {len(found.rows)} agree, with {seed}, in {seconds:.0f} s. {GOLDEN_RULE}"


@contextmanager
def _progress() -> Iterator[OnProgress]:
    """Show one line of progress where somebody looks, and nothing where nobody does."""
    shown = sys.stderr.isatty()

    def tell(progress: Progress) -> None:
        if shown:
            text = f"{progress.done} of {progress.total} runs: {progress.title}"
            click.echo(f"\r\x1b[K{text}", nl=False, err=True)

    try:
        yield tell
    finally:
        if shown:
            click.echo("\r\x1b[K", nl=False, err=True)
