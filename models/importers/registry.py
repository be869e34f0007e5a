"""The importers that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.importers.gcp import GcpImporter

if TYPE_CHECKING:
    from models.importers.importer import Importer

IMPORTERS: dict[str, Importer] = {one.name: one for one in (GcpImporter(),)}
"""Every importer by its name."""
