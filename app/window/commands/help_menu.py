"""Finding a command, a key or the meaning of a word, and what program this is."""

from __future__ import annotations

from app.window.commands.command import Command

COMMANDS = (
    Command("help.palette", "Find a &command…", ("Ctrl+K",),
            "Commands, objects and terms by a few letters.", "search"),
    Command("help.keys", "&Keyboard shortcuts", ("F1", "?"), "All commands with their keys.",
            "info"),
    Command("help.this", "&What's this?", ("Shift+F1",),
            "Explain what the keyboard or the mouse is on.", "help", divided=True),
    Command("help.glossary", "&Glossary", ("Ctrl+Shift+G",),
            "Every term with its definition.", "glossary"),
    Command("help.tour", "&Tour", (), "Five steps through the window; Escape ends it.", "tour"),
    Command("help.believe", "Why &believe this?", (),
            "The engine beside theory and documented incidents, run on this machine."),
    Command("help.about", "&About Sprawl", (), "Version and licence.", divided=True),
)  # fmt: skip
