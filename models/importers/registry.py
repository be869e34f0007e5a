"""Finds the importers that there are: a new one is one new package with an `IMPORTER`."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.importers.importer import Importer

HERE = "models.importers"


def _found() -> Iterator[Importer]:
    """Yield what each package beside this module offers, in order of their names."""
    for module in pkgutil.iter_modules(import_module(HERE).__path__):
        offered = getattr(import_module(f"{HERE}.{module.name}"), "IMPORTER", None)
        if module.ispkg and offered is not None:
            yield offered


IMPORTERS: dict[str, Importer] = {one.name: one for one in _found()}
"""Every importer by its name."""
