"""What was asked of the recording process, and what its answer is therefore shown as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.window.watching.wish import Wish
    from models.scenario import Scenario
    from models.trace.revoking import Revocation


@dataclass(frozen=True, slots=True)
class Asked:
    """What a recording is of.

    Attributes:
        plain: The scenario, without an order to revoke: what is drawn, and what the next order
            starts from.
        order: The order to revoke; None: none.
        wish: What was changed since another recording of the same seed; None: nothing.
        remark: What is to be known of it.
    """

    plain: Scenario
    order: Revocation | None = None
    wish: Wish | None = None
    remark: str = ""

    @property
    def scenario(self) -> Scenario:
        """The scenario that runs."""
        if self.order is None:
            return self.plain
        from models.trace.revoking import with_revocation

        return with_revocation(self.plain, self.order)
