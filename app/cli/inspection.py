"""Commands that read scenarios: validate, show, paths, diff, schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from app.cli.files import load
from app.cli.grid import grid
from app.cli.terminal import echo, filled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.profile import SettingRow
    from models.scenario.scenario import Scenario, Standing


@click.command()
@click.argument("files", nargs=-1, required=True)
def validate(files: tuple[str, ...]) -> None:
    """Check scenario files: everything wrong in a file is reported together."""
    from app.cli.outcome import tell
    from models.comparison import cautions
    from models.errors import ModelError

    failed = 0
    for name in files:
        try:
            scenario, path = load(name)
        except (ModelError, click.ClickException, OSError) as error:
            failed = max(failed, int(tell(error, debug=False)))
            continue
        agents = sum(fleet.agents for fleet in scenario.workload.fleets.values())
        echo(
            f"{path}: valid; {len(scenario.organisation.platforms)} platforms, "
            f"{len(scenario.workload.fleets)} fleets with {agents} agents, "
            f"{len(scenario.designs)} designs"
        )
        for warning in cautions(scenario):
            echo(filled(f"  warning: {warning.text}", "    "))
    if failed:
        raise click.exceptions.Exit(failed)


@click.command()
def schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    from models.formats.schema import scenario_schema

    echo(json.dumps(scenario_schema(), indent=1, ensure_ascii=False))


@click.command()
@click.argument("file")
@click.option("--design", "-d", help="Id of the design; without it they are listed.")
@click.option("--platform", "-p", help="Only this platform.")
@click.option("--gaps", is_flag=True, help="Only what is weaker than the declared standard.")
def show(file: str, design: str | None, platform: str | None, gaps: bool) -> None:
    """Print what a design resolves to, per domain, and where each value comes from."""
    from models.profile import describe, resolve, standings

    scenario, _path = load(file)
    if design is None or design not in scenario.designs:
        missing = "name a design with --design" if design is None else f"no design {design!r}"
        raise click.UsageError(f"{missing}; there are {', '.join(scenario.designs)}")
    if platform is not None and platform not in scenario.organisation.platforms:
        names = ", ".join(scenario.organisation.platforms)
        raise click.UsageError(f"no platform {platform!r}; there are {names}")
    profile = resolve(scenario, design)
    echo(f"{profile.title or design}: {_counts(standings(profile))}")
    everything = describe(profile, scenario)
    for name, bound in profile.binding.items():
        rows = [row for row in everything if row.platform == name and (row.gap or not gaps)]
        if platform in (None, name):
            _show_platform(scenario, name, bound, rows)


def _counts(counts: Mapping[Standing, int]) -> str:
    kinds: tuple[Standing, ...] = ("fact", "choice", "assumption")
    return ", ".join(f"{counts.get(kind, 0)} {kind}s" for kind in kinds)


def _show_platform(scenario: Scenario, key: str, bound: str, rows: list[SettingRow]) -> None:
    from models.scenario.objects import ObjectRef, title_of

    if not rows:
        return
    own = bound.startswith("local:")
    directory = "its own users" if own else title_of(scenario, ObjectRef("directory", bound))
    name = title_of(scenario, ObjectRef("platform", key))
    echo(f"\n{key}: {name} (authenticated by {directory})")
    titles = {fleet: title_of(scenario, ObjectRef("fleet", fleet)) for row in rows
              for fleet in row.fleet.split(", ")}  # fmt: skip
    lines = [
        (
            row.setting,
            row.value,
            ", ".join(titles[fleet] for fleet in row.fleet.split(", ")),
            row.origin,
            row.standing,
            row.source,
            f"{row.gap} than declared: {row.declared}" if row.gap else "",
        )
        for row in rows
    ]
    head = ("setting", "value", "fleets", "from", "rests on", "source", "assurance gap")
    echo(grid(head, lines, widest=44))


@click.command()
@click.argument("file")
def paths(file: str) -> None:
    """Print how each fleet reaches what it was never given, trust edge by trust edge."""
    from models.paths import spread

    scenario, _path = load(file)
    found = spread(scenario)
    if not found:
        echo("No trust edge leads from a resource in use to one that is not.")
        return
    rows = [
        (
            way.fleet,
            way.resource,
            scenario.organisation.resources[way.resource].sensitivity,
            way.steps[0].source
            + "".join(f" -({each.by.replace('_', ' ')})-> {each.target}" for each in way.steps),
        )
        for way in found
    ]
    echo(grid(("fleet", "reaches", "sensitivity", "by way of"), rows, widest=120))


@click.command()
@click.argument("before")
@click.argument("after")
def diff(before: str, after: str) -> None:
    """Print what differs in content between two scenario files."""
    from models.scenario.differences import diff as changes_between

    old, _ = load(before)
    new, _ = load(after)
    changes = changes_between(old, new)
    if not changes:
        echo("The two say the same.")
        return
    for each in changes:
        echo(str(each))
