"""The table of a verification: one row a golden value or identity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What came of one row."""

    AGREES = "agrees"
    DEVIATES = "deviates"
    IMPRECISE = "imprecise"


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        id: Key of the case.
        mechanism: What is proven.
        corner: The corner case.
        unit: Unit of the numbers.
        analytic: Value that theory gives.
        estimate: Mean over replications.
        half_width: Half the width of its 99.9 % interval, in which the analytic value must lie.
        half_width_95: Half the width of its 95 % interval, which says whether it counts.
        most: Largest `half_width_95` at which it counts.
        standard_errors: Distance of the estimate from the analytic value in standard errors.
        replications: How many independent replications; 0 for an exact identity.
        verdict: What came of it.
    """

    id: str
    mechanism: str
    corner: str
    unit: str
    analytic: float
    estimate: float
    half_width: float
    half_width_95: float
    most: float
    standard_errors: float
    replications: int
    verdict: Verdict

    @property
    def message(self) -> str:
        """What is wrong, in one sentence; empty where nothing is."""
        if self.verdict is Verdict.AGREES:
            return ""
        name = f"{self.mechanism}, {self.corner} ({self.id})"
        if self.verdict is Verdict.IMPRECISE:
            return (
                f"{name}: the estimate does not count: its 95 % half-width is "
                f"{self.half_width_95:.3g} {self.unit}, at most {self.most:.3g} is asked for"
            )
        side = "above" if self.estimate > self.analytic else "below"
        return (
            f"{name}: {self.estimate:.6g} {self.unit} is {abs(self.standard_errors):.1f} standard "
            f"errors {side} the analytic {self.analytic:.6g}"
        )


@dataclass(frozen=True, slots=True)
class Verification:
    """The whole table.

    Attributes:
        rows: In the order of DESIGN section 7, identities last.
        seed: Seed of all files, where it was not each file's own.
        engine: Version of the engine.
    """

    rows: tuple[Row, ...]
    seed: int | None
    engine: str

    @property
    def passed(self) -> bool:
        """Whether every row agrees."""
        return all(row.verdict is Verdict.AGREES for row in self.rows)

    @property
    def messages(self) -> tuple[str, ...]:
        """What is wrong, a sentence a row."""
        return tuple(row.message for row in self.rows if row.message)
