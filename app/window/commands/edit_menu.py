"""Changing the scenario."""

from __future__ import annotations

from app.window.commands.command import Command

COMMANDS = (
    Command("edit.undo", "&Undo", ("Ctrl+Z",), "Take the last edit back.", "undo",
            waits_for="There is no edit to take back."),
    Command("edit.redo", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Bring it back.", "redo",
            waits_for="No edit was taken back."),
    Command("edit.cut", "Cu&t", ("Ctrl+X",), "Copy the selected objects as text and remove them.",
            divided=True, needs_file=True),
    Command("edit.copy", "&Copy", ("Ctrl+C",), "Copy the selected objects as text.", "copy",
            needs_file=True),
    Command("edit.paste", "&Paste", ("Ctrl+V",), "Add the objects of the copied text.",
            needs_file=True),
    Command("edit.reset", "Re&set the field", ("Ctrl+Alt+Z",),
            "Take the own value of the field in the inspector away: what is inherited, or a "
            "default, holds again.", needs_file=True),
    Command("edit.find", "&Find on the canvas", ("Ctrl+F",),
            "Light up the cards whose name, id, kind or settings hold some letters.", "search",
            divided=True, needs_file=True),
    Command("edit.find_next", "Find &next", ("F3",), "Go to the next card that was found.",
            needs_file=True),
    Command("edit.find_previous", "Find pre&vious", ("Shift+F3",),
            "Go to the card that was found before.", needs_file=True),
    Command("edit.find_outline", "Find in &outline", ("Ctrl+Alt+F",),
            "Show only objects whose name or id holds some letters.", needs_file=True),
    Command("edit.select_all", "Select &all cards", ("Ctrl+A",), "Select every card.",
            needs_file=True),
    Command("edit.arrange", "A&rrange", ("Ctrl+L",), "Lay all cards out in columns.", "arrange",
            needs_file=True),
    Command("edit.copy_rule", "Copy &rule to the other design", ("Ctrl+Shift+R",),
            "Copy what decides the current cell of the matrix to the design beside it.",
            needs_file=True),
)  # fmt: skip
