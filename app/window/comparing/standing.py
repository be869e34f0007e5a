"""What the page shows, and what that is: a whole run, a run so far, or a preview."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from app.window.look.restyle import set_look

if TYPE_CHECKING:
    from models.comparison import Comparison
    from models.experiments.previews import Preview
    from models.scenario import Scenario


Old = Mapping[str, AbstractSet[str]]
"""Designs by metric of which the last run's value is shown, or none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A comparison, and what it is.

    Attributes:
        comparison: The figures.
        scenario: What they are of.
        before: What stands before findings, such as ``So far``; empty: a whole run.
        badge: The same in a few words.
        text: The same in a sentence.
        old: Designs by metric of which the last run's value is shown, or none.
    """

    comparison: Comparison
    scenario: Scenario
    before: str = ""
    badge: str = ""
    text: str = ""
    old: Old = field(default_factory=dict)

    @property
    def has_verdict(self) -> bool:
        """Whether the verdict says more than `text`."""
        told = [sentence.text for sentence in self.comparison.verdict]
        return not (len(told) == 1 and self.text.startswith(told[0]))


def so_far(comparison: Comparison, scenario: Scenario, expected: int) -> Shown:
    """Return how a run that is under way is shown.

    Args:
        comparison: What is whole of it.
        scenario: What is run.
        expected: Replications after which it should end.
    """
    part = f"{comparison.replications} of {expected} replications"
    return Shown(
        comparison,
        scenario,
        "So far",
        f"◔ {part}",
        "Intervals narrow as replications arrive; nothing is called before the end. "
        "The run is of the scenario as it was started.",
    )


def earlier(run: int, comparison: Comparison, scenario: Scenario) -> Shown:
    """Return how a run of the library is shown."""
    text = (
        "An earlier run as it was; the strip stays with the last one. Pin it under Earlier runs to "
        "see what was edited since."
    )
    return Shown(comparison, scenario, badge=f"run {run}", text=text)


def previewed(preview: Preview, scenario: Scenario, *, is_run: bool) -> Shown | None:
    """Return how a preview is shown; None: it tells nothing.

    Args:
        preview: What a sample says.
        scenario: What was previewed.
        is_run: Whether there is a whole run, of which the other panels are.
    """
    from models.experiments.previews import as_comparison, not_previewed

    if not preview.metrics:
        return None
    text = preview.text
    if is_run:
        text += " Panels without “Preview” are of the last run."
    return Shown(
        as_comparison(preview, scenario),
        scenario,
        "Preview",
        "≈ preview",
        text,
        not_previewed(preview),
    )


class StandingBar(QFrame):
    """Says above the figures what they are, where they are not a whole run of what one sees."""

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__()
        self.setObjectName("panel")
        self.badge, self.text = QLabel(), QLabel()
        self.badge.setProperty("role", "badge")
        self.text.setWordWrap(True)
        self.text.setProperty("role", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.addWidget(self.badge)
        layout.addWidget(self.text, 1)
        self.hide()

    def tell(self, badge: str, text: str, tone: str = "accent") -> None:
        """Say what the figures are; an empty badge says nothing."""
        self.setVisible(bool(badge))
        self.badge.setText(badge)
        self.text.setText(text)
        self.setAccessibleName(f"{badge}: {text}" if badge else "What the figures are")
        set_look(self.badge, "tone", tone)
