"""Joining objects and parting them, and going from one to those that it is joined to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.window.building.offers import of_ends, of_joined
from app.window.objects import ObjectRef, title_of
from models.profile import connected, disconnected
from models.profile.connecting import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from app.window.actions import Actions
    from app.window.building.workbench import Workbench
    from models.scenario import Scenario


class Joiner(QObject):
    """Joins and parts the objects that are selected, or between which a wire was drawn."""

    def __init__(self, bench: Workbench) -> None:
        """Work at *bench*."""
        super().__init__(bench)
        self._bench = bench

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands on wires ask for."""
        actions.on("object.connect", self.ask_end)
        actions.on("object.disconnect", self.ask_joined)
        actions.on("object.go_to", self.ask_neighbour)

    def ask_end(self) -> None:
        """Let the user choose what to join the selected objects to."""
        refs = self._bench.selected()
        if refs:
            self.ask_end_among(refs)

    def ask_end_among(
        self, refs: tuple[ObjectRef, ...], among: Collection[ObjectRef] | None = None
    ) -> None:
        """Let the user choose what to join objects to: one of *among*, or any other."""
        scenario, design = self._bench.document.scenario, self._bench.document.design
        entries = of_ends(scenario, refs, design, partial(self.connect_all, refs), among)
        self._bench.picker.ask(f"Connect {self._bench.words_for(refs)} to", entries)

    def ask_joined(self) -> None:
        """Let the user choose what to part the selected object from."""
        self._ask_neighbour("Disconnect {} from", self.disconnect_from)

    def ask_neighbour(self) -> None:
        """Let the user choose an object to go to among those that it is joined to."""
        self._ask_neighbour(
            "From {} go to", lambda _one, other: self._bench.document.select((other,))
        )

    def _ask_neighbour(self, prompt: str, call: Callable[[ObjectRef, ObjectRef], object]) -> None:
        one = self._bench.one()
        if one is None:
            return
        entries = of_joined(self._bench.document.scenario, one, self._bench.document.design, call)
        title = title_of(self._bench.document.scenario, one)
        if entries:
            self._bench.picker.ask(prompt.format(title), entries)
        else:
            self._bench.said.emit(f"{title} is joined to nothing yet: connect it first")

    def connect_to(self, one: ObjectRef, other: ObjectRef) -> bool:
        """Join two objects in the design in view."""
        return self.connect_all((one,), other)

    def connect_all(self, refs: tuple[ObjectRef, ...], other: ObjectRef) -> bool:
        """Join every object that can be to another one, in the design in view."""
        before, design = self._bench.document.scenario, self._bench.document.design

        def change(scenario: Scenario) -> Scenario:
            for ref in refs:
                if len(refs) == 1 or not reason(scenario, ref, other, design):
                    scenario = connected(scenario, ref, other, design)
            return scenario

        name = f"Connect {self._bench.words_for(refs)} to {title_of(before, other)}"
        done = self._bench.do(name, change)
        if done:
            self._bench.said.emit(name)
        return done

    def disconnect_from(self, one: ObjectRef, other: ObjectRef) -> bool:
        """Part two objects in the design in view."""
        scenario, design = self._bench.document.scenario, self._bench.document.design
        name = f"Disconnect {title_of(scenario, one)} from {title_of(scenario, other)}"
        done = self._bench.do(name, lambda scenario: disconnected(scenario, one, other, design))
        if done:
            self._bench.said.emit(name)
        return done
