"""Notices above the page: one bar a subject, none takes the keyboard away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.window.question import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.window.question import Answer


class Notices(QWidget):
    """Bars that stay until they are answered or no longer true."""

    def __init__(self) -> None:
        """Start without a notice."""
        super().__init__()
        self.setAccessibleName("Notices")
        self.bars: dict[str, Question] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.hide()

    def post(self, subject: str, text: str, answers: Sequence[Answer]) -> None:
        """Show a notice in the place of the last one of its subject."""
        bar = self.bars.get(subject)
        if bar is None:
            bar = self.bars[subject] = Question()
            bar.setAccessibleName(f"Notice: {subject}")
            self._layout.addWidget(bar)
        bar.ask(text, answers, focus=False)
        self.show()

    def drop(self, subject: str) -> None:
        """Take a notice away, where there is one."""
        if subject in self.bars:
            self.bars[subject].hide()

    def shows(self, subject: str) -> bool:
        """Whether a notice of this subject stands."""
        return subject in self.bars and not self.bars[subject].isHidden()
