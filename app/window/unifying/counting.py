"""Counting the accounts of a target beside the window, where that takes long."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from models.errors import ModelError, ScenarioError

if TYPE_CHECKING:
    from models.scenario import Scenario
    from models.unify import Unification

MOST_PAIRS = 4000
"""Pairs of platform and fleet whose accounts are counted within a tenth of a second or two."""

_LOOK_MS = 100


def takes_long(scenario: Scenario) -> bool:
    """Whether a user would wait for the accounts of an organisation."""
    return len(scenario.organisation.platforms) * len(scenario.workload.fleets) > MOST_PAIRS


class Counting(QObject):
    """Counts for one target at a time; of several that are asked for only the last matters.

    `counted` carries the target whose numbers are known now.
    """

    counted = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        """Count nothing yet; a thread that still counts ends with the program."""
        super().__init__(parent)
        self._thread: Thread | None = None
        self._asked: Unification | None = None
        self._begun: Unification | None = None
        self._error: Exception | None = None
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def ask(self, found: Unification) -> None:
        """Count the accounts of *found* as soon as what was asked for before is done."""
        self._asked = found
        if self._thread is None:
            self._begin(found)

    def forget(self) -> None:
        """Tell nothing of what was asked for any more."""
        self._asked = None

    def _begin(self, found: Unification) -> None:
        self._begun, self._error = found, None
        self._thread = Thread(target=self._count, args=(found,), daemon=True)
        self._thread.start()
        self._timer.start()

    def _count(self, found: Unification) -> None:
        """Work out what *found* remembers from then on: nothing of Qt is touched here."""
        try:
            _ = found.accounts_before, found.accounts_after
        except (ModelError, ScenarioError) as error:
            self._error = error

    def _look(self) -> None:
        if self._thread is not None and self._thread.is_alive():
            return
        self._timer.stop()
        asked, begun, self._thread = self._asked, self._begun, None
        if asked is None:
            return
        if asked is not begun:
            self._begin(asked)
        elif self._error is not None:
            self.failed.emit(self._error)
        else:
            self.counted.emit(asked)
