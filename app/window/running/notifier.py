"""Telling somebody who looks elsewhere that a run has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SHOWN_MS = 10_000


class Notifier(QObject):
    """Says nothing while the window is looked at: its status bar does."""

    def __init__(self, window: QWidget) -> None:
        """Speak for *window*."""
        super().__init__(window)
        self._window = window
        self._tray: QSystemTrayIcon | None = None
        self._quiet = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._quiet.timeout.connect(self.withdraw)

    def notify(self, title: str, text: str) -> None:
        """Mark the window in the task bar, and show a message where the desktop takes one."""
        if self._window.isActiveWindow() and not self._window.isMinimized():
            return
        QApplication.alert(self._window)
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.setToolTip("Sprawl")
            self._tray.messageClicked.connect(self._come_forward)
            self._tray.activated.connect(self._come_forward)
        self._tray.show()
        self._tray.showMessage(title, text, self._window.windowIcon(), _SHOWN_MS)
        self._quiet.start()

    def withdraw(self) -> None:
        """Take the sign out of the tray: it stands there only as long as its message."""
        if self._tray is not None:
            self._tray.hide()

    def _come_forward(self) -> None:
        self.withdraw()
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()
