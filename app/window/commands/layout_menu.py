"""Where cards stand."""

from __future__ import annotations

from app.window.commands.command import Command

COMMANDS = (
    Command("layout.left", "Align &left", ("Ctrl+Alt+Left",),
            "Put the selected cards on the left edge of the leftmost.", needs_file=True),
    Command("layout.centre", "Align &centres", ("Ctrl+Alt+H",),
            "Put the selected cards on one upright line.", needs_file=True),
    Command("layout.right", "Align &right", ("Ctrl+Alt+Right",),
            "Put the selected cards on the right edge of the rightmost.", needs_file=True),
    Command("layout.top", "Align &top", ("Ctrl+Alt+Up",),
            "Put the selected cards on the upper edge of the topmost.", needs_file=True,
            divided=True),
    Command("layout.middle", "Align &middles", ("Ctrl+Alt+M",),
            "Put the selected cards on one level line.", needs_file=True),
    Command("layout.bottom", "Align &bottom", ("Ctrl+Alt+Down",),
            "Put the selected cards on the lower edge of the lowest.", needs_file=True),
    Command("layout.across", "Spread &across", ("Ctrl+Alt+X",),
            "Equal gaps between the selected cards, from left to right.", needs_file=True,
            divided=True),
    Command("layout.down", "Spread &down", ("Ctrl+Alt+Y",),
            "Equal gaps between the selected cards, from top to bottom.", needs_file=True),
    Command("layout.move_left", "Move left", ("Ctrl+Shift+Left",),
            "Put the selected cards one step of the grid further left.", needs_file=True,
            divided=True),
    Command("layout.move_right", "Move right", ("Ctrl+Shift+Right",),
            "Put the selected cards one step of the grid further right.", needs_file=True),
    Command("layout.move_up", "Move up", ("Ctrl+Shift+Up",),
            "Put the selected cards one step of the grid higher.", needs_file=True),
    Command("layout.move_down", "Move down", ("Ctrl+Shift+Down",),
            "Put the selected cards one step of the grid lower.", needs_file=True),
    Command("layout.fold", "&Fold or open the domain", ("Ctrl+B",),
            "One card for all platforms that the directory of the selected ones authenticates; "
            "once more opens it.", needs_file=True, divided=True),
    Command("layout.fold_every", "Fold or open &every domain", ("Ctrl+Alt+B",),
            "One card for the platforms of each directory; once more opens them all.",
            needs_file=True),
)  # fmt: skip
