"""What came of comparing documented incidents with their simulation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Band:
    """What the replications of one design gave.

    Attributes:
        design: Id of the design.
        title: Its title.
        low: 5 % quantile of the replications in which the quantity is defined; ``nan``: of none.
        median: Their median.
        high: Their 95 % quantile.
        missing: Share of the replications in which it never came to that, in [0, 1].
        replications: How many in all.
    """

    design: str
    title: str
    low: float
    median: float
    high: float
    missing: float
    replications: int

    @property
    def ratio(self) -> float:
        """How wide the band is, high over low; ``inf`` where that says nothing."""
        return self.high / self.low if self.low > 0 else float("inf")

    @property
    def text(self) -> str:
        """The band in a few characters."""
        if self.missing >= 1:
            return "never"
        return f"{self.low:.3g} to {self.high:.3g}"


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident.

    Attributes:
        id: Key of the case.
        title: For people.
        quantity: What was measured.
        unit: Of all numbers.
        low: Shortest that the documents allow.
        high: Longest that they allow.
        sources: Rows of the evidence.
        claims: Whether the case is said to fit.
        caveat: What the case does not show, in a sentence.
        documented: As it was.
        repaired: With the causing control repaired.
        others: What other designs would have changed.
        misfits: Why it does not fit; empty where it does.
    """

    id: str
    title: str
    quantity: str
    unit: str
    low: float
    high: float
    sources: tuple[str, ...]
    claims: bool
    caveat: str
    documented: Band
    repaired: Band
    others: tuple[Band, ...]
    misfits: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether all three conditions hold."""
        return not self.misfits

    @property
    def sentence(self) -> str:
        """What came of it."""
        if self.fits:
            return f"{self.title}: fits. {self.caveat}"
        told = "does not fit" if self.claims else "does not fit, and does not claim to"
        return f"{self.title}: {told}, because {'; '.join(self.misfits)}. {self.caveat}"


@dataclass(frozen=True, slots=True)
class IncidentCheck:
    """All incidents.

    Attributes:
        rows: One an incident.
        seed: Seed of all files, where it was not each file's own.
        engine: Version of the engine.
    """

    rows: tuple[IncidentRow, ...]
    seed: int | None
    engine: str

    @property
    def passed(self) -> bool:
        """Whether every incident that claims to fit does."""
        return all(row.fits or not row.claims for row in self.rows)

    @property
    def messages(self) -> tuple[str, ...]:
        """What is wrong: a sentence for each incident that claims to fit and does not."""
        return tuple(row.sentence for row in self.rows if row.claims and not row.fits)
