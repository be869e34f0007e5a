"""All agents that live at some time of a run; no design changes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.compiled.keys import KeyArray
    from models.compiled.world import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Agents:
    """Agents as arrays, shapes (A,).

    Attributes:
        fleet: Index of the fleet.
        key: Stable key, ``key_of("agent", fleet_id, slot, generation)``.
        birth_h: First instant of life, hours; ``-warm_up_h`` or earlier for those of the start.
        death_h: End of life, hours; ``inf`` where it never ends.
        slot: Place in the fleet.
        generation: How many agents held this place before.
    """

    fleet: IntArray
    key: KeyArray
    birth_h: FloatArray
    death_h: FloatArray
    slot: IntArray
    generation: IntArray

    def __len__(self) -> int:
        """Return the number of agents, A."""
        return len(self.fleet)
