"""In what two designs differ, as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.window.look.tables import TextTable
from models.profile.wording import path_label

if TYPE_CHECKING:
    from models.profile import DesignProfile
    from models.scenario import Scenario

Row = tuple[str, str, str, str]
_DIRECTORY = "Directory"


class DifferenceList(TextTable):
    """A row for each control and the domains that change alike."""

    def __init__(self) -> None:
        """Start empty."""
        name = "What differs between the two designs"
        super().__init__(name, f"{name}; Ctrl+C copies it as text.")

    def show_between(
        self, scenario: Scenario, profiles: tuple[DesignProfile, DesignProfile], search: str
    ) -> None:
        """List what differs between two designs, in controls that *search* is found in."""
        one, other = (profile.title for profile in profiles)
        wanted = search.strip().lower()
        rows = [row for row in differing(scenario, profiles) if wanted in row[0].lower()]
        self.show_rows(rows, ("Control", "Where", one, other))


def differing(scenario: Scenario, profiles: tuple[DesignProfile, DesignProfile]) -> list[Row]:
    """Return control, places, and what either design says there, bindings first."""
    from app.report.designs import binding_rows, differences
    from app.report.naming import Titles
    from models.profile import describe

    titles = Titles(scenario)
    rows: list[Row] = [
        (_DIRECTORY, platforms, one, other)
        for platforms, (one, other) in binding_rows(list(profiles), titles)
        if one != other
    ]
    if not scenario.workload.fleets:
        return rows
    for each in differences([describe(profile, scenario) for profile in profiles], titles):
        said = (
            "\n".join(f"{value} ({fleets})" if fleets else value for value, fleets, _ in cell.lines)
            for cell in each.cells
        )
        one, other = said
        rows.append((path_label(each.setting), each.platforms, one, other))
    return rows
