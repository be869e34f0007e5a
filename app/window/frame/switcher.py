"""The design switcher: one button per design, with its colour and its marker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QHBoxLayout, QToolButton

from app.tokens import DesignMark, design_mark
from app.window.look import appearance
from app.window.look.choice_box import ChoiceBox
from app.window.look.fonts import sized_font

if TYPE_CHECKING:
    from app.window.document import Document

_MOST_BUTTONS = 4
_MOST_PX, _AROUND_PX = 400, 48
"""Width of all buttons at most, and what a button needs around its text: else they are a list."""

_LETTERS = 24


def swatch(mark: DesignMark) -> QIcon:
    """Return the colour and marker of a design as an icon."""
    picture = QPixmap(32, 32)
    picture.setDevicePixelRatio(2.0)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(sized_font(14))
    painter.setPen(QColor(mark.colour))
    painter.drawText(0, 0, 16, 16, Qt.AlignmentFlag.AlignCenter, mark.glyph)
    painter.end()
    return QIcon(picture)


class Switcher(QFrame):
    """Shows the designs of the scenario and which one the canvas shows."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Offer nothing, until there is a document to follow."""
        super().__init__()
        self.setObjectName("switcher")
        self.setAccessibleName("Design in view")
        self.setFixedHeight(36)
        self._document: Document | None = None
        self._group = QButtonGroup(self)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(2, 2, 2, 2)
        self._layout.setSpacing(0)
        self.buttons: dict[str, QToolButton] = {}
        self._box: QComboBox | None = None
        self._titles: tuple[tuple[str, str], ...] = ()
        appearance().changed.connect(self._rebuild)

    def follow(self, document: Document) -> None:
        """Offer the designs of *document*."""
        self._document = document
        document.scenario_changed.connect(self._refresh)
        document.design_changed.connect(self._show_chosen)

    def _refresh(self) -> None:
        if self._document is None:
            return
        titles = tuple(
            (key, one.title or key) for key, one in self._document.scenario.designs.items()
        )
        if titles != self._titles:
            self._titles = titles
            self._rebuild()
        self._show_chosen()

    def _rebuild(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons, self._box = {}, None
        if len(self._titles) > _MOST_BUTTONS or self._buttons_px() > _MOST_PX:
            self._make_box()
        else:
            self._make_buttons()
        self._show_chosen()

    def _buttons_px(self) -> int:
        """Return how wide one button beside the other would be."""
        metrics = self.fontMetrics()
        return sum(metrics.horizontalAdvance(title) + _AROUND_PX for _, title in self._titles)

    def _make_buttons(self) -> None:
        for at, (key, title) in enumerate(self._titles):
            button = QToolButton()
            button.setProperty("design", True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(14, 14))
            button.setIcon(swatch(design_mark(appearance().theme, at)))
            button.setText(title.replace("&", "&&"))
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(f"Design {title}")
            button.setToolTip(f"Show the organisation as “{title}” binds it (Ctrl+D: next).")
            button.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._layout.addWidget(button)
            self.buttons[key] = button

    def _make_box(self) -> None:
        box = ChoiceBox()
        box.setAccessibleName("Design in view")
        box.setToolTip("Show the organisation as this design binds it (Ctrl+D: next).")
        box.setMinimumContentsLength(min(_LETTERS, max(len(title) for _, title in self._titles)))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for at, (key, title) in enumerate(self._titles):
            box.addItem(swatch(design_mark(appearance().theme, at)), title, key)
        box.activated.connect(lambda _at: self.chosen.emit(box.currentData()))
        self._box = box
        self._layout.addWidget(box)

    def _show_chosen(self) -> None:
        if self._document is None or not self._document.is_open:
            return
        if self._document.design in self.buttons:
            self.buttons[self._document.design].setChecked(True)
        if self._box is not None:
            self._box.setCurrentIndex(self._box.findData(self._document.design))
