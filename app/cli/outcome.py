"""How a command ends: one line on standard error, and an exit code that scripts can trust."""

from __future__ import annotations

import contextlib
import traceback
from enum import IntEnum

import click

from app.cli.terminal import echo
from models.errors import (
    EnvironmentFault,
    LibraryError,
    ModelError,
    RunStopped,
    ScenarioError,
    ScenarioErrors,
)


class Exit(IntEnum):
    """Exit codes of the program (DESIGN 11)."""

    DONE = 0
    CHECK_FAILED = 1
    USER = 2
    ENVIRONMENT = 3
    DEFECT = 4
    CANCELLED = 130


def code_of(error: BaseException) -> Exit:
    """Return the exit code that *error* means."""
    if isinstance(error, KeyboardInterrupt | RunStopped | click.Abort):
        return Exit.CANCELLED
    if isinstance(error, ScenarioError | ScenarioErrors | click.ClickException):
        return Exit.USER
    if isinstance(error, LibraryError | EnvironmentFault | OSError):
        return Exit.ENVIRONMENT
    if isinstance(error, ModelError):
        return Exit.USER
    return Exit.DEFECT


def tell(error: BaseException, *, debug: bool) -> Exit:
    """Say on standard error what went wrong, and return the exit code."""
    code = code_of(error)
    with contextlib.suppress(OSError):  # nowhere to say it: the exit code still stands
        _say(error, code, debug=debug)
    return code


def _say(error: BaseException, code: Exit, *, debug: bool) -> None:
    if isinstance(error, click.ClickException):
        echo(f"sprawl: {error.format_message()}", err=True)
    elif code is Exit.CANCELLED:
        said = str(error) if isinstance(error, RunStopped) else "cancelled"
        echo(f"sprawl: {said}", err=True)
    elif code is Exit.DEFECT:
        echo(
            f"sprawl: a defect of the program: {type(error).__name__}: {_first_line(error)}; "
            "run again with --debug and report what it prints",
            err=True,
        )
    else:
        echo("\n".join(f"sprawl: {line}" for line in _lines(error)), err=True)
    if debug:
        report = getattr(error, "report", None) or "".join(traceback.format_exception(error))
        echo(report, err=True)


def _first_line(error: BaseException) -> str:
    return (str(error) or "no message").splitlines()[0]


def _lines(error: BaseException) -> list[str]:
    if isinstance(error, OSError) and not isinstance(error, ModelError):
        what = error.strerror or str(error)
        return [f"{error.filename}: {what}" if error.filename else what]
    return (str(error) or type(error).__name__).splitlines()
