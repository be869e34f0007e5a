"""Every command once: menus, shortcuts, buttons, tooltips and lists read it here.

A command stands in the module of its menu; the part that does it says so with `Actions.on`.
"""

from app.window.commands import (
    add_menu,
    edit_menu,
    file_menu,
    help_menu,
    layout_menu,
    object_menu,
    run_menu,
    view_menu,
)
from app.window.commands.command import Command

MENUS = {
    "file": "&File",
    "edit": "&Edit",
    "add": "&Add",
    "object": "&Object",
    "layout": "&Layout",
    "view": "&View",
    "run": "&Run",
    "help": "&Help",
}
"""Title of each menu, by the first part of its commands' ids."""

COMMANDS: tuple[Command, ...] = (
    *file_menu.COMMANDS,
    *edit_menu.COMMANDS,
    *add_menu.COMMANDS,
    *object_menu.COMMANDS,
    *layout_menu.COMMANDS,
    *view_menu.COMMANDS,
    *run_menu.COMMANDS,
    *help_menu.COMMANDS,
)

__all__ = ["COMMANDS", "MENUS", "Command"]
