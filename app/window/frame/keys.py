"""Two small panels: all commands with their keys, and what program this is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.window.commands import COMMANDS, MENUS
from models import __version__

_ON_CANVAS = (
    ("Canvas", "Walk from card to card", "Arrow keys"),
    ("Canvas", "Move the selected cards", "Alt+Arrow keys"),
    ("Canvas", "Fold or unfold a group, edit a card", "Enter"),
    ("Canvas", "Drag the ground", "Space+Drag, middle button"),
    ("Canvas", "Zoom", "Ctrl+Wheel"),
    ("Designs", "Change the current cell", "Enter"),
    ("Inspector", "Set a field back", "Escape"),
)


class _Panel(QDialog):
    """A window of its own that blocks nothing."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.body = QVBoxLayout(self)

    def add_close(self) -> None:
        """Add the button that closes it."""
        buttons = QDialogButtonBox()
        close = QPushButton("Close")
        close.setAccessibleName("Close")
        close.clicked.connect(self.close)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.AcceptRole)
        self.body.addWidget(buttons)


class KeysPanel(_Panel):
    """Every command with its keys, from the registry."""

    @classmethod
    def show_in(cls, parent: QWidget) -> KeysPanel:
        """Show the list beside the window."""
        panel = cls(parent, "Keyboard shortcuts")
        rows = [
            (
                MENUS[command.id.split(".")[0]].replace("&", ""),
                command.text.replace("&", "").rstrip("…"),
                ", ".join(
                    QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
                    for keys in command.shortcuts
                ),
            )
            for command in COMMANDS
            if command.shortcuts
        ]
        rows += _ON_CANVAS
        table = QTableWidget(len(rows), 3)
        table.setAccessibleName("Commands and their keys")
        table.setHorizontalHeaderLabels(["Where", "Command", "Keys"])
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.setItem(at, column, QTableWidgetItem(text))
        table.resizeColumnsToContents()
        table.horizontalHeader().setStretchLastSection(True)
        panel.body.addWidget(table)
        panel.add_close()
        panel.resize(560, 620)
        panel.show()
        return panel


class AboutPanel(_Panel):
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
