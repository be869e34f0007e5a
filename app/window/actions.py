"""The action registry: every command once, for menus, shortcuts, buttons and tooltips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from app.window.look import appearance, icon
from app.window.look.icons import has_icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenuBar, QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the user can ask for.

    Attributes:
        id: Key, such as ``file.open``; its first part is the menu.
        text: Name in menus.
        shortcuts: Keys that call it.
        hint: One sentence for tooltips and the status bar.
        icon: Name of a drawing, or empty.
        checkable: Whether it is a state.
        divided: Whether a line stands above it in its menu.
    """

    id: str
    text: str
    shortcuts: tuple[str, ...] = ()
    hint: str = ""
    icon: str = ""
    checkable: bool = False
    divided: bool = False


MENUS = {"file": "&File", "edit": "&Edit", "view": "&View", "run": "&Run", "help": "&Help"}

COMMANDS: tuple[Command, ...] = (
    Command("file.open", "&Open…", ("Ctrl+O",), "Open a scenario file.", "open"),
    Command("file.start", "&Start page", ("Ctrl+Home",), "Bundled and recent scenarios.", "home"),
    Command("file.save", "&Save", ("Ctrl+S",), "Save; comments are kept.", "save", divided=True),
    Command("file.save_as", "Save &as…", ("Ctrl+Shift+S",), "Save under another name."),
    Command("file.export", "&Export comparison…", ("Ctrl+E",),
            "Charts, table and result as files.", "export", divided=True),
    Command("file.quit", "&Quit", ("Ctrl+Q",), "Close the program.", divided=True),
    Command("edit.undo", "&Undo", ("Ctrl+Z",), "Take the last edit back.", "undo"),
    Command("edit.redo", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Bring it back.", "redo"),
    Command("edit.find", "&Find in outline", ("Ctrl+F",), "Search objects by name.", "search",
            divided=True),
    Command("edit.select_all", "Select &all cards", ("Ctrl+A",), "Select every card."),
    Command("edit.arrange", "A&rrange", ("Ctrl+L",), "Lay all cards out in columns.", "arrange"),
    Command("edit.copy_rule", "&Copy rule to the other design", ("Ctrl+Shift+R",),
            "Copy what decides the current cell of the matrix to the design beside it."),
    Command("view.organisation", "&Organisation", ("Ctrl+1",), "Who is governed by what.",
            checkable=True),
    Command("view.designs", "&Designs", ("Ctrl+2",), "What holds where, and why.",
            checkable=True),
    Command("view.compare", "&Compare", ("Ctrl+4",), "What the designs do differently.",
            checkable=True),
    Command("view.next_design", "Next &design", ("Ctrl+D",),
            "Show the organisation as the next design binds it."),
    Command("view.zoom_in", "Zoom &in", ("Ctrl++", "Ctrl+="), "Come closer.", "zoom-in",
            divided=True),
    Command("view.zoom_out", "Zoom o&ut", ("Ctrl+-",), "Step back.", "zoom-out"),
    Command("view.fit", "&Fit", ("Ctrl+0",), "Show the whole organisation.", "fit"),
    Command("view.zoom_selection", "Zoom to &selection", ("Ctrl+Shift+0",),
            "Show the selected cards."),
    Command("view.system", "As the &system", (), "Light or dark as the system has it.",
            checkable=True, divided=True),
    Command("view.light", "&Light", (), "Light colours.", checkable=True),
    Command("view.dark", "Dar&k", (), "Dark colours.", checkable=True),
    Command("view.appearance", "Switch light and dark", ("Ctrl+Shift+L",),
            "Change between light and dark.", "appearance"),
    Command("run.start", "&Run comparison", ("Ctrl+R", "F5"),
            "Compare the designs; what the library holds is not computed again.", "run"),
    Command("run.cancel", "&Cancel", ("Ctrl+.",), "Stop the run; whole cells are kept.", "cancel"),
    Command("help.keys", "&Keyboard shortcuts", ("F1",), "All commands with their keys.", "info"),
    Command("help.about", "&About Sprawl", (), "Version and licence."),
)  # fmt: skip


class Actions(QObject):
    """The `QAction` of every command; they start disabled or enabled as the window says."""

    def __init__(self, parent: QWidget) -> None:
        """Create the actions as children of *parent*."""
        super().__init__(parent)
        self._by_id: dict[str, QAction] = {}
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

    def on(self, key: str, call: Callable[[], object]) -> None:
        """Call *call* when a command is asked for."""
        self._by_id[key].triggered.connect(lambda _checked=False: call())

    def enable(self, keys: tuple[str, ...], enabled: bool) -> None:
        """Enable or disable some commands."""
        for key in keys:
            self._by_id[key].setEnabled(enabled)

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
