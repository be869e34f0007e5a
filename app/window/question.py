"""A question above the page, answered by a button: nothing modal, so that a run goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

Answer = tuple[str, "Callable[[], object]"]
"""Text of a button and what it does."""


class Question(QFrame):
    """One question at a time; Escape is the last answer."""

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__()
        self.setObjectName("bar")
        self.setAccessibleName("Question")
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.buttons: list[QPushButton] = []
        self._last: Callable[[], object] | None = None
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(16, 10, 16, 10)
        self._layout.addWidget(self.text, 1)
        self.hide()

    def ask(self, text: str, answers: Sequence[Answer], *, focus: bool = True) -> None:
        """Ask; every answer closes the question first; *focus* moves the keyboard there."""
        for button in self.buttons:
            self._layout.removeWidget(button)
            button.hide()  # it would be painted over its successor until it is deleted
            button.deleteLater()
        self.text.setText(text)
        self.buttons = [self._button(name, call) for name, call in answers]
        self._last = answers[-1][1]
        self.buttons[0].setProperty("main", True)
        self.show()
        if focus:
            self.buttons[0].setFocus()

    def _button(self, name: str, call: Callable[[], object]) -> QPushButton:
        button = QPushButton(name)
        button.setAccessibleName(name)
        button.setToolTip(f"Answer: {name} (Escape gives the last answer).")
        button.clicked.connect(lambda: self._answer(call))
        self._layout.addWidget(button)
        return button

    def _answer(self, call: Callable[[], object]) -> None:
        self.hide()
        call()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives the last answer."""
        if event.key() == Qt.Key.Key_Escape and self._last is not None:
            self._answer(self._last)
            return
        super().keyPressEvent(event)
