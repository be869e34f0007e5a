"""What is looked at, and how."""

from __future__ import annotations

from app.window.commands.command import Command

COMMANDS = (
    Command("view.organisation", "&Organisation", ("Ctrl+1",), "Who is governed by what.",
            checkable=True, needs_file=True),
    Command("view.designs", "&Designs", ("Ctrl+2",), "What holds where, and why.",
            checkable=True, needs_file=True),
    Command("view.unify", "&Unify…", ("Ctrl+U",),
            "Derive a target design, and see its exceptions, accounts and effort first.",
            needs_file=True),
    Command("view.playback", "&Playback", ("Ctrl+3",), "One replication of two designs, in step.",
            checkable=True, needs_file=True),
    Command("view.compare", "&Compare", ("Ctrl+4",), "What the designs do differently.",
            checkable=True, needs_file=True),
    Command("view.next_design", "Next &design", ("Ctrl+D",),
            "Show the organisation as the next design binds it.", needs_file=True),
    Command("view.zoom_in", "Zoom &in", ("Ctrl++", "Ctrl+="), "Come closer.", "zoom-in",
            divided=True, needs_file=True),
    Command("view.zoom_out", "Zoom o&ut", ("Ctrl+-",), "Step back.", "zoom-out", needs_file=True),
    Command("view.fit", "&Fit", ("Ctrl+0",), "Show the whole organisation.", "fit",
            needs_file=True),
    Command("view.zoom_selection", "Zoom to &selection", ("Ctrl+Shift+0",),
            "Show the selected cards.", needs_file=True),
    Command("view.system", "As the &system", (), "Light or dark as the system has it.",
            checkable=True, divided=True),
    Command("view.light", "&Light", (), "Light colours.", checkable=True),
    Command("view.dark", "Dar&k", (), "Dark colours.", checkable=True),
    Command("view.appearance", "Switch light and dark", ("Ctrl+Shift+L",),
            "Change between light and dark.", "appearance"),
    Command("view.larger", "&Everything larger", (),
            "Text, cards and charts, up to 300 %; from the next start on.", divided=True,
            waits_for="300 % is the largest."),
    Command("view.smaller", "Everything s&maller", (),
            "Text, cards and charts, down to 100 %; from the next start on.",
            waits_for="100 % is the smallest."),
    Command("view.still", "&Reduce motion", (),
            "Nothing moves by itself: playback goes in steps, progress stands.", checkable=True),
)  # fmt: skip
