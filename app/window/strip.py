"""The comparison strip: the headline metrics, design A, design B, paired difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from app.tokens import design_mark
from app.window.look import appearance

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.window.document import Document
    from models.comparison import Comparison, Difference, MetricComparison

_HEIGHT = 84
_HEAD, _CELL = 232, 205
"""Widths of the head and of one metric, in pixels: narrower, figures would be cut."""

_SHORT = ("h", "share")
"""Units that stand beside the figures; the others stand in the tooltip."""


class Strip(QFrame):
    """Always visible: what the last run said, and whether it still holds."""

    def __init__(self, document: Document) -> None:
        """Start with the names of the headline metrics and no figures."""
        super().__init__()
        self.setObjectName("strip")
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName("Comparison strip")
        self._document = document
        self._comparison: Comparison | None = None
        self.outdated = False
        self._shown_for = self._room()
        self.badge = QLabel()
        self.badge.setProperty("role", "badge")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        document.opened.connect(self._forget)
        document.design_changed.connect(self._rebuild)
        appearance().changed.connect(self._rebuild)

    def _forget(self) -> None:
        self._comparison = None
        self.outdated = False
        self._rebuild()

    def show_comparison(self, comparison: Comparison) -> None:
        """Show the figures of a run."""
        self._comparison = comparison
        self.outdated = False
        self._rebuild()

    def mark_outdated(self, outdated: bool) -> None:
        """Say that the scenario is no longer the one that was run, or that it is again."""
        if self._comparison is not None and outdated != self.outdated:
            self.outdated = outdated
            self._rebuild()

    def _rebuild(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.badge:
                widget.hide()
                widget.deleteLater()
        self.badge.setParent(None)
        if not self._document.is_open:
            return
        if self._comparison is None:
            self._add_waiting()
        else:
            self._add_figures(self._comparison)

    def _room(self) -> int:
        """Return how many metrics can be read side by side; the rest stands on Compare."""
        return max(3, (self.width() - _HEAD) // _CELL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many metrics as there is room for."""
        super().resizeEvent(event)
        if self._room() != self._shown_for:
            self._shown_for = self._room()
            self._rebuild()

    def _add_waiting(self) -> None:
        scenario = self._document.scenario
        titles = scenario.designs
        base = titles[self._document.baseline].title or self._document.baseline
        others = [titles[key].title or key for key in scenario.experiment.compare if key in titles]
        self._add_head(f"{base} → {others[0] if others else 'nothing yet'}", "no figures yet")
        self._set_badge("press Run (Ctrl+R)", "plain")
        from models.metrics import NUMBERS

        for key in scenario.experiment.headline[: self._room()]:
            name = NUMBERS[key].name if key in NUMBERS else key.replace("_", " ")
            self._layout.addWidget(_cell(name, "–", "", "muted", ""), 1)
        self._layout.addStretch(0)

    def _target(self, comparison: Comparison) -> str:
        targets = [column.id for column in comparison.columns[1:]]
        current = self._document.design
        return current if current in targets else targets[0] if targets else ""

    def _add_figures(self, comparison: Comparison) -> None:
        target = self._target(comparison)
        titles = {column.id: column.title for column in comparison.columns}
        head = f"{titles[comparison.baseline]} → {titles.get(target, 'nothing')}"
        shown = [metric for metric in comparison.metrics if metric.headline]
        room = min(len(shown), self._room())
        part = f", {room} of {len(shown)} metrics" if room < len(shown) else ", 95 % intervals"
        self._add_head(head, f"{comparison.replications} replications{part}")
        if self.outdated:
            self._set_badge("▲ out of date", "warn")
            self.badge.setToolTip("The scenario was edited since this run: run again.")
        else:
            self._set_badge("as run", "ok")
            self.badge.setToolTip("These figures belong to the scenario as it stands.")
        for metric in shown[: self._room()]:
            self._layout.addWidget(self._figure(comparison, metric, target), 1)

    def _figure(self, comparison: Comparison, metric: MetricComparison, target: str) -> QFrame:
        from models.metrics import NUMBERS
        from models.metrics.wording import format_value

        theme = appearance().theme
        definition = NUMBERS[metric.id]
        designs = list(self._document.scenario.designs)
        parts = []
        limit_h = comparison.follow_up_h if definition.limit else None
        unit = definition.unit if definition.unit in _SHORT else "n"
        for level in metric.levels:
            if level.design in (comparison.baseline, target):
                mark = design_mark(theme, _place(designs, level.design))
                amount = format_value(level.interval.estimate, unit, limit_h)
                parts.append(f'<span style="color:{mark.colour}">{mark.glyph} {amount}</span>')
        arrow = f'<span style="color:{theme.muted}"> → </span>'
        difference = next((d for d in metric.differences if d.target == target), None)
        line, mood = "", "muted"
        if difference is not None:
            line = difference_words(difference, unit)
            mood = {"better": "ok", "worse": "bad"}.get(difference.call, "muted")
            line = {"better": "✓ ", "worse": "✕ "}.get(difference.call, "") + line
        hint = f"{definition.text}\nUnit: {definition.unit}."
        return _cell(definition.name, arrow.join(parts), line, mood, hint)

    def _add_head(self, title: str, remark: str) -> None:
        cell = QFrame()
        cell.setFixedWidth(_HEAD)
        layout = QVBoxLayout(cell)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(2)
        layout.addWidget(_line(title, "title"))
        layout.addWidget(_line(remark, "small"))
        row = QHBoxLayout()
        row.addWidget(self.badge)
        row.addStretch(1)
        layout.addLayout(row)
        self._layout.addWidget(cell)

    def _set_badge(self, text: str, tone: str) -> None:
        self.badge.setText(text)
        self.badge.setProperty("tone", tone)
        self.badge.style().unpolish(self.badge)
        self.badge.style().polish(self.badge)
        self.badge.show()


