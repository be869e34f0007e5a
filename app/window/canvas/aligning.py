"""Putting cards in line and at equal distances: from positions to positions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from app.window.canvas.layout import snap

if TYPE_CHECKING:
    from collections.abc import Mapping

Edge = Literal["left", "centre", "right", "top", "middle", "bottom"]
Axis = Literal["across", "down"]


class Box(NamedTuple):
    """Where a card is, scene units."""

    x: float
    y: float
    width: float
    height: float


def aligned(boxes: Mapping[str, Box], edge: Edge) -> dict[str, tuple[int, int]]:
    """Return positions at which all boxes share an edge or a middle line.

    The line is that of the box that reaches farthest, or the middle of all.

    Args:
        boxes: By key; fewer than two stay where they are.
        edge: Which line.
    """
    if len(boxes) < 2:
        return {}
    left, right = min(b.x for b in boxes.values()), max(b.x + b.width for b in boxes.values())
    top, bottom = min(b.y for b in boxes.values()), max(b.y + b.height for b in boxes.values())
    found = {}
    for key, box in boxes.items():
        x, y = box.x, box.y
        match edge:
            case "left":
                x = left
            case "right":
                x = right - box.width
            case "centre":
                x = (left + right - box.width) / 2.0
            case "top":
                y = top
            case "bottom":
                y = bottom - box.height
            case "middle":
                y = (top + bottom - box.height) / 2.0
        found[key] = (snap(x), snap(y))
    return found


def spread(boxes: Mapping[str, Box], axis: Axis) -> dict[str, tuple[int, int]]:
    """Return positions at which the gaps between boxes are equal; the outer two stay.

    Args:
        boxes: By key; fewer than three stay where they are.
        axis: In which direction.
    """
    if len(boxes) < 3:
        return {}
    across = axis == "across"

    def start(box: Box) -> float:
        return box.x if across else box.y

    def size(box: Box) -> float:
        return box.width if across else box.height

    order = sorted(boxes, key=lambda key: (start(boxes[key]), key))
    first, last = boxes[order[0]], boxes[order[-1]]
    room = start(last) + size(last) - start(first)
    gap = (room - sum(size(box) for box in boxes.values())) / (len(boxes) - 1)
    at, found = start(first), {}
    for key in order:
        box = boxes[key]
        found[key] = (snap(at), snap(box.y)) if across else (snap(box.x), snap(at))
        at += size(box) + gap
    return found
