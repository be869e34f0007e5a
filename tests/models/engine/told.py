"""A recorder that keeps all that it is told, for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.engine.events import NOTHING, Kind

if TYPE_CHECKING:
    from models.engine.state import State


@dataclass(frozen=True)
class Told:
    kind: Kind
    at_h: float
    about: dict[str, Any]

    @property
    def cause(self) -> int:
        return int(self.about.get("cause", NOTHING))


@dataclass
class Listening:
    on: bool = True
    told: list[Told] = field(default_factory=list)
    state: State | None = None

    def begin(self, state: State, /) -> None:
        self.state = state

    def happened(self, kind: Kind, at_h: float, /, **about: Any) -> int:  # noqa: ANN401 - columns
        self.told.append(Told(kind, at_h, about))
        return len(self.told) - 1

    def last(self, kind: Kind, /, **subjects: Any) -> int:  # noqa: ANN401 - columns
        wanted = {name: each for name, each in subjects.items() if each not in {-1, ""}}
        for number in range(len(self.told) - 1, -1, -1):
            each = self.told[number]
            if each.kind == kind and wanted.items() <= each.about.items():
                return number
        return NOTHING

    def of(self, kind: Kind) -> list[Told]:
        return [each for each in self.told if each.kind == kind]
