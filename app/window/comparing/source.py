"""What a chart is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.charts import Names
    from models.comparison import Comparison


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A comparison with the names of its scenario.

    Attributes:
        comparison: The figures.
        names: Names of the scenario's objects.
        standing: What stands before the finding where it is not a whole run's.
    """

    comparison: Comparison
    names: Names
    standing: str = ""

    def is_like(self, other: Source | None) -> bool:
        """Whether a chart of the one is a chart of the other."""
        return (
            other is not None
            and self.comparison is other.comparison
            and self.standing == other.standing
        )
