"""The matrix of one design: what one setting is on one platform, for one fleet or for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.profile.design_profile import AnyLeaf, DesignProfile, Gap, Origin


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One setting on one platform.

    Attributes:
        leaf: The value that most fleets have (of equally many, the first's).
        origin: Where that value comes from.
        others: How many other values (or origins) other fleets have.
        gap: The worst of the assurance gaps of all fleets; empty where there is none.
        said_by: Ids of the rules and exceptions that decide for some fleet, in order.
    """

    leaf: AnyLeaf
    origin: Origin
    others: int
    gap: Gap
    said_by: tuple[str, ...]


def matrix_cell(profile: DesignProfile, path: str, platform: str, fleet: str = "") -> MatrixCell:
    """Return one cell as it is at the start of a run.

    Args:
        profile: A resolved design.
        path: Path of the leaf.
        platform: Id of the platform.
        fleet: Id of a fleet; empty for all of them.

    Raises:
        KeyError: There is no such leaf, platform or fleet.
    """
    phase = profile.phases[0]
    controls = [(control, len(fleets)) for control, fleets in phase.differing[platform]]
    if fleet:
        controls = [(phase.profiles[platform, fleet], 1)]
    if len(controls) == 1:
        control = controls[0][0]
        leaf, origin = control.leaves[path], control.origins[path]
        said_by = (origin.id,) if origin.layer in ("rule", "exception") else ()
        return MatrixCell(leaf, origin, 0, origin.gap if origin.is_gap else "", said_by)
    pairs = [(control.leaves[path], control.origins[path]) for control, _ in controls]
    groups: dict[tuple[int, int], int] = {}
    for (leaf, origin), (_, fleets) in zip(pairs, controls, strict=True):
        key = (id(leaf), id(origin))
        groups[key] = groups.get(key, 0) + fleets
    most = max(groups, key=groups.__getitem__)
    shown = next(pair for pair in pairs if (id(pair[0]), id(pair[1])) == most)
    gaps = {origin.gap for _, origin in pairs}
    worst: tuple[Gap, ...] = ("weaker", "different")
    said = [origin.id for _, origin in pairs if origin.layer in ("rule", "exception")]
    return MatrixCell(
        *shown,
        len(groups) - 1,
        next((gap for gap in worst if gap in gaps), ""),
        tuple(dict.fromkeys(said)),
    )
