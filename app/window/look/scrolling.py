"""What scrolls where the window is smaller than it needs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class Column(QVBoxLayout):
    """Parts below each other, as high as there is room for.

    Asked for the height at a width, as one is that holds a text in lines, it would tell how high
    all would like to be, and the area around it would scroll to that.
    """

    def hasHeightForWidth(self) -> bool:
        """Do not depend on the width."""
        return False


def scrolling(content: QWidget, name: str) -> QScrollArea:
    """Return *content* in an area that scrolls where the window is smaller than that needs.

    Args:
        content: What is shown; laid out by a `Column`.
        name: What it is, for who cannot see it.
    """
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    area.setWidget(content)
    return area
