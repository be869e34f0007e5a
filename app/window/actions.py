"""The `QAction` of every command, and what calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from app.window.commands import COMMANDS, MENUS
from app.window.look import appearance, icon
from app.window.look.icons import has_icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenuBar, QWidget


class Actions(QObject):
    """The `QAction` of every command; they start disabled or enabled as the window says.

    `about_to_do` carries the name of a command before it is done.
    """

    about_to_do = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Create the actions as children of *parent*."""
        super().__init__(parent)
        self._by_id: dict[str, QAction] = {}
        self._called: set[str] = set()
        self._is_open = False
        for command in COMMANDS:
            action = QAction(command.text, parent)
            action.setObjectName(command.id)
            action.setShortcuts([QKeySequence(keys) for keys in command.shortcuts])
            keys = f" ({command.shortcuts[0]})" if command.shortcuts else ""
            action.setToolTip(f"{command.hint}{keys}")
            action.setStatusTip(command.hint)
            action.setCheckable(command.checkable)
            parent.addAction(action)
            self._by_id[command.id] = action
        appearance().changed.connect(self._tint)
        self._tint()

    def __getitem__(self, key: str) -> QAction:
        """Return the action of a command."""
        return self._by_id[key]

    def __contains__(self, key: str) -> bool:
        """Return whether there is such a command."""
        return key in self._by_id

    def on(self, key: str, call: Callable[[], object]) -> None:
        """Call *call* when a command is asked for; the part that does it says so."""
        self._called.add(key)

        def do(_checked: bool = False) -> None:  # noqa: FBT002 - as Qt calls it
            self.about_to_do.emit(key)
            call()

        self._by_id[key].triggered.connect(do)

    @property
    def idle(self) -> list[str]:
        """Commands that nothing does."""
        return [command.id for command in COMMANDS if command.id not in self._called]

    def why_not(self, key: str) -> str:
        """Return why a command cannot be asked for now; empty: it can."""
        if self._by_id[key].isEnabled():
            return ""
        command = next(command for command in COMMANDS if command.id == key)
        if command.needs_file and not self._is_open:
            return "Open a scenario first."
        return command.waits_for or "Nothing here that it could work on now."

    def follow_file(self, *, is_open: bool) -> None:
        """Enable what needs an open file, or disable it."""
        self._is_open = is_open
        for command in COMMANDS:
            if command.needs_file:
                self._by_id[command.id].setEnabled(is_open)

    def fill(self, bar: QMenuBar) -> None:
        """Put every command into its menu."""
        for prefix, title in MENUS.items():
            menu = bar.addMenu(title)
            menu.setAccessibleName(title.replace("&", ""))
            for command in COMMANDS:
                if command.id.startswith(f"{prefix}."):
                    if command.divided:
                        menu.addSeparator()
                    menu.addAction(self._by_id[command.id])

    def _tint(self) -> None:
        theme = appearance().theme
        for command in COMMANDS:
            if command.icon and has_icon(command.icon):
                self._by_id[command.id].setIcon(icon(command.icon, theme.muted, theme.line))
