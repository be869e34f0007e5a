"""All commands, and how the program ends."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from app.cli.comparing import compare
from app.cli.controls import controls
from app.cli.importing import import_export
from app.cli.inspection import diff, paths, schema, show, validate
from app.cli.outcome import tell
from app.cli.stored import library
from app.cli.sweeping import sweep
from app.cli.tracing import trace
from app.cli.unifying import unify
from app.cli.verifying import verify
from models import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

EPILOG = "Without a command the window opens.  `sprawl compare` runs the flagship scenario."


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sprawl", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Print the full report of an error.")
@click.pass_context
def program(context: click.Context, debug: bool) -> None:
    """Compare designs of identity governance on a modelled organisation with AI agents."""
    context.obj = debug


for command in (
    compare,
    sweep,
    validate,
    show,
    controls,
    paths,
    diff,
    schema,
    unify,
    import_export,
    library,
    trace,
    verify,
):
    program.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    words = [word for word in words if word != "--debug"]
    try:
        result = program.main(words, prog_name="sprawl", standalone_mode=False)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except (BrokenPipeError, SystemExit):  # click leaves so where the reader has gone
        return 0
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - every end has its code
        return int(tell(error, debug=debug))
    return result if isinstance(result, int) else 0
