"""The command that derives a target design and lists what it takes, before anything changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.files import load
from app.cli.grid import grid
from app.cli.terminal import echo

if TYPE_CHECKING:
    from models.unify import Unification


@click.command()
@click.argument("file")
@click.option("--directory", "-d", help="Id of the directory that is to authenticate for all.")
@click.option("--leave-out", "left_out", multiple=True, help="Platform that stays as it is bound.")
@click.option("--approver", help="Id of the team that approves; empty: each platform's owner.")
@click.option("--gates", type=click.IntRange(0, 20), help="Approvals in a row.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Scenario with the design.")
def unify(
    file: str,
    directory: str | None,
    left_out: tuple[str, ...],
    approver: str | None,
    gates: int | None,
    output: Path | None,
) -> None:
    """Derive a unified design of an organisation: exceptions, accounts and effort first.

    Without -o nothing is written.
    """
    from models.formats import write_scenario
    from models.unify import suggested
    from models.unify import unify as derive

    scenario, _path = load(file)
    options = suggested(scenario)
    options = replace(
        options,
        directory=options.directory if directory is None else directory,
        approver=options.approver if approver is None else approver,
        gates=options.gates if gates is None else gates,
        left_out=frozenset(left_out),
    )
    found = derive(scenario, options)
    _tell(found)
    if output is not None:
        write_scenario(found.after, output)
        echo(f"\n{output}: design {found.design_id} added; comments of the old file are not kept")


def _tell(found: Unification) -> None:
    """Print what the design means."""
    org, options = found.before.organisation, found.options
    title = org.directories[options.directory].title or options.directory
    echo(f"{found.design.title}: {title} authenticates for everybody\n")
    rows = [(each.platform, each.owner, each.reason, each.compensation) for each in found.exempted]
    if rows:
        echo(grid(("exception on", "owner", "because", "instead of the standard"), rows, widest=60))
    else:
        echo("No exceptions: every platform takes workload identity.")
    before, after = found.accounts_before, found.accounts_after
    echo(f"\nAs found: {before.told}\nUnified: {after.told}")
    echo(f"Effort: {found.person_days:g} person-days")
    for name, days in found.integration_person_days.items():
        echo(f"  {name}: {days:g}")
    for name, why in found.stays.items():
        echo(f"  {name}: {why}")
