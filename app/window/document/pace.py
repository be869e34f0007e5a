"""Views follow an edit one after the other, so that frames are painted in between."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal


class Turn(QObject):
    """A view's turn to follow.

    `came` is emitted in a pass of the event loop of its own, or before, when somebody who looks
    at the view cannot wait: see `take`.
    """

    came = Signal()

    def __init__(self, pace: Pace) -> None:
        """Belong to *pace*; nothing is due yet."""
        super().__init__(pace)
        self._pace = pace

    def ask(self) -> None:
        """Come soon, once, however often it is asked."""
        self._pace.queue(self)

    def take(self) -> None:
        """Come now if it is due, else do nothing."""
        if self._pace.strike(self):
            self.came.emit()

    def skip(self) -> None:
        """Do not come: the view follows already."""
        self._pace.strike(self)


class Pace(QObject):
    """Gives one view after another its turn, each in a pass of the event loop of its own."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with nobody waiting."""
        super().__init__(parent)
        self._due: list[Turn] = []
        # Not 0: such a timer may come in the pass in which it was started.
        self._timer = QTimer(self, singleShot=True, interval=1)
        self._timer.timeout.connect(self._next)

    def join(self) -> Turn:
        """Return a new turn, which comes after those that were asked for before."""
        return Turn(self)

    def queue(self, turn: Turn) -> None:
        """Let a turn come after all that are due."""
        if turn not in self._due:
            self._due.append(turn)
            self._timer.start()

    def strike(self, turn: Turn) -> bool:
        """Take a turn from those that are due; return whether it was one."""
        if turn not in self._due:
            return False
        self._due.remove(turn)
        return True

    def catch_up(self) -> None:
        """Let all turns that are due come now."""
        while self._due:
            self._due[0].take()

    def _next(self) -> None:
        if self._due:
            self._due[0].take()
        if self._due:
            self._timer.start()
