"""Docks at the right edge of the window; they share one place and are built when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDockWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMainWindow, QWidget

_WIDTH = 250


class SideDocks(QObject):
    """Each by its title."""

    def __init__(self, window: QMainWindow) -> None:
        """Show docks in *window*."""
        super().__init__(window)
        self._window = window
        self._docks: dict[str, QDockWidget] = {}

    def toggle(self, title: str, build: Callable[[], QWidget]) -> bool:
        """Show a dock or hide it; return whether it is shown now."""
        dock = self._docks.get(title)
        if dock is None:
            dock = self._made(title, build())
            shown = True
        else:
            shown = not dock.isVisible()
        dock.setVisible(shown)
        if shown:
            dock.raise_()
        if shown and (inner := dock.widget()) is not None:
            inner.setFocus(Qt.FocusReason.OtherFocusReason)
        return shown

    def shows(self, title: str) -> bool:
        """Whether a dock is shown, perhaps behind another in the same place."""
        dock = self._docks.get(title)
        return dock is not None and dock.isVisible()

    def _made(self, title: str, inner: QWidget) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(title)
        dock.setAccessibleName(title)
        dock.setMinimumWidth(_WIDTH)
        dock.setWidget(inner)
        self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        for other in self._docks.values():
            self._window.tabifyDockWidget(other, dock)
        self._docks[title] = dock
        return dock
