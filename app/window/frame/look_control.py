"""How the window looks: light or dark, how large, and whether things move by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.window.look import SCALES, appearance
from app.window.look.rescaling import rescale
from app.window.look.scale import is_set_by_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.window.actions import Actions
    from app.window.look.appearance import Wish
    from app.window.settings import Memory


class LookControl(QObject):
    """Follows the commands on looks and remembers what was chosen."""

    def __init__(
        self, memory: Memory, actions: Actions, say: Callable[[str], None], parent: QObject
    ) -> None:
        """Remember in *memory*, tell through *say*."""
        super().__init__(parent)
        self._memory = memory
        self._actions = actions
        self._say = say
        appearance().keep_still(memory.is_still())
        self.mark()

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands on looks ask for."""
        actions.on("view.system", self._follow_system)
        actions.on("view.light", self._light)
        actions.on("view.dark", self._dark)
        actions.on("view.appearance", self._switch)
        actions.on("view.larger", self._larger)
        actions.on("view.smaller", self._smaller)
        actions.on("view.still", self._switch_motion)

    def mark(self) -> None:
        """Check the menu entries of what holds."""
        for name in ("system", "light", "dark"):
            self._actions[f"view.{name}"].setChecked(appearance().wish == name)
        self._actions["view.still"].setChecked(appearance().is_still)
        at = SCALES.index(self._memory.scale())
        self._actions["view.larger"].setEnabled(at < len(SCALES) - 1)
        self._actions["view.smaller"].setEnabled(at > 0)

    def _follow_system(self) -> None:
        self._choose("system")

    def _light(self) -> None:
        self._choose("light")

    def _dark(self) -> None:
        self._choose("dark")

    def _switch(self) -> None:
        self._choose("light" if appearance().theme.name == "dark" else "dark")

    def _choose(self, wish: Wish) -> None:
        appearance().choose(wish)
        self._memory.remember_wish(wish)
        self.mark()

    def _larger(self) -> None:
        self._scale(1)

    def _smaller(self) -> None:
        self._scale(-1)

    def _scale(self, step: int) -> None:
        at = SCALES.index(self._memory.scale()) + step
        percent = SCALES[max(0, min(at, len(SCALES) - 1))]
        before = self._memory.scale()
        self._memory.remember_scale(percent)
        self.mark()
        if rescale(before, percent):
            self._say(f"Everything is shown at {percent} %")
        elif is_set_by_user():
            self._say("QT_SCALE_FACTOR of your environment says how large everything is")
        else:
            self._say(f"Everything is shown at {percent} % from the next start of the program on")

    def _switch_motion(self) -> None:
        appearance().keep_still(not appearance().is_still)
        self._memory.remember_still(appearance().is_still)
        self.mark()
