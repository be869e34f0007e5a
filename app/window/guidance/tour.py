"""The tour: five steps through the window, skipped at any time, started again from Help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.resources import scenarios_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from app.window.frame.main_window import MainWindow

_WIDTH, _EDGE, _RING = 400, 24, 4


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        title: What it is about.
        text: What to see and to do.
        page: Page that is shown.
        target: What is framed, by its name in `Tour`.
    """

    title: str
    text: str
    page: str
    target: Literal["tile", "canvas", "switcher", "inspector", "run"]


STEPS = (
    Step("Start from an organisation",
         "Each picture is a whole organisation of AI agents with two or more identity designs. "
         "Where none is open, Next opens a copy of the smallest; the bundled file stays as it is.",
         "start", "tile"),
    Step("Who is governed by what",
         "Cards are directories, platforms, agent fleets, vaults and log sinks. The chips say what "
         "holds there; ◆ marks where less is enforced than declared. Arrow keys walk, Ctrl+wheel "
         "zooms.",
         "organisation", "canvas"),
    Step("The same organisation, another design",
         "Switch the design here or by Ctrl+D: the cards stay, and what holds on them changes. "
         "Designs (Ctrl+2) shows every setting side by side.",
         "organisation", "switcher"),
    Step("Change a value",
         "Select a card and type another value here. Within a second a sample of the agents says "
         "below what would change; Ctrl+Z takes it back.",
         "organisation", "inspector"),
    Step("Run, and read the verdict",
         "Run (Ctrl+R) compares the designs in full and shows the verdict on Compare. Ctrl+K finds "
         "every command, F1 lists the keys, Shift+F1 explains a term.",
         "organisation", "run"),
)  # fmt: skip


class Tour(QObject):
    """Leads through the steps in one window."""

    def __init__(self, window: MainWindow) -> None:
        """Build nothing yet."""
        super().__init__(window)
        self._window = window
        self._card: TourCard | None = None
        self._ring: QFrame | None = None
        self._followed: QWidget | None = None
        self.at = -1

    @property
    def card(self) -> TourCard | None:
        """The card of the step that is shown; None: no tour is under way."""
        return self._card

    def start(self) -> None:
        """Begin with the first step."""
        self.end()
        self._window.memory.remember_toured()
        self._ring = QFrame(self._window)
        self._ring.setObjectName("ring")
        self._ring.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._card = TourCard(self._window, self)
        self._show(0)

    def go(self, step: int) -> None:
        """Go forth (1) or back (-1); beyond the last step the tour ends."""
        to = self.at + step
        if to >= len(STEPS):
            self.end()
        elif to >= 0:
            self._show(to)

    def end(self) -> None:
        """Take the tour away; what was opened stays."""
        for widget in (self._card, self._ring):
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._card = self._ring = None
        self._follow(None)
        self.at = -1

    def _show(self, at: int) -> None:
        self.at, step = at, STEPS[at]
        if step.page != "start" and not self._window.document.is_open:
            self._window.files.open(scenarios_folder() / "three_assistants.yaml")
        self._window.show_page(step.page)
        if self._card is not None:
            self._card.show_step(at, step)
        self._follow(self._target())
        self.place()

    def _follow(self, target: QWidget | None) -> None:
        if self._followed is not None:
            self._followed.removeEventFilter(self)
        if target is not None:
            target.installEventFilter(self)
        self._followed = target

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with what a step is about, wherever a page puts it."""
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize}:
            QTimer.singleShot(0, self, self.place)
        return super().eventFilter(watched, event)

    def _target(self) -> QWidget:
        window = self._window
        return {
            "tile": window.start_page.tiles[0],
            "canvas": window.organisation.view,
            "switcher": window.top_bar.switcher,
            "inspector": window.organisation.inspector,
            "run": window.top_bar.run,
        }[STEPS[self.at].target]

    def place(self) -> None:
        """Frame what the step is about, and lie beside it."""
        if self._card is None or self._ring is None:
            return
        target = self._target()
        corner = target.mapTo(self._window, QPoint(0, 0))
        framed = QRect(corner, target.size()).adjusted(-_RING, -_RING, _RING, _RING)
        self._ring.setGeometry(framed & self._window.rect())
        self._ring.show()
        self._ring.raise_()
        self._card.place(framed)


class TourCard(QFrame):
    """Text of a step, and the ways on."""

    def __init__(self, window: QWidget, tour: Tour) -> None:
        """Lie over *window*."""
        super().__init__(window)
        self._window = window
        self.setObjectName("panel")
        self.setAccessibleName("Tour")
        self.setFixedWidth(_WIDTH)
        self._tour = tour
        self.title = _label("title")
        self.text = _label("")
        self.back = _button("Back", "One step back.")
        self.back.clicked.connect(self._back)
        self.skip = _button("Skip", "End the tour (Escape); Help > Tour starts it again.")
        self.skip.clicked.connect(tour.end)
        self.next = _button("Next", "One step on (Enter).")
        self.next.setProperty("main", True)
        self.next.clicked.connect(self._next)
        row = QHBoxLayout()
        row.addWidget(self.skip)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        for label in (self.title, self.text):
            layout.addWidget(label)
        layout.addLayout(row)

    def show_step(self, at: int, step: Step) -> None:
        """Show one step."""
        self.title.setText(f"{at + 1} of {len(STEPS)}: {step.title}")
        self.text.setText(step.text)
        self.back.setEnabled(at > 0)
        last = at == len(STEPS) - 1
        self.next.setText("Done" if last else "Next")
        self.next.setAccessibleName("Done" if last else "Next")
        self.skip.setVisible(not last)
        self.setAccessibleDescription(f"{self.title.text()}. {step.text}")
        self.show()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self, framed: QRect) -> None:
        """Lie below *framed*, else inside it at its lower edge."""
        room = self._window.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        height = self.heightForWidth(_WIDTH)
        self.setFixedHeight(max(height, self.sizeHint().height()))
        below = framed.bottom() + 12
        y = (
            below
            if below + self.height() <= room.bottom()
            else framed.bottom() - self.height() - 16
        )
        x = framed.center().x() - _WIDTH // 2
        self.move(
            max(room.left(), min(x, room.right() - _WIDTH)),
            max(room.top(), min(y, room.bottom() - self.height())),
        )
        self.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends it, the arrows lead on and back."""
        calls: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Escape: self._tour.end,
            Qt.Key.Key_Right: self._next,
            Qt.Key.Key_Left: self._back,
            Qt.Key.Key_Return: self._next,
            Qt.Key.Key_Enter: self._next,
        }
        call = calls.get(event.key())
        if call is None:
            super().keyPressEvent(event)
        else:
            call()

    def _next(self) -> None:
        self._tour.go(1)

    def _back(self) -> None:
        self._tour.go(-1)


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label


def _button(text: str, hint: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text)
    button.setToolTip(hint)
    return button
