"""Pause, resume and cancel, from any thread."""

from __future__ import annotations

import threading
import time

from models.errors import RunStopped


class Control:
    """The handle of a run: whoever holds it can pause, resume and cancel.

    While a run is paused nothing new starts; cells that workers hold end and are kept.
    """

    def __init__(self) -> None:
        """Neither paused nor cancelled."""
        self._goes_on = threading.Event()
        self._goes_on.set()
        self._cancelled = threading.Event()
        self._pauses: tuple[float, float | None] = (0.0, None)
        """Seconds of the pauses that are over, and when this one began."""

    def pause(self) -> None:
        """Start nothing new until `resume`."""
        over_s, since_s = self._pauses
        self._pauses = over_s, time.monotonic() if since_s is None else since_s
        self._goes_on.clear()

    def resume(self) -> None:
        """Go on."""
        self._pauses = self.paused_s, None
        self._goes_on.set()

    def cancel(self) -> None:
        """End the run, for good; whole cells stay where they are kept."""
        self._cancelled.set()
        self._goes_on.set()

    @property
    def paused(self) -> bool:
        """Whether the run waits."""
        return not self._goes_on.is_set()

    @property
    def paused_s(self) -> float:
        """Seconds of all pauses so far."""
        over_s, since_s = self._pauses
        return over_s if since_s is None else over_s + time.monotonic() - since_s

    @property
    def cancelled(self) -> bool:
        """Whether the run is to end."""
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raise where the run is to end.

        Raises:
            RunStopped: It was cancelled.
        """
        if self.cancelled:
            raise RunStopped("the run was cancelled")

    def wait(self, at_most_s: float) -> None:
        """Wait while the run is paused, but not for longer."""
        self._goes_on.wait(at_most_s)

    def halt(self) -> bool:
        """Wait out a pause, then return whether to end: for work in the run's own thread."""
        self._goes_on.wait()
        return self.cancelled
