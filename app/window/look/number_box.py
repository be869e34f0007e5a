"""A box for a whole number."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox

_PAD_PX = 8


def number_box(least: int, most: int) -> QSpinBox:
    """Return a box without buttons; its text stands where that of other fields does.

    A style sheet does not reach the editor inside, so its margin is set here.
    """
    box = QSpinBox()
    box.setRange(least, most)
    box.lineEdit().setTextMargins(_PAD_PX, 0, _PAD_PX, 0)
    return box
