"""The chain behind an event, down to the control that was missing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.window.look.wrapped_button import WrappedButton
from app.window.watching.wish import Wish
from models.profile.wording import path_label
from models.trace import controls_to_change
from models.trace.why import control_text, missing_text

if TYPE_CHECKING:
    from app.window.watching.recording import Recording
    from models.trace import Why

_MOST_OFFERED = 4
_EDGES_PX = 28
_CHANGE = "Change "
_CHOOSE = "Choose an event below to read why it happened."
_PASSING = "Events pass. Pause, or choose one below, to read why it happened."


class WhyPanel(QWidget):
    """Says why; `change_asked` carries the wish that a control behind it were otherwise."""

    change_asked = Signal(object)

    def __init__(self) -> None:
        """Start without an event."""
        super().__init__()
        self.text = QLabel(_CHOOSE)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAccessibleName("Why it happened")
        self.missing = QLabel()
        self.missing.setWordWrap(True)
        self.missing.setTextFormat(Qt.TextFormat.PlainText)
        self.missing.setProperty("role", "title")
        self.missing.setAccessibleName("What was missing")
        self.lead = QLabel("Change one, then rerun the same seed:")
        self.lead.setWordWrap(True)
        self.lead.setProperty("role", "muted")
        self.changes: list[WrappedButton] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.text)
        self._layout.addWidget(self.missing)
        self._layout.addWidget(self.lead)
        self.forget()

    def forget(self) -> None:
        """Show no event."""
        self._say(_CHOOSE)

    def rest(self) -> None:
        """Show none while they pass too fast to be read."""
        if self.text.text() != _PASSING:
            self._say(_PASSING)

    def _say(self, text: str) -> None:
        self.text.setText(text)
        self.missing.hide()
        self.lead.hide()
        self._drop_changes()

    def show_why(self, recording: Recording, event: int) -> None:
        """Show why an event of a recording happened."""
        why = recording.drilling.why(event)
        self.text.setText("\n".join(_lines(why)))
        text = missing_text(why)
        self.missing.setText(text[:1].upper() + text[1:])
        self.missing.setVisible(bool(why.missing))
        self._drop_changes()
        controls = controls_to_change(why)[:_MOST_OFFERED]
        self.lead.setVisible(bool(controls))
        for control in controls:
            self._offer(Wish(recording, event, control))

    def _offer(self, wish: Wish) -> None:
        """Offer to change a control; the decisive one stands first."""
        control = wish.control
        label = f"{path_label(control.path)} on {control.where}…"
        button = WrappedButton(label, _EDGES_PX)
        button.setAccessibleName(f"{_CHANGE}{label}")
        button.setToolTip(
            f"{label}\nGo to where it is set under this design (now {control.value}); "
            "afterwards one button runs the same seed again, before and after side by side."
        )
        button.clicked.connect(partial(self.change_asked.emit, wish))
        self.changes.append(button)
        self._layout.addWidget(button)

    def _drop_changes(self) -> None:
        for button in self.changes:
            button.hide()
            self._layout.removeWidget(button)
            button.deleteLater()
        self.changes = []


def _lines(why: Why) -> list[str]:
    lines = []
    for place, link in enumerate(why.links):
        lines.append(("← " if place else "") + link.text)
        lines += [f"      {control_text(control)}" for control in link.controls]
    return lines
