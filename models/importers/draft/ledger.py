"""How many settings of a drafted scenario are stated, derived and assumed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from models.importers.representation import Standing


@dataclass(slots=True)
class Ledger:
    """Counts every setting that a draft writes, once for each object that it is about.

    Titles, notes, ids, the experiment and vendor defaults that the file does not repeat are no
    settings of it.
    """

    counted: Counter[Standing] = field(default_factory=Counter)

    def enter(self, standing: Standing, settings: int = 1) -> None:
        """Count `settings` more of this standing."""
        self.counted[standing] += settings

    def stated(self, settings: int = 1) -> None:
        """Count settings that the export says."""
        self.enter(Standing.STATED, settings)

    def derived(self, settings: int = 1) -> None:
        """Count settings that follow from what the export says."""
        self.enter(Standing.DERIVED, settings)

    def assumed(self, settings: int = 1) -> None:
        """Count settings that nothing in the export bears out."""
        self.enter(Standing.ASSUMED, settings)

    @property
    def total(self) -> int:
        """All settings."""
        return self.counted.total()

    def sentence(self) -> str:
        """Return the first line of a verdict on this scenario."""
        return (
            f"{self.counted[Standing.STATED]} of {self.total} settings stated, "
            f"{self.counted[Standing.DERIVED]} derived, the rest assumed."
        )

    def as_counts(self) -> dict[str, int]:
        """Return the counts by standing, and the total."""
        return {one.value: self.counted[one] for one in Standing} | {"total": self.total}
