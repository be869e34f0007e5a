"""The command that prints every setting of a control: what it is, may be, and is by default."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from app.cli.grid import grid
from app.cli.terminal import echo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.profile import Control


@click.command()
@click.argument("settings", nargs=-1)
@click.option("--vendors", is_flag=True, help="Also what vendors and kinds of credential bring.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with everything.")
def controls(settings: tuple[str, ...], vendors: bool, as_json: bool) -> None:
    """Print every setting of a control: unit, range, default, and what the default rests on.

    SETTINGS are keys such as `review` or `access_ttl`; all if left out.
    """
    found = _chosen(settings)
    if as_json:
        echo(json.dumps([asdict(each) for each in found], indent=1, ensure_ascii=False))
        return
    head = ("setting", "unit", "may be", "by default", "rests on", "part of")
    echo(grid(head, [_row(each) for each in found], widest=44))
    if not settings:
        assumed = sum(each.default is not None and _is_assumed(each) for each in found)
        stated = sum(each.default is not None for each in found)
        echo(f"\n{len(found)} settings; {assumed} of {stated} defaults are assumptions.")
        echo("`sprawl controls review` says what each setting of reviews is.")
        return
    for each in found:
        echo(f"\n{each.path}: {each.text}")
        if each.default is not None and each.default.note:
            echo(f"  by default {each.default.value}: {each.default.note}")
    if vendors:
        _echo_vendors(found)


def _chosen(settings: tuple[str, ...]) -> list[Control]:
    from models.profile import control_table

    table = control_table()
    for name in settings:
        if not any(_is_below(path, name) for path in table):
            known = ", ".join(dict.fromkeys(path.partition(".")[0] for path in table))
            raise click.UsageError(f"no setting {name!r}; there are {known}")
    return [
        each
        for path, each in table.items()
        if not settings or any(_is_below(path, name) for name in settings)
    ]


def _is_below(path: str, name: str) -> bool:
    return path == name or path.startswith(f"{name}.")


def _is_assumed(control: Control) -> bool:
    return control.default is not None and control.default.standing == "assumption"


def _row(control: Control) -> Sequence[str]:
    from models.profile import rests_on

    default = control.default
    return (
        control.path,
        control.unit,
        control.range,
        "" if default is None else default.value,
        "" if default is None else rests_on(default),
        "structure" if control.structural else "settings",
    )


def _echo_vendors(found: list[Control]) -> None:
    from models.profile import rests_on

    rows = [
        (control.path, each.where, each.value, rests_on(each), each.note)
        for control in found
        for each in control.elsewhere
    ]
    if rows:
        echo()
        echo(grid(("setting", "where", "by default", "rests on", "note"), rows, widest=50))
