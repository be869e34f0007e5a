"""Exports of real organisations, read into a scenario.

`import_folder` is the way in. A vendor is one module: see `models.importers.importer`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.importers.draft import draft_scenario
from models.importers.export_folder import open_folder
from models.importers.refusal import refusal
from models.importers.registry import IMPORTERS
from models.importers.summary import Summary, summarise

if TYPE_CHECKING:
    from pathlib import Path

    from models.scenario import Scenario

__all__ = ["IMPORTERS", "Summary", "import_folder"]


def import_folder(kind: str, folder: Path) -> tuple[Scenario, Summary]:
    """Read an export and draft a scenario of it; nothing is written.

    Args:
        kind: Name of an importer, such as `gcp`.
        folder: The folder that holds the export.

    Returns:
        The scenario, and the account of what was read.

    Raises:
        ScenarioError: There is no such importer, or the export is not what it should be.
    """
    importer = IMPORTERS.get(kind)
    if importer is None:
        raise refusal(
            file=str(folder),
            expected=f"one of {', '.join(IMPORTERS)}",
            found=repr(kind[:40]),
            advice="name one of them",
        )
    read = importer.read(open_folder(folder))
    scenario, ledger = draft_scenario(read)
    return scenario, summarise(read, importer.count(read), scenario, ledger)
