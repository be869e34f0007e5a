"""Where something new was let go on the canvas, and what that does to a scenario."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.profile import joined_if_possible
from models.scenario.building import pinned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.window.objects import ObjectRef
    from models.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Landing:
    """Where something new was let go.

    Attributes:
        place: Upper left corner of its card; None: the layout finds one.
        standing: Where the other cards are shown, by key: there they stay.
        onto: The object that it was dropped on, or the directory of the box; None: the ground.
    """

    place: tuple[int, int] | None = None
    standing: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    onto: ObjectRef | None = None

    def prepare(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which the others stay where they are, if it gets a place."""
        return pinned(scenario, self.standing) if self.place is not None else scenario

    def finish(self, scenario: Scenario, made: ObjectRef, design: str) -> Scenario:
        """Return the scenario in which it is joined to what it was dropped on."""
        if self.onto is None:
            return scenario
        return joined_if_possible(scenario, made, self.onto, design)


NOWHERE = Landing()
"""Of what is added by keyboard or menu."""
