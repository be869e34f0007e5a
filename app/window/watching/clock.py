"""The time that playback shows, and how fast it goes."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from app.window.look import appearance

FRAME_MS = 33
STEP_MS = 1000
"""Between two pictures; where motion is reduced they follow each other as steps."""

SPEEDS_H = (0.5, 2.0, 6.0, 24.0, 72.0, 240.0)
"""Hours of the model that pass in a second."""


class Clock(QObject):
    """Moves through a recording; whoever shows it follows `moved`."""

    moved = Signal(float)
    played = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        """Stand at the beginning of nothing."""
        super().__init__(parent)
        self.from_h, self.to_h, self.at_h = 0.0, 0.0, 0.0
        self.hours_per_s = SPEEDS_H[2]
        self._since = QElapsedTimer()
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._tick)
        appearance().motion_changed.connect(self._pace)
        self._pace()

    def _pace(self) -> None:
        self._timer.setInterval(STEP_MS if appearance().is_still else FRAME_MS)

    @property
    def interval_ms(self) -> int:
        """Milliseconds between two pictures."""
        return self._timer.interval()

    @property
    def plays(self) -> bool:
        """Whether time passes by itself."""
        return self._timer.isActive()

    def set_span(self, from_h: float, to_h: float) -> None:
        """Take the span of a recording, hours; the moment stays if it lies within."""
        self.from_h, self.to_h = from_h, to_h
        self.go(self.at_h)

    def go(self, at_h: float) -> None:
        """Go to a moment, hours; beyond an end to that end."""
        self.at_h = min(max(at_h, self.from_h), self.to_h)
        self.moved.emit(self.at_h)

    def play(self, plays: bool) -> None:
        """Let time pass, or stand still; at the end it begins anew."""
        if plays == self.plays:
            return
        if plays:
            if self.at_h >= self.to_h:
                self.go(self.from_h)
            self._since.start()
            self._timer.start()
        else:
            self._timer.stop()
        self.played.emit(plays)

    def _tick(self) -> None:
        passed_s = self._since.restart() / 1000.0
        self.go(self.at_h + passed_s * self.hours_per_s)
        if self.at_h >= self.to_h:
            self.play(False)
