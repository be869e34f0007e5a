"""The part of the canvas that nothing lies over."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSizeF

_LEAST = 0.4
"""Share of width and height that is always used: else something lies over the drawing."""


def roomiest(whole: QRect, over: Sequence[QRect], size: QSizeF) -> QRect:
    """Return the rectangle beside all of *over* in which a drawing is largest.

    Args:
        whole: Room of the canvas, px.
        over: What lies over it, px.
        size: Size of the drawing, in any unit.

    Where too little would be left, that is the whole room.
    """
    lying = [whole.intersected(one) for one in over if whole.intersects(one)]
    best, largest = whole, 0.0
    for cuts in product(range(4), repeat=len(lying)):
        left, top = whole.left(), whole.top()
        right, bottom = whole.right(), whole.bottom()
        for one, side in zip(lying, cuts, strict=True):
            left = max(left, one.right() + 1) if side == 0 else left
            top = max(top, one.bottom() + 1) if side == 1 else top
            right = min(right, one.left() - 1) if side == 2 else right
            bottom = min(bottom, one.top() - 1) if side == 3 else bottom
        room = QRect(left, top, right - left + 1, bottom - top + 1)
        scale = min(room.width() / size.width(), room.height() / size.height())
        if scale > largest:
            best, largest = room, scale
    roomy = best.width() >= _LEAST * whole.width() and best.height() >= _LEAST * whole.height()
    return best if roomy else whole
