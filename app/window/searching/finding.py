"""What a search finds: words in names, ids, kinds and what holds under the design in view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.window.governed import chips_of, subtitle_of
from app.window.objects import ON_CANVAS, SINGULARS, ObjectRef, collection, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.window.governed import Governed


@dataclass(frozen=True, slots=True)
class Findable:
    """One object that can be found.

    Attributes:
        ref: The object.
        card: The object whose card shows it: itself, or the platform that it lies on.
        text: All words that it is found by, in lower case.
    """

    ref: ObjectRef
    card: ObjectRef
    text: str


def findables(governed: Governed) -> list[Findable]:
    """Return everything that the canvas shows, and the resources on its platforms."""
    scenario = governed.scenario
    found = []
    for kind in ON_CANVAS:
        for key in collection(scenario, kind):
            ref = ObjectRef(kind, key)
            chips = [f"{chip.text} {chip.hint}" for chip in chips_of(governed, ref)]
            found.append(_findable(governed, ref, ref, [subtitle_of(governed, ref), *chips]))
    for key, resource in scenario.organisation.resources.items():
        home = ObjectRef("platform", resource.platform)
        found.append(_findable(governed, ObjectRef("resource", key), home, []))
    return found


def _findable(governed: Governed, ref: ObjectRef, card: ObjectRef, more: list[str]) -> Findable:
    words = [title_of(governed.scenario, ref), ref.id, SINGULARS[ref.kind], *more]
    return Findable(ref, card, "\n".join(words).casefold())


def found_by(everything: Sequence[Findable], wanted: str) -> list[Findable]:
    """Return what holds every word of *wanted*, in any order; nothing where there is no word."""
    words = wanted.casefold().split()
    if not words:
        return []
    return [one for one in everything if all(word in one.text for word in words)]
