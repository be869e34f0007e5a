"""What differs between the open scenario and the file on the disk, in the words of `diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.window.look.list_panel import ListPanel
from models.scenario.differences import diff

if TYPE_CHECKING:
    from models.scenario import Scenario

_MOST = 500


class Differences(ListPanel):
    """A list below the notices; hidden while nobody asks for it."""

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__("bar", "Differences: mine, then theirs", "differences", 180)
        self.list.setToolTip("What the file on the disk has otherwise than this window.")

    def show_between(self, mine: Scenario, theirs: Scenario, name: str) -> None:
        """List what their file has otherwise than this window."""
        found = diff(mine, theirs)
        count = "1 difference" if len(found) == 1 else f"{len(found)} differences"
        self.heading.setText(
            f"{name}: {count} between yours and theirs ( ~ yours -> theirs, + only theirs, "
            "- only yours )"
        )
        self.list.clear()
        self.list.addItems([str(change) for change in found[:_MOST]])
        self.show_rows(len(found) - _MOST)
        self.list.setFocus()
