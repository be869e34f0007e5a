"""What can be done with the selected objects."""

from __future__ import annotations

from app.window.commands.command import Command

COMMANDS = (
    Command("object.add", "&Add…", ("Ins",), "Add an object; those of the current group first.",
            "add", needs_file=True),
    Command("object.rename", "&Rename", ("F2",), "Change its name for people.", needs_file=True,
            divided=True),
    Command("object.change_id", "Change &id", ("Shift+F2",),
            "Change the id in the file; everything that names it follows.", needs_file=True),
    Command("object.set", "Add a &setting…", ("Ctrl+Shift+A",),
            "Let the selected platform, design, rule or exception say one more thing.",
            needs_file=True),
    Command("object.duplicate", "&Duplicate", ("Ctrl+J",), "A copy that is governed alike.", "copy",
            needs_file=True),
    Command("object.earlier", "Move &earlier", ("Alt+Up",),
            "Put the row of the inspector, or the selected rule, exception or design, one place "
            "earlier among its like.", needs_file=True),
    Command("object.later", "Move &later", ("Alt+Down",),
            "Put it one place later: a later rule wins over an earlier one.", needs_file=True),
    Command("object.delete", "D&elete", ("Del",), "Remove it, with what says nothing without it.",
            needs_file=True),
    Command("object.connect", "&Connect to…", ("Ctrl+Shift+J",),
            "Join it to another object; what cannot be joined says why.", "trust_edge",
            needs_file=True, divided=True),
    Command("object.disconnect", "Disc&onnect from…", ("Ctrl+Alt+J",),
            "Part it from an object that it is joined to.", needs_file=True),
    Command("object.go_to", "&Go to what it is joined to…", ("Ctrl+G",),
            "Select an object that it is joined to.", needs_file=True),
)  # fmt: skip
