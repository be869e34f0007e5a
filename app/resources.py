"""Where the files that ship with the program are: bundled scenarios and assets.

The wheel carries them below `app/`; in a checkout and in an editable install they are
top-level folders beside it.
"""

from __future__ import annotations

from pathlib import Path

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
