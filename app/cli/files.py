"""Files that commands read and write."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.resources import data_folder, scenarios_folder
from models.errors import EnvironmentFault

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario

FLAGSHIP = "larkfield.yaml"
"""The bundled scenario that runs when none is named."""


def bundled() -> list[Path]:
    """Return the bundled scenarios, the flagship first."""
    found = sorted(scenarios_folder().glob("*.yaml"))
    return sorted(found, key=lambda path: (path.name != FLAGSHIP, path.name))


def find_scenario(name: str | None) -> Path:
    """Return the file that a person named: a path, or a bundled scenario by its name."""
    if name is None:
        return scenarios_folder() / FLAGSHIP
    path = Path(name)
    if path.exists() or path.suffix:
        return path
    inside = scenarios_folder() / f"{name}.yaml"
    return inside if inside.exists() else path


def load(name: str | None) -> tuple[Scenario, Path]:
    """Read and check a scenario; return it with the file it came from."""
    path = find_scenario(name)
    if path.is_dir():
        raise click.UsageError(f"{path}: is a folder; name a scenario file (.yaml)")
    if not path.exists():
        names = ", ".join(each.stem for each in bundled())
        raise click.UsageError(f"{path}: there is no such file; bundled scenarios: {names}")
    from models.formats import read_scenario  # costs a third of a second to load
    from models.metrics import NUMBERS

    return read_scenario(path, metrics=NUMBERS), path


def output_folder(named: Path | None, path: Path) -> Path:
    """Return the folder for what a command writes; by default in the user's data."""
    folder = named or data_folder() / "results" / path.stem
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFault(
            f"{folder}: the folder cannot be made ({error.strerror}); name another with --out"
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):  # said before a run, not after it
        raise EnvironmentFault(f"{folder}: this folder cannot be written; name another with --out")
    return folder.resolve()


def write_whole(path: Path, content: str) -> None:
    """Write a text file whole or not at all.

    Raises:
        EnvironmentFault: It cannot be written; the old file, if any, stands.
    """
    from models.formats import replace_file

    try:
        replace_file(path, content.encode())
    except OSError as error:
        raise EnvironmentFault(
            f"{path}: cannot be written ({error.strerror}); the old file, if any, stands"
        ) from error
