"""Asking the engine."""

from __future__ import annotations

from app.window.commands.command import Command

COMMANDS = (
    Command("run.start", "&Run comparison", ("Ctrl+R", "F5"),
            "Compare the designs; what the library holds is not computed again.", "run",
            needs_file=True,
            waits_for="A run is under way, or something is missing: see the problems."),
    Command("run.queue", "Run &afterwards", ("Shift+F5",),
            "Let the scenario as it stands wait for its run, behind the one under way.",
            needs_file=True, waits_for="Something is missing: see the problems."),
    Command("run.cancel", "&Cancel", ("Ctrl+.",), "Stop the run; whole cells are kept.", "cancel",
            waits_for="No run is under way."),
    Command("run.pause", "&Pause", ("F6",),
            "Start no more replications until you go on; those under way are kept.", "pause",
            waits_for="No run is under way."),
    Command("run.record", "&Record for playback", ("Ctrl+Shift+E",),
            "Run one replication of two designs and keep everything that happens.",
            divided=True, needs_file=True,
            waits_for="Something is missing: see the problems."),
    Command("run.revoke", "Re&voke now", ("Ctrl+Shift+K",),
            "Order that the fleet or agent chosen on Playback loses its access at that moment.",
            needs_file=True),
    Command("run.rerun", "Rerun the &same seed", ("Ctrl+Shift+D",),
            "After a control behind an event was changed: the same seed, before and after.",
            waits_for="On the page Playback, choose an event, then change a control behind it."),
    Command("run.live", "Preview every &edit", ("Ctrl+Shift+P",),
            "After each edit a sample of the agents says what would change.", checkable=True,
            divided=True),
)  # fmt: skip
