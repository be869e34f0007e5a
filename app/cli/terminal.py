"""Text on a terminal: shown literally, whatever a file, a name or a message holds."""

from __future__ import annotations

import re

import click

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""All that a terminal would act upon instead of showing it, but for tab and line feed."""


def visible(text: str) -> str:
    r"""Return *text* with control characters written as escapes, such as ``\x1b``."""
    return _CONTROLS.sub(lambda found: ascii(found.group())[1:-1], text)


def echo(text: str = "", *, err: bool = False) -> None:
    """Print a text that may hold what somebody else wrote."""
    click.echo(visible(text), err=err)
