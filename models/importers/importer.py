"""What an importer is: one file per vendor that turns a folder into a representation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from models.importers.export_folder import ExportFolder
    from models.importers.representation import Representation


class Importer(Protocol):
    """Reads one vendor's exports.

    To add one (AWS, Entra ID, Kubernetes, OpenGraph): write a module with a class of this shape
    and add it to `models.importers.registry`. Nothing else has to change; the draft of a scenario
    starts from the representation and knows no vendor.
    """

    @property
    def name(self) -> str:
        """Word by which the user asks for it (`sprawl import NAME FOLDER`)."""

    @property
    def recognises(self) -> str:
        """What it reads, for messages."""

    def read(self, folder: ExportFolder) -> Representation:
        """Return what the export in `folder` says, or raise a ScenarioError."""

    def count(self, read: Representation) -> dict[str, object]:
        """Return plain counts of `read`, by which the import can be checked by hand."""
