"""Where the library lies by default."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

VARIABLE = "SPRAWL_DATA"
"""Environment variable that names another folder for the user's data."""


def data_folder() -> Path:
    """Return the folder of the user's data; it may not exist yet."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(platformdirs.user_data_dir("sprawl", appauthor=False))


def default_path() -> Path:
    """Return the file of the default library."""
    return data_folder() / "library.sqlite"
