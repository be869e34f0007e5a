"""One metric in the strip: name, figures, and a line below them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from app.window.look.fitted_label import FittedLabel
from app.window.look.restyle import set_look

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


@dataclass(frozen=True, slots=True)
class Figures:
    """What one cell shows.

    Attributes:
        metric: Id of the metric.
        name: Its name.
        text: Rich text of the levels.
        line: Difference with its interval, or why there is none.
        moved: What the edit does to the level; empty without an edit.
        mood: ``ok``, ``bad`` or ``muted``.
        hint: Tooltip.
    """

    metric: str
    name: str
    text: str
    line: str
    mood: str
    hint: str
    moved: str = ""


class Cell(QFrame):
    """One metric; updated in place, so that nothing is built anew while one types."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.setMinimumWidth(120)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        rule = QFrame()
        rule.setObjectName("rule")
        rule.setFixedWidth(1)
        outer.addWidget(rule)
        layout = QVBoxLayout()
        layout.setContentsMargins(14, 5, 8, 5)
        layout.setSpacing(1)
        outer.addLayout(layout, 1)
        self.name = FittedLabel("muted")
        self._fitted = ("", 0)
        self.amount = QLabel()
        self.amount.setTextFormat(Qt.TextFormat.RichText)
        self.amount.setProperty("role", "figure")
        self.amount.setMinimumWidth(20)
        self.line, self.moved = FittedLabel("small", 2), FittedLabel("small")
        for label in (self.name, self.amount, self.line, self.moved):
            layout.addWidget(label)

    def show_figures(self, figures: Figures) -> None:
        """Show them."""
        self.name.show_text(figures.name)
        self.amount.setText(figures.text)
        self.line.show_text(figures.line)
        set_look(self.line, "mood", figures.mood)
        self.moved.show_text(figures.moved)
        self.moved.setVisible(bool(figures.moved))
        self._fit()
        self.setToolTip(figures.hint)
        told = figures.line or ("no figure yet" if figures.text == "–" else figures.text)
        self.setAccessibleName(f"{figures.name}: {told} {figures.moved}".rstrip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write the figures as large as they fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        state = self.amount.text(), self.amount.width()
        if state != self._fitted:  # other looks cost more than the rest of an edit in its cell
            set_look(self.amount, "tight", False)
        self._fitted = state
        if self.amount.sizeHint().width() > self.amount.width():
            set_look(self.amount, "tight", True)
