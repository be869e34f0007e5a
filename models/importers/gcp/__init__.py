"""Google Cloud: IAM audit dumps and Cloud Asset Inventory, read into one representation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.importers.gcp import asset_inventory, audit_dump
from models.importers.gcp.counts import Counts, count_dump, count_inventory
from models.importers.refusal import refusal

if TYPE_CHECKING:
    from models.importers.export_folder import ExportFolder
    from models.importers.representation import Representation


class GcpImporter:
    """Reads what Google Cloud exports about identities and access."""

    name = "gcp"
    recognises = (
        "an IAM audit dump (folders `projects/*` with `iam.json`, `org_*`), "
        "or Cloud Asset Inventory lines (files *.dump, *.jsonl, *.ndjson)"
    )

    def read(self, folder: ExportFolder) -> Representation:
        """Return what the export in `folder` says.

        Raises:
            ScenarioError: It is no such export, is cut off, holds both kinds, or has a wrong value.
        """
        dump, inventory = audit_dump.find(folder), asset_inventory.find(folder)
        if dump is not None and inventory is not None:
            raise refusal(
                file=inventory,
                expected=f"one kind of export in a folder, as {dump} is of an IAM audit dump",
                found="a file of Cloud Asset Inventory lines beside it",
                advice="keep each export in a folder of its own and import one of them",
            )
        if dump is None and inventory is None:
            raise refusal(
                file=str(folder.root),
                expected=self.recognises,
                found="none of these",
                advice="give the folder that holds `projects`, or the one with the inventory files",
            )
        reader = asset_inventory.read if dump is None else audit_dump.read
        gathering = reader(folder)
        read = {one.path for one in gathering.files}
        unread = tuple(file for file in folder.files if file not in read)
        return gathering.freeze(self.name, unread)

    def count(self, read: Representation) -> Counts:
        """Return plain counts of `read`, by which the import can be checked by hand."""
        return count_dump(read) if read.title == audit_dump.TITLE else count_inventory(read)


IMPORTER = GcpImporter()
