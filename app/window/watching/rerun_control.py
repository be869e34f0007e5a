"""From an event to the control that was missing, and back with the same seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.window.objects import ObjectRef
from models.profile.wording import path_label
from models.scenario.sameness import same_run

if TYPE_CHECKING:
    from app.window.actions import Actions
    from app.window.frame.main_window import MainWindow
    from app.window.watching.wish import Wish

NOTICE = "rerun"


class RerunControl(QObject):
    """Leads to a control, says above the page what to do there, and runs the same seed again."""

    def __init__(self, window: MainWindow) -> None:
        """Follow the wishes of the page Playback."""
        super().__init__(window)
        self._window, self._document = window, window.document
        self._notices, self._playback = window.keeping.notices, window.playback
        self._action = window.actions_["run.rerun"]
        self._wish: Wish | None = None
        self._playback.change_asked.connect(self.go_to_control)
        self._playback.recorded.connect(self._recorded)
        self._document.scenario_changed.connect(self._follow)
        self._document.opened.connect(self._forget)
        self._forget()

    def connect_commands(self, actions: Actions) -> None:
        """Do what the command asks for."""
        actions.on("run.rerun", self.rerun)

    def go_to_control(self, wish: Wish) -> None:
        """Go to where a control is changed: a cell of the designs, or an object's fields."""
        from models.trace import place_of

        window, design = self._window, wish.recording.design
        if design not in self._document.scenario.designs:
            window.say(f"The design {design} is not in the scenario any more; Ctrl+Z takes it back")
            return
        self._wish = wish
        self._document.show_design(design)
        kind, key = place_of(wish.control, self._document.scenario)
        if kind == "design" and window.designs.has_control(wish.control.path):
            window.show_page("designs")
            window.designs.show_control(wish.control.path, key)
        else:
            window.show_page("organisation")
            self._document.select((ObjectRef("platform" if kind == "design" else kind, key),))
        self._follow()

    def rerun(self) -> None:
        """Run the same seed again, with the scenario as it stands."""
        if self._wish is not None:
            self._notices.drop(NOTICE)
            self._playback.rerun(self._wish, self._document.scenario)

    # -- what is said above the page -----------------------------------------------------------

    def _follow(self) -> None:
        """Say what is to be changed, or what was."""
        wish = self._wish
        if wish is None:
            return
        changes = self._changes(wish)
        self._action.setEnabled(bool(changes))
        told = "; ".join(changes)
        self._notices.post(
            NOTICE,
            f"Changed: {told}. Run the same seed again to see before and after." if changes
            else _request(wish),
            (
                ("Rerun the same seed", self.rerun),
                ("Back to playback", self._go_back),
                ("Leave it", self._forget),
            ),
        )  # fmt: skip
        button = self._notices.bars[NOTICE].buttons[0]
        button.setEnabled(bool(changes))
        button.setToolTip(self._action.toolTip() if changes else "Change the control first.")

    def _changes(self, wish: Wish) -> list[str]:
        """Return what is other than in the recording; nothing where it would be the same run."""
        from models.trace import to_rerun
        from models.trace.rerunning import changes_in_words

        before = wish.recording.governed.scenario
        try:
            now = to_rerun(self._document.scenario, wish.recording.trace.heading)
        except KeyError:
            return []
        return [] if same_run(now, before) else changes_in_words(before, now)

    def _recorded(self) -> None:
        """Keep the wish while before and after are shown; another recording ends it."""
        if self._playback.contrasted is None:
            self._forget()

    def _go_back(self) -> None:
        self._window.show_page("playback")

    def _forget(self) -> None:
        self._wish = None
        self._action.setEnabled(False)
        self._notices.drop(NOTICE)


def _request(wish: Wish) -> str:
    """Return what is asked for, in words."""
    from models.trace import dated

    control = wish.control
    return (
        f"“{dated(wish.recording.trace, wish.event)}”, {wish.recording.title}. Change "
        f"“{path_label(control.path)}” on {control.where} here, now {control.value}; "
        "then the same seed can run again."
    )
