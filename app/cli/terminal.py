"""Text on a terminal: shown literally, whatever a file, a name or a message holds."""

from __future__ import annotations

import re
import shutil
import textwrap

import click

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""All that a terminal would act upon instead of showing it, but for tab and line feed."""


def visible(text: str) -> str:
    r"""Return *text* with control characters written as escapes, such as ``\x1b``."""
    return _CONTROLS.sub(lambda found: ascii(found.group())[1:-1], text)


def echo(text: str = "", *, err: bool = False) -> None:
    """Print a text that may hold what somebody else wrote."""
    click.echo(visible(text), err=err)


COLUMNS = 100
"""Width of text where no terminal and no `COLUMNS` says otherwise."""


def columns() -> int:
    """Return how wide text may be, at least 40."""
    return max(40, shutil.get_terminal_size((COLUMNS, 24)).columns)


def filled(text: str, after: str = "") -> str:
    """Return a text in lines no wider than `columns`, those after the first begun with *after*."""
    return textwrap.fill(
        text, columns(), subsequent_indent=after, break_long_words=False, break_on_hyphens=False
    )


def labelled(label: str, text: str) -> None:
    """Print what came of a command, with its name before it."""
    echo(filled(f"{label:<28}{text}", " " * 28))
