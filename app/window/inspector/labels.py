"""Headings, remarks and lines between the rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel


def text_label(text: str, role: str) -> QLabel:
    """Return a label that shows *text* literally, in the look of a role."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(role != "small")
    return label


def rule() -> QFrame:
    """Return a thin line across."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line
