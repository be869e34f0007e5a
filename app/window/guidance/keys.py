"""The shortcut sheet, and what program this is."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QTableWidget, QTableWidgetItem, QWidget

from app.window.commands import COMMANDS, MENUS
from app.window.guidance.matching import badness
from app.window.guidance.side_window import SideWindow
from app.window.look.tables import make_read_only
from models import __version__

_ON_CANVAS = (
    ("Canvas", "Walk from card to card", "Arrow keys"),
    ("Canvas", "Move the selected cards", "Alt+Arrow keys"),
    ("Canvas", "Fold or unfold a group, edit a card", "Enter"),
    ("Canvas", "Drag the ground", "Space+Drag, middle button"),
    ("Canvas", "Zoom", "Ctrl+Wheel"),
    ("Designs", "Change the selected cells of a control", "Enter"),
    ("Designs", "Take the whole row, the whole column", "Shift+Space, Ctrl+Space"),
    ("Designs", "Copy values, paste them", "Ctrl+C, Ctrl+V"),
    ("Inspector", "Give up what is typed", "Escape"),
    ("Inspector", "Show or hide the cascade of a setting", "Enter, Right, Left"),
    ("Inspector", "Move the item at the cursor in a list", "Alt+Up, Alt+Down"),
)


class KeysPanel(SideWindow):
    """Every command with its keys, from the registry; narrowed while one types."""

    def __init__(self, parent: QWidget) -> None:
        """List all commands."""
        super().__init__(parent, "Keyboard shortcuts")
        self.search = self.add_search("commands and keys")
        self.search.textChanged.connect(self._narrow)
        self._rows = [*_of_commands(), *_ON_CANVAS]
        self.table = QTableWidget(len(self._rows), 3)
        tip = "Every command that has a key, by its menu."
        head = make_read_only(self.table, "Commands and their keys", tip)
        head.setSectionResizeMode(head.ResizeMode.Interactive)
        self.table.setHorizontalHeaderLabels(["Where", "Command", "Keys"])
        for at, row in enumerate(self._rows):
            for column, text in enumerate(row):
                self.table.setItem(at, column, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.body.addWidget(self.table)
        self.add_close()
        self.resize(600, 620)
        self.search.setFocus()

    @classmethod
    def show_in(cls, parent: QWidget) -> KeysPanel:
        """Show the list beside the window."""
        panel = cls(parent)
        panel.show()
        return panel

    def _narrow(self, wanted: str) -> None:
        for at, row in enumerate(self._rows):
            self.table.setRowHidden(at, badness(wanted, " ".join(row)) is None)


def _of_commands() -> list[tuple[str, str, str]]:
    return [
        (
            MENUS[command.id.split(".")[0]].replace("&", ""),
            command.text.replace("&", "").rstrip("…"),
            keys_of(command.shortcuts),
        )
        for command in COMMANDS
        if command.shortcuts
    ]


def keys_of(shortcuts: tuple[str, ...]) -> str:
    """Return keys as the system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(keys).toString(native) for keys in shortcuts)


class AboutPanel(SideWindow):
    """Version and licence."""

    @classmethod
    def show_in(cls, parent: QWidget) -> AboutPanel:
        """Show them beside the window."""
        panel = cls(parent, "About Sprawl")
        text = QLabel(
            f"Sprawl {__version__}\n\nSimulates fragmented against unified identity governance of "
            "AI agents, and says what the difference is worth.\n\nLicensed under Apache-2.0."
        )
        text.setWordWrap(True)
        text.setMinimumWidth(360)
        panel.body.addWidget(text)
        panel.add_close()
        panel.show()
        return panel
