"""The command that turns an export into a scenario."""

from __future__ import annotations

import json
from pathlib import Path

import click

from app.cli.files import write_whole
from app.cli.terminal import echo


@click.command(name="import")
@click.argument("kind", metavar="KIND")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Scenario.")
@click.option("--summary", type=click.Path(path_type=Path), help="Counts and origins, as JSON.")
def import_export(kind: str, folder: Path, output: Path, summary: Path | None) -> None:
    """Read an export of a real organisation in FOLDER and write a scenario of it.

    KIND is whose export it is: gcp.
    """
    from models.formats import scenario_text
    from models.importers import import_folder

    scenario, found = import_folder(kind, folder)
    write_whole(output, scenario_text(scenario))
    if summary is not None:
        write_whole(summary, json.dumps(found.as_json(), indent=1, ensure_ascii=False) + "\n")
    agents = sum(fleet.agents for fleet in scenario.workload.fleets.values())
    echo(
        f"{output}: {len(scenario.organisation.platforms)} platforms, "
        f"{len(scenario.workload.fleets)} fleets with {agents} agents, "
        f"designs {', '.join(scenario.designs)}"
    )
    echo(f"Next: sprawl compare {output}")