def difference_words(difference: Difference, unit: str) -> str:
    """Return a paired difference with its interval, the unit said once."""
    from models.metrics.wording import format_difference, format_interval

    if difference.call == "equal":
        return "equal in every replication"
    total = difference.effects["total"]
    interval = format_interval(total.low, total.high, unit, difference=True)
    if difference.call == "undecided":
        return f"no difference shown [{interval}]"
    change = format_difference(total.estimate, unit)
    _, _, word = change.partition(" ")
    return f"{change} [{interval.removesuffix(word).rstrip()}]"


def _place(designs: list[str], design: str) -> int:
    return designs.index(design) if design in designs else 0


def _cell(name: str, figures: str, line: str, mood: str, hint: str) -> QFrame:
    cell = QFrame()
    cell.setMinimumWidth(120)
    outer = QHBoxLayout(cell)
    outer.setContentsMargins(0, 0, 0, 0)
    rule = QFrame()
    rule.setObjectName("rule")
    rule.setFixedWidth(1)
    outer.addWidget(rule)
    layout = QVBoxLayout()
    layout.setContentsMargins(14, 8, 8, 8)
    layout.setSpacing(2)
    outer.addLayout(layout, 1)
    layout.addWidget(_line(name, "muted"))
    amount = QLabel(figures)
    amount.setTextFormat(Qt.TextFormat.RichText)
    amount.setProperty("role", "figure")
    amount.setMinimumWidth(20)
    layout.addWidget(amount)
    change = _line(line, "small")
    change.setProperty("mood", mood)
    layout.addWidget(change)
    cell.setToolTip(hint)
    plain = amount.text() if figures == "–" else line
    cell.setAccessibleName(f"{name}: {plain}")
    return cell


class _Elided(QLabel):
    """A line that is shortened rather than cut."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._whole = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(20)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        metrics = self.fontMetrics()
        self.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


def _line(text: str, role: str) -> QLabel:
    label = _Elided(text)
    label.setProperty("role", role)
    label.setToolTip(text if len(text) > 24 else "")
    return label
