"""What differs between two scenarios, by the keys of the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from models.scenario.base import Choice, Model, Valued
from models.units import Quantity

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario

ChangeKind = Literal["changed", "added", "removed", "moved"]
_Same: TypeAlias = Callable[[object, object], bool]
_Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        path: Keys from the top of the scenario.
        kind: What happened; `moved` says that the order of a mapping's ids changed.
        old: Value before, as the file would hold it; None where there was none.
        new: Value after, as the file would hold it; None where there is none.
    """

    path: _Path
    kind: ChangeKind
    old: Any
    new: Any

    def __str__(self) -> str:
        """Return the change on one line."""
        where = ".".join(self.path)
        match self.kind:
            case "added":
                return f"+ {where}: {_short(self.new)}"
            case "removed":
                return f"- {where}: {_short(self.old)}"
            case _:
                return f"~ {where}: {_short(self.old)} -> {_short(self.new)}"


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 120 else text[:117] + "..."


def diff(old: Scenario, new: Scenario) -> list[Change]:
    """Return what differs in meaning, in the order of the format.

    ``60 min`` and ``1 h`` do not differ; a value and its source count as one.
    """
    return changes(old, new, lambda one, other: one == other)


def diff_as_written(old: Scenario, new: Scenario) -> list[Change]:
    """Return what differs in meaning or in the text in which quantities are written."""
    return changes(old, new, lambda one, other: written(one) == written(other))


def written(value: object) -> Any:  # noqa: ANN401 - whatever a file can hold
    """Return a part of a scenario as a file would hold it."""
    if isinstance(value, Model):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, dict):
        return {key: written(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [written(one) for one in value]
    return str(value) if isinstance(value, Quantity) else value


def changes(old: Model, new: Model, same: _Same) -> list[Change]:
    """Return what differs between two models of one type, by a test of equality."""
    found: list[Change] = []
    _models(old, new, (), same, found)
    return found


def _models(old: Model, new: Model, path: _Path, same: _Same, found: list[Change]) -> None:
    for name, field in type(old).model_fields.items():
        here = (*path, field.alias or name)
        _values(getattr(old, name), getattr(new, name), here, same, found)


def _values(old: object, new: object, path: _Path, same: _Same, found: list[Change]) -> None:
    if old is new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        _mappings(old, new, path, same, found)
    elif isinstance(old, Model) and isinstance(new, Model) and _are_groups(old, new):
        _models(old, new, path, same, found)
    elif not same(old, new):
        kind: ChangeKind = "changed"
        if old is None or new is None:
            kind = "added" if old is None else "removed"
        found.append(Change(path, kind, written(old), written(new)))


def _are_groups(old: Model, new: Model) -> bool:
    return type(old) is type(new) and not isinstance(old, Valued | Choice)


def _mappings(
    old: dict[str, object],
    new: dict[str, object],
    path: _Path,
    same: _Same,
    found: list[Change],
) -> None:
    for key, value in old.items():
        if key not in new:
            found.append(Change((*path, key), "removed", written(value), None))
    before = [key for key in old if key in new]
    after = [key for key in new if key in old]
    if before != after:
        found.append(Change(path, "moved", list(old), list(new)))
    for key, value in new.items():
        if key in old:
            _values(old[key], value, (*path, key), same, found)
        else:
            found.append(Change((*path, key), "added", None, written(value)))
