"""Keys and what program this is."""

from __future__ import annotations

from app.window.commands.command import Command

COMMANDS = (
    Command("help.keys", "&Keyboard shortcuts", ("F1",), "All commands with their keys.", "info"),
    Command("help.about", "&About Sprawl", (), "Version and licence."),
)  # fmt: skip
