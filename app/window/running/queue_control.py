"""The dock of the runs that wait; it is built when it is asked for first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.window.running.queue_list import QueueList

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.window.actions import Actions
    from app.window.docks import SideDocks
    from app.window.running.queue import RunQueue


class QueueControl(QObject):
    """Shows who waits."""

    def __init__(self, docks: SideDocks, queue: RunQueue) -> None:
        """Show *queue* in a dock."""
        super().__init__(docks)
        self._docks, self._queue = docks, queue
        self._actions: Actions | None = None
        self.list: QueueList | None = None

    def connect_commands(self, actions: Actions) -> None:
        """Do what the command on waiting runs asks for."""
        self._actions = actions
        actions.on("view.queue", self.toggle)

    def toggle(self) -> None:
        """Show the dock, or hide it."""
        self._docks.toggle("Queue", self._build)

    def _build(self) -> QWidget:
        assert self._actions is not None  # noqa: S101 - only its command builds it
        self.list = QueueList(self._queue, self._actions["run.queue"])
        return self.list
