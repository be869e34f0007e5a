"""The command that proves the engine against theory."""

from __future__ import annotations

import math
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from app.cli.grid import grid
from app.cli.outcome import Exit
from app.cli.running import executor_on
from app.cli.terminal import echo
from app.resources import scenarios_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.verification import Progress, Row, Verification
    from models.verification.running import OnProgress

HEAD = (
    "case", "mechanism", "corner case", "analytic", "estimate", "half-width (99.9 %)",
    "(95 %)", "unit", "n", "verdict",
)  # fmt: skip
NUMBERS = frozenset({3, 4, 5, 6, 8})


@click.command()
@click.argument("cases", nargs=-1, metavar="[CASE]...")
@click.option("--seed", type=click.IntRange(0), help="Another seed than the files'.")
@click.option("--nightly", is_flag=True, help="Take the date as the seed.")
@click.option("--workers", "-j", type=click.IntRange(1, 1024), help="Default: one a processor.")
@click.option("--json", "as_json", is_flag=True, help="Print the table for machines.")
def verify(
    cases: tuple[str, ...],
    seed: int | None,
    nightly: bool,
    workers: int | None,
    as_json: bool,
) -> None:
    """Run the corner cases that theory knows, and compare; exit code 1 if one fails.

    Without CASE all of them run.
    """
    from models.verification import verification_json
    from models.verification import verify as run_cases

    if nightly and seed is not None:
        raise click.UsageError("--nightly takes the date as the seed: leave --seed out")
    if nightly:
        seed = int(time.strftime("%Y%m%d"))
    started_s = time.monotonic()
    with executor_on(None, workers) as executor, _progress() as tell:
        found = run_cases(scenarios_folder(), executor, cases, seed, tell)
    echo(verification_json(found).rstrip() if as_json else _table(found))
    for message in found.messages:
        echo(f"sprawl: {message}", err=True)
    if not as_json:
        echo(_summary(found, time.monotonic() - started_s))
    if not found.passed:
        raise click.exceptions.Exit(Exit.CHECK_FAILED)


def _table(found: Verification) -> str:
    return grid(HEAD, [_texts(row) for row in found.rows], right=NUMBERS)


def _texts(row: Row) -> tuple[str, ...]:
    exact = row.replications == 0
    return (
        row.id,
        row.mechanism,
        row.corner,
        _figure(row.analytic, row.analytic),
        _figure(row.estimate, row.analytic),
        "exact" if exact else _figure(row.half_width, row.analytic),
        "" if exact else _figure(row.half_width_95, row.analytic),
        row.unit,
        "" if exact else str(row.replications),
        str(row.verdict),
    )


def _figure(value: float, beside: float) -> str:
    """Return a number to about five digits of the number that it is compared with."""
    size = math.floor(math.log10(abs(beside))) if beside else 0
    return f"{value:.{max(0, 4 - size)}f}"


def _summary(found: Verification, seconds: float) -> str:
    agreed = sum(not row.message for row in found.rows)
    seed = "the seeds of the files" if found.seed is None else f"seed {found.seed}"
    return (
        f"\n{agreed} of {len(found.rows)} agree, with {seed}, in {seconds:.0f} s. An estimate "
        "counts if its 95 % half-width is at most 2 % of the value (1 point for a share); the "
        "analytic value must lie in its 99.9 % interval."
    )


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
