"""What can be done with a chart: enlarge it, copy it, save it, read its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.window.look import appearance, icon

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from matplotlib.figure import Figure


class PanelTools(QFrame):
    """A row of buttons in the corner of a panel; each has a name and a tip."""

    def __init__(self, name: str, parent: QWidget) -> None:
        """Offer what can be done with the chart called *name*."""
        super().__init__(parent)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._name = name
        self._pictures: list[tuple[QToolButton, str]] = []
        appearance().changed.connect(self._tint)

    def add(self, picture: str, text: str, call: Callable[[], object]) -> QToolButton:
        """Add a button that calls *call*."""
        button = QToolButton()
        button.setIconSize(QSize(14, 14))
        button.setAccessibleName(f"{text}: {self._name}")
        button.setToolTip(text)
        button.clicked.connect(lambda _checked=False: call())
        self._pictures.append((button, picture))
        self._layout.addWidget(button)
        self._tint()
        self.adjustSize()
        return button

    def _tint(self) -> None:
        for button, picture in self._pictures:
            button.setIcon(icon(picture, appearance().theme.muted))


def copy_picture(canvas: QWidget) -> None:
    """Put a picture of a chart on the clipboard."""
    QGuiApplication.clipboard().setPixmap(canvas.grab())


def save_figure(figure: Figure, path: Path) -> None:
    """Write a figure in the format that the name of the file says, whole or not at all.

    Raises:
        OSError: It cannot be written.
        ValueError: The format is not known.
    """
    from app.charts import pdf_bytes, png_bytes, svg_text
    from models.formats import replace_file

    match path.suffix.lower():
        case ".png":
            whole = png_bytes(figure)
        case ".svg":
            whole = svg_text(figure).encode()
        case ".pdf":
            whole = pdf_bytes(figure)
        case other:
            raise ValueError(
                f"PNG, SVG or PDF are possible, not {other or 'a file without ending'}"
            )
    replace_file(path, whole)
