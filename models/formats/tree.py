"""Plain trees of mappings, lists and strings, and the lines on which they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from array import array

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str"
"""What a scenario file holds: every scalar is a string, read later by its field's type."""

Key: TypeAlias = "str | int"
Path: TypeAlias = tuple[Key, ...]


def dotted(path: Path) -> str:
    """Return a path as people write it; entries of lists are counted from 0."""
    return ".".join(map(str, path))


@dataclass
class Lines:
    """On which line each key and each entry of a list stands.

    Attributes:
        root: The tree.
        of: Lines of the children of a mapping or list (by its identity), in order.
    """

    root: Tree
    of: dict[int, array[int]] = field(default_factory=dict)
    _places: dict[int, dict[str, int]] = field(default_factory=dict, init=False, repr=False)

    def line(self, path: Path) -> int:
        """Return the line of *path*, or of the nearest thing around it; from 1."""
        here, line = self.root, 1
        for key in path:
            rows = self.of.get(id(here))
            if rows is None:
                break
            index: int
            if isinstance(here, dict) and key in here:
                index, found = self._place(here, str(key)), here[str(key)]
            elif isinstance(here, list) and isinstance(key, int) and 0 <= key < len(here):
                index, found = key, here[key]
            else:
                break
            here, line = found, rows[index]
        return line

    def _place(self, mapping: dict[str, Tree], key: str) -> int:
        """Return how many keys stand before *key*; counted once, as many errors may ask."""
        places = self._places.get(id(mapping))
        if places is None:
            places = {name: index for index, name in enumerate(mapping)}
            self._places[id(mapping)] = places
        return places[key]
