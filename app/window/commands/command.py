"""What a command is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the user can ask for.

    Attributes:
        id: Key, such as ``file.open``; its first part is the menu.
        text: Name in menus.
        shortcuts: Keys that call it.
        hint: One sentence for tooltips and the status bar.
        icon: Name of a drawing, or empty.
        checkable: Whether it is a state.
        divided: Whether a line stands above it in its menu.
        needs_file: Whether it waits for an open scenario; what else it waits for, its part says.
        waits_for: What else must be so before it can be asked for, as a sentence; shown where
            it cannot.
    """

    id: str
    text: str
    shortcuts: tuple[str, ...] = ()
    hint: str = ""
    icon: str = ""
    checkable: bool = False
    divided: bool = False
    needs_file: bool = False
    waits_for: str = ""
