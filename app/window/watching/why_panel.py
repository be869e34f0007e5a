"""The chain behind an event, down to the control that was missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from models.trace.why import control_text, missing_text

if TYPE_CHECKING:
    from app.window.watching.recording import Recording
    from models.trace import Why


class WhyPanel(QWidget):
    """Says why; `change_asked` carries a design and a platform whose control would help."""

    change_asked = Signal(str, str)

    def __init__(self) -> None:
        """Start without an event."""
        super().__init__()
        self._target = ("", "")
        self.text = QLabel("Choose an event below to read why it happened.")
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAccessibleName("Why it happened")
        self.missing = QLabel()
        self.missing.setWordWrap(True)
        self.missing.setProperty("role", "title")
        self.missing.setAccessibleName("What was missing")
        self.change = QPushButton("Change this control…")
        self.change.setToolTip(
            "Go to the platform under this design; afterwards Record runs the same seed again."
        )
        self.change.clicked.connect(lambda: self.change_asked.emit(*self._target))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.text, self.missing, self.change):
            layout.addWidget(widget)
        self.forget()

    def forget(self) -> None:
        """Show no event."""
        self.text.setText("Choose an event below to read why it happened.")
        self.missing.hide()
        self.change.hide()

    def show_why(self, recording: Recording, event: int) -> None:
        """Show why an event of a recording happened."""
        why = recording.drilling.why(event)
        self.text.setText("\n".join(_lines(why)))
        controls = why.controls
        where = controls[0].platform if controls else ""
        text = missing_text(why)
        self.missing.setText(text[:1].upper() + text[1:])
        self.missing.setVisible(bool(why.missing))
        self._target = (recording.design, where)
        self.change.setVisible(where in recording.governed.scenario.organisation.platforms)


def _lines(why: Why) -> list[str]:
    lines = []
    for place, link in enumerate(why.links):
        lines.append(("← " if place else "") + link.text)
        lines += [f"      {control_text(control)}" for control in link.controls]
    return lines
