"""The command that records a replication, finds events in a trace, and says why they happened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.files import load
from app.cli.grid import grid
from app.cli.running import with_options
from app.cli.terminal import echo
from models.errors import EnvironmentFault

if TYPE_CHECKING:
    from models.trace import Trace
    from models.trace.selection import HopsKept

MOST_LISTED = 200
"""Events that a list shows where nobody asks for another number."""


@click.command()
@click.argument("file")
@click.argument("event", required=False)
@click.option("--design", "-d", help="Id of the design to record.")
@click.option("--seed", type=click.IntRange(0), help="Another seed than the file's.")
@click.option("--replication", type=click.IntRange(0), default=0, show_default=True)
@click.option("--fleet", "fleets", multiple=True, help="Only this fleet; may be repeated.")
@click.option("--agent", "agents", multiple=True, help="Only this agent; may be repeated.")
@click.option(
    "--hops", type=click.Choice(["none", "sample", "all"]), default="sample", show_default=True
)
@click.option(
    "--most",
    type=click.IntRange(1, 20_000_000),
    help="Most events and hops together to record; most events to list.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Where the trace goes.")
@click.option("--list", "listing", is_flag=True, help="FILE is a trace: list its events.")
@click.option("--kind", "kinds", multiple=True, help="With --list: only this kind of event.")
@click.option("--why", "asking", is_flag=True, help="FILE is a trace: say why EVENT happened.")
def trace(
    file: str,
    event: str | None,
    design: str | None,
    seed: int | None,
    replication: int,
    fleets: tuple[str, ...],
    agents: tuple[str, ...],
    hops: HopsKept,
    most: int | None,
    output: Path | None,
    listing: bool,
    kinds: tuple[str, ...],
    asking: bool,
) -> None:
    r"""Record one replication of a design: every event with its cause.

    \b
    sprawl trace larkfield --design fragmented --seed 7 -o t.trace
    sprawl trace --list t.trace --kind access_ended
    sprawl trace --why t.trace 4711

    EVENT is the number that --list shows, or h and a number for a hop, such as h12.
    """
    if listing and asking:
        raise click.UsageError("either --list or --why, not both")
    if asking:
        _why(Path(file), event)
    elif listing:
        _list(Path(file), kinds, agents, most or MOST_LISTED)
    else:
        if event is not None:
            raise click.UsageError(f"what is {event!r}? Events are asked about with --why")
        _record(file, design, seed, replication, (fleets, agents, hops, most), output)


def _record(
    file: str,
    design: str | None,
    seed: int | None,
    replication: int,
    chosen: tuple[tuple[str, ...], tuple[str, ...], HopsKept, int | None],
    output: Path | None,
) -> None:
    from models.trace import Selection, check, record, write_trace
    from models.trace.selection import MOST_ROWS

    scenario, _path = load(file)
    if design is None or design not in scenario.designs:
        missing = "name a design with --design" if design is None else f"no design {design!r}"
        raise click.UsageError(f"{missing}; there are {', '.join(scenario.designs)}")
    if output is None:
        raise click.UsageError("name the file for the trace with --output")
    scenario = with_options(scenario, seed, None)
    fleets, agents, hops, most = chosen
    selection = Selection(frozenset(fleets), frozenset(agents), hops, most or MOST_ROWS)
    check(scenario, selection)
    if not output.parent.is_dir():  # said before a run, not after it
        raise EnvironmentFault(f"{output}: there is no folder {output.parent}; make it first")
    found, _cell = record(scenario, design, replication, selection)
    try:
        write_trace(found, output)
    except OSError as error:
        raise EnvironmentFault(
            f"{output}: cannot be written ({error.strerror}); the old file, if any, stands"
        ) from error
    size = output.stat().st_size / 1e6
    echo(f"{output}: {len(found.events):,} events and {len(found.hops):,} hops, {size:.1f} MB")
    for text in found.missing:
        echo(f"left out: {text}")


def _opened(path: Path) -> Trace:
    from models.trace import read_trace

    if not path.is_file():
        raise click.UsageError(f"{path}: there is no such trace")
    return read_trace(path)


def _list(path: Path, kinds: tuple[str, ...], agents: tuple[str, ...], most: int) -> None:
    from models.engine.events import KINDS
    from models.trace import clock_text, kind_called, sentence

    known = [about.id for about in KINDS.values()]
    for kind in kinds:
        if kind not in known:
            raise click.UsageError(f"no kind {kind!r}; there are {', '.join(known)}")
    found = _opened(path)
    numbers = found.find(
        [kind_called(kind) for kind in kinds] or None,
        _agents(found, agents) or None,
    )
    rows = [
        (
            str(number),
            clock_text(float(found.events["at_h"][number])),
            KINDS[found.kind(number)].id,
            sentence(found, number),
        )
        for number in numbers[:most].tolist()
    ]
    echo(grid(("event", "when", "kind", "what"), rows, widest=160, right=frozenset({0, 1})))
    if len(numbers) > most:
        echo(f"{len(numbers) - most:,} more; --most {len(numbers)} lists them all")
    for text in found.missing:
        echo(f"left out: {text}")


def _agents(found: Trace, called: tuple[str, ...]) -> list[int]:
    """Return the agents that are called by their ids, or by the names that a list shows."""
    by_name = {found.agent_title(number): number for number in found.agents_by_name.values()}
    known = {**by_name, **found.agents_by_name}
    for agent in called:
        if agent not in known:
            names = list(by_name)
            raise click.UsageError(f"no agent {agent!r}; they are called {names[0]} to {names[-1]}")
    return [known[agent] for agent in called]


def _why(path: Path, event: str | None) -> None:
    from models.trace import Drilling, UnreadableTrace, why_text

    if event is None:
        raise click.UsageError("say which event: sprawl trace --why TRACE EVENT")
    found = _opened(path)
    is_hop, number = event.startswith("h"), event.removeprefix("h")
    rows, name = (found.hops, "hop") if is_hop else (found.events, "event")
    if not (number.isascii() and number.isdecimal()) or int(number[:12]) >= len(rows):
        last = f"{'h' if is_hop else ''}{len(rows) - 1}"
        raise click.UsageError(
            f"no {name} {event!r}; the trace has {len(rows):,}"
            + (f", up to {last}; `sprawl trace --list {path}` lists events" if len(rows) else "")
        )
    try:
        drilling = Drilling(found)
    except UnreadableTrace as error:
        raise UnreadableTrace(f"{path}: {error}") from None
    echo(why_text(drilling.why_hop(int(number)) if is_hop else drilling.why(int(number))))
