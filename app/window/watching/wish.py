"""What somebody wants to be otherwise: an event, and a control behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.trace.words import place_text

if TYPE_CHECKING:
    from app.window.watching.recording import Recording
    from models.trace import Resolved
    from models.trace.revoking import Revocation


@dataclass(frozen=True, slots=True)
class Wish:
    """A control that is to be changed because of an event.

    Attributes:
        recording: In which it happened.
        event: Its number there.
        control: The control.
        order: The order to revoke that the recording was made with; None: none.
    """

    recording: Recording
    event: int
    control: Resolved
    order: Revocation | None = None

    @property
    def where(self) -> str:
        """Title of the object that the control holds for."""
        organisation, key = self.recording.governed.scenario.organisation, self.control.platform
        for objects in (organisation.platforms, organisation.directories, organisation.vaults):
            if key in objects:
                return objects[key].title or key
        return place_text(key)
