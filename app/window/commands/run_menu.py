"""Asking the engine."""

from __future__ import annotations

from app.window.commands.command import Command

COMMANDS = (
    Command("run.start", "&Run comparison", ("Ctrl+R", "F5"),
            "Compare the designs; what the library holds is not computed again.", "run",
            needs_file=True),
    Command("run.cancel", "&Cancel", ("Ctrl+.",), "Stop the run; whole cells are kept.", "cancel"),
)  # fmt: skip
