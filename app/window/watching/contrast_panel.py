"""Before and after: what the same seed does differently once a control was changed."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from models.metrics.wording import format_value
from models.trace import clock_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.trace import Contrast

_NOTE = "This is one replication: Run (Ctrl+R) says how sure a difference is."


class ContrastPanel(QWidget):
    """What was changed, what became of the event, and a few numbers of the whole replication."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.title = QLabel("Before and after, same seed")
        self.title.setProperty("role", "title")
        self.changed = _label("What was changed")
        self.changed.setTextFormat(Qt.TextFormat.PlainText)
        self.changed.setProperty("role", "muted")
        self.fate = _label("What became of the event")
        self.fate.setTextFormat(Qt.TextFormat.PlainText)
        self.table = _label("Numbers before and after")
        self.table.setTextFormat(Qt.TextFormat.RichText)
        self.table.setToolTip("Of the whole replication; hours are summed over agents and domains.")
        note = _label("How sure that is")
        note.setText(_NOTE)
        note.setProperty("role", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.changed, self.fate, self.table, note):
            layout.addWidget(widget)

    def show_contrast(self, changes: Sequence[str], found: Contrast) -> None:
        """Show what a change did.

        Args:
            changes: What was changed, a line a setting.
            found: What the two traces do differently.
        """
        self.changed.setText("\n".join(changes))
        self.fate.setText("\n".join(_fate(found)))
        rows = [
            f"<tr><td>{escape(each.name)}</td>{_cell(each.before, each.unit)}"
            f"{_cell(each.after, each.unit)}<td>&nbsp;{_sign(each.before, each.after)}</td></tr>"
            for each in found.measures
        ]
        head = "<tr><td></td><td align='right'>before</td><td align='right'>after</td></tr>"
        self.table.setText(
            f"<table width='100%' cellspacing='0' cellpadding='2'>{head}{''.join(rows)}</table>"
        )
        self.table.setVisible(bool(rows))


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setAccessibleName(name)
    return label


def _cell(value: float, unit: str) -> str:
    text = f"{value:,.0f} {unit}".rstrip()
    return f"<td align='right'>&nbsp;&nbsp;{escape(text)}</td>"


def _sign(before: float, after: float) -> str:
    """Return whether a number fell or rose, by a sign."""
    return "=" if before == after else "▼" if after < before else "▲"


def _fate(found: Contrast) -> list[str]:
    """Return what became of the event, and until when the two are the same."""
    lines = [f"Before: {found.before}"]
    if not found.after:
        lines.append("After: it does not happen")
    elif found.sooner_h == 0.0:
        lines.append("After: the same, at the same time")
    elif math.isnan(found.sooner_h):
        lines.append(f"After: {found.after}")
    else:
        word = "sooner" if found.sooner_h > 0 else "later"
        lines.append(f"After: {found.after}, {format_value(abs(found.sooner_h), 'h')} {word}")
    if math.isinf(found.same_until_h):
        lines.append("No event differs: this control does not matter in this replication")
    else:
        lines.append(f"Everything is the same until {clock_text(found.same_until_h)}")
    return lines
