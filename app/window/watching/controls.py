"""The bar above playback: what is recorded, and how it plays."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from app.window.look import appearance
from app.window.look.fitted_label import FittedLabel
from app.window.look.number_box import number_box
from app.window.watching.clock import SPEEDS_H

_MOST_REPLICATIONS = 9999
_RECORD_TIP = "Run this replication of two designs and keep it (s)."


class ControlBar(QFrame):
    """Record, play, speed, motion, and the moment that is shown."""

    def __init__(self) -> None:
        """Offer to record."""
        super().__init__()
        self.setObjectName("bar")
        self.replication = number_box(0, _MOST_REPLICATIONS)
        self.record = QPushButton("Record")
        self.play = QPushButton("Play")
        self.speed = QComboBox()
        self.motion = QCheckBox("Motion")
        self.moment = FittedLabel("title")
        self.state = FittedLabel("small")
        self._set_up()
        self._lay_out()
        self.show_recorded(False, "")

    def _set_up(self) -> None:
        self.replication.setMaximumWidth(64)
        self._name(self.replication, "Replication", "Which replication of the seed, from 0.")
        self._name(self.record, "Record", _RECORD_TIP)
        self._name(self.play, "Play", "Let time pass, or stand still (Space on the time line).")
        for hours in SPEEDS_H:
            text = f"{hours:g} h/s" if hours < 24 else f"{hours / 24:g} d/s"
            self.speed.addItem(text, hours)
        self.speed.setCurrentIndex(2)
        self._name(self.speed, "Speed", "Hours of the model that pass in a second.")
        appearance().motion_changed.connect(self._follow_motion)
        self.motion.setAccessibleName("Motion")
        self._follow_motion()

    def _follow_motion(self) -> None:
        """Hops stand still where nothing should move by itself."""
        still = appearance().is_still
        self.motion.setChecked(not still)
        self.motion.setEnabled(not still and self.play.isEnabled())
        why = (
            "Reduce motion is on (menu View): hops" if still else "Hops move as dots, or else they"
        )
        self.motion.setToolTip(f"{why} stand as lines, dashed where no log has them.")

    @staticmethod
    def _name(widget: QWidget, name: str, tip: str) -> None:
        widget.setAccessibleName(name)
        widget.setToolTip(tip)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(8)
        label = QLabel("Replication")
        label.setBuddy(self.replication)
        self.moment.setMinimumWidth(92)
        for widget in (label, self.replication, self.record, self.state):
            layout.addWidget(widget)
        layout.addStretch(1)
        for other in (self.play, self.speed, self.motion, self.moment):
            layout.addWidget(other)

    # -- what was chosen ---------------------------------------------------------------------

    @property
    def hours_per_s(self) -> float:
        """Hours of the model that pass in a second."""
        return float(self.speed.currentData())

    @property
    def moves(self) -> bool:
        """Whether hops are shown on their way."""
        return self.motion.isChecked()

    # -- what is shown -----------------------------------------------------------------------

    def show_recorded(self, recorded: bool, remark: str) -> None:
        """Offer to play, if something is recorded.

        Args:
            recorded: Whether it is.
            remark: What is to be known of it.
        """
        for widget in (self.play, self.speed):
            widget.setEnabled(recorded)
        self.motion.setEnabled(recorded and not appearance().is_still)
        self.state.show_text(remark)
        if not recorded:
            self.moment.show_text("")

    def show_busy(self, busy: bool) -> None:
        """Say that something is being recorded, and let it be cancelled; the focus stays."""
        self.record.setText("Cancel" if busy else "Record")
        self.record.setAccessibleName("Cancel the recording" if busy else "Record")
        self.record.setToolTip("Stop recording; what was shown stays." if busy else _RECORD_TIP)
        if busy:
            self.state.show_text("Recording…")

    def show_playing(self, plays: bool) -> None:
        """Offer to stand still, or to play."""
        self.play.setText("Pause" if plays else "Play")

    def show_moment(self, at_h: float) -> None:
        """Say which moment is shown."""
        from models.trace import clock_text

        self.moment.show_text(clock_text(at_h))
