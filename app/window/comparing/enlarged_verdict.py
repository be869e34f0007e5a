"""The verdict in a window of its own, in letters that a room can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.window.guidance.side_window import SideWindow

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIZE = (1000, 680)


class EnlargedVerdict(SideWindow):
    """Every sentence as it is said now; a later run changes nothing of it."""

    def __init__(self, sentences: Sequence[str], rests_on: Sequence[str], parent: QWidget) -> None:
        """Show sentences, the first of them as a title, and below them what they rest on."""
        super().__init__(parent, "Verdict – Sprawl")
        content = QWidget()
        content.setObjectName("content")
        lines = QVBoxLayout(content)
        lines.setSpacing(12)
        self.labels = [
            *(_line(one, "huge" if at == 0 else "large") for at, one in enumerate(sentences)),
            *(_line(one, "muted") for one in rests_on),
        ]
        for label in self.labels:
            lines.addWidget(label)
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName("Verdict")
        area.setWidget(content)
        self.body.addWidget(area)
        self.add_close()
        self.resize(*_SIZE)


def _line(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
