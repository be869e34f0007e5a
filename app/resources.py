"""Where files are: those that ship with the program, and those of its user.

The wheel carries them below `app/`; in a checkout and in an editable install they are
top-level folders beside it.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_APP = Path(__file__).resolve().parent


def _find(name: str) -> Path:
    """Return the folder *name*, in the wheel or in the checkout.

    Raises:
        FileNotFoundError: If the installation lacks it.
    """
    for folder in (_APP / name, _APP.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the installation lacks its folder {name!r}; install it again")


def scenarios_folder() -> Path:
    """Return the folder of the bundled scenarios."""
    return _find("scenarios")


def assets_folder() -> Path:
    """Return the folder of icons and pictures."""
    return _find("assets")


DATA_VARIABLE = "SPRAWL_DATA"
"""Environment variable that names another folder for the user's data."""


def data_folder() -> Path:
    """Return the folder of the user's data; it may not exist yet."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named) if named else Path(platformdirs.user_data_dir("sprawl", appauthor=False))


def library_file() -> Path:
    """Return the file of the default library."""
    return data_folder() / "library.sqlite"
