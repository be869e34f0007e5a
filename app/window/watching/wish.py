"""What somebody wants to be otherwise: an event, and a control behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
