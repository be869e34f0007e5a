"""The page that is shown when nothing is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.window.look import appearance, icon
from app.window.look.icons import has_icon
from app.window.start.offers import Offer, bundled, read
from app.window.start.recent import RecentFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QResizeEvent

    from app.window.actions import Actions
    from app.window.settings import FileState
    from models.scenario import Scenario

PICTURE = (280, 148)
_TILE_WIDTH = 304


class Tile(QFrame):
    """A bundled scenario: picture, title, question; opens by click or Enter."""

    opened = Signal(object)

    def __init__(self, offer: Offer) -> None:
        """Offer one scenario; its picture follows when there is time."""
        super().__init__()
        self.offer = offer
        self.scenario: Scenario | None = None
        self.setObjectName("panel")
        self.setFixedWidth(_TILE_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"Open {offer.title}")
        self.setAccessibleDescription(offer.question)
        self.setToolTip("Open a copy: the bundled file stays as it is.")
        self.picture = QLabel()
        self.picture.setFixedSize(*PICTURE)
        title = QLabel(offer.title)
        title.setProperty("role", "title")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        question = QLabel(offer.question)
        question.setProperty("role", "muted")
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setWordWrap(True)
        question.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 14)
        layout.setSpacing(8)
        layout.addWidget(self.picture)
        layout.addWidget(title)
        layout.addWidget(question, 1)

    def draw(self) -> None:
        """Draw the picture; reads the file the first time."""
        from app.window.canvas import sketch
        from app.window.governed import govern

        self.scenario = self.scenario or read(self.offer)
        if self.scenario is None:
            self.picture.setText("This file has problems: open it to see them.")
            self.picture.setWordWrap(True)
            return
        baseline = self.scenario.experiment.baseline
        governed = govern(self.scenario, baseline)
        ratio = max(self.devicePixelRatioF(), 2.0)
        self.picture.setPixmap(sketch(governed, appearance().theme, *PICTURE, ratio).picture)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open."""
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.offer.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.offer.path)
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Show where the focus is."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.Enter,
                            QEvent.Type.Leave):  # fmt: skip
            lit = self.hasFocus() or event.type() == QEvent.Type.Enter
            colour = appearance().theme.accent if lit else appearance().theme.line
            self.setStyleSheet(f"QFrame#panel {{ border-color: {colour}; }}")
        return super().event(event)


_WAYS_IN = {
    "file.new": "New scenario",
    "file.open": "Open a scenario or a trace…",
    "file.import": "Import an export…",
}


class StartPage(QScrollArea):
    """Bundled scenarios, recent files, and how to bring one's own."""

    bundled_chosen = Signal(object)
    recent_chosen = Signal(object)
    recent_dropped = Signal(object)

    def __init__(self, actions: Actions) -> None:
        """Build the page; pictures are drawn one by one afterwards."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Start page")
        self.tiles: list[Tile] = []
        self.recent: list[RecentFile] = []
        self._pictured: list[tuple[QPushButton, str]] = []
        self._columns = 0
        content = QWidget()
        content.setObjectName("content")
        outer = QHBoxLayout(content)
        outer.setContentsMargins(32, 32, 32, 32)
        outer.setSpacing(40)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(16)
        right.setSpacing(8)
        outer.addStretch(1)
        outer.addLayout(left)
        outer.addLayout(right)
        outer.addStretch(1)
        self._fill_left(left)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(4)
        self._fill_right(right, actions)
        self.setWidget(content)
        appearance().changed.connect(self._redraw)
        self._tint()

    def _fill_left(self, left: QVBoxLayout) -> None:
        heading = _text(
            "What would unified identities change, and what would they cost?", "heading"
        )
        left.addWidget(heading)
        left.addWidget(
            _text(
                "Sprawl runs one organisation of AI agents under several identity designs and "
                "compares exposure, revocation, logging and friction. Start from a scenario:",
                "muted",
            )
        )
        self._grids = {True: QGridLayout(), False: QGridLayout()}
        for offer in bundled():
            tile = Tile(offer)
            tile.opened.connect(self.bundled_chosen)
            self.tiles.append(tile)
        for is_whole, title in ((True, "Whole organisations"), (False, "One trade-off each")):
            self._grids[is_whole].setSpacing(16)
            left.addSpacing(8)
            left.addWidget(_text(title, "section"))
            left.addLayout(self._grids[is_whole])
        left.addStretch(1)
        self._arrange(2)

    def _fill_right(self, right: QVBoxLayout, actions: Actions) -> None:
        right.addWidget(_text("Your own", "section"))
        for key, name in _WAYS_IN.items():
            if key in actions:
                right.addWidget(self._command_button(actions[key], key, name))
        right.addWidget(_text("or drop a scenario or a trace anywhere in this window.", "muted"))
        right.addSpacing(16)
        right.addWidget(_text("Recent files", "section"))
        right.addLayout(self._recent)
        right.addSpacing(16)
        right.addWidget(_text("First time here?", "section"))
        right.addWidget(self._command_button(actions["help.tour"], "help.tour", "Take the tour"))
        right.addWidget(_text("Five steps; Escape ends it.", "muted"))
        right.addStretch(1)

    def _command_button(self, action: QAction, key: str, name: str) -> QPushButton:
        button = QPushButton(name)
        picture = key.partition(".")[2]
        if has_icon(picture):
            self._pictured.append((button, picture))
        button.setAccessibleName(name.rstrip("…"))
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        button.setFixedWidth(280)
        return button

    def _tint(self) -> None:
        colour = appearance().theme.muted
        for button, picture in self._pictured:
            button.setIcon(icon(picture, colour))
        for row in self.recent:
            row.tint()

    def show_recent(self, files: Mapping[Path, FileState]) -> None:
        """List the files opened last, with what became of them."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.recent.clear()
        for path, state in files.items():
            row = RecentFile(path, state)
            row.opened.connect(self.recent_chosen)
            row.dropped.connect(self.recent_dropped)
            self._recent.addWidget(row)
            self.recent.append(row)
        if not files:
            self._recent.addWidget(
                _text("None yet: what you open or save is listed here.", "muted")
            )

    def draw_pictures(self) -> None:
        """Draw one picture per turn of the event loop."""
        waiting = list(self.tiles)

        def draw_next() -> None:
            if waiting:
                waiting.pop(0).draw()
                QTimer.singleShot(0, self, draw_next)

        QTimer.singleShot(0, self, draw_next)

    def _redraw(self) -> None:
        self._tint()
        for tile in self.tiles:
            if tile.scenario is not None:
                tile.draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many columns of tiles as there is room for."""
        super().resizeEvent(event)
        room = self.viewport().width() - 64 - 40 - 280
        self._arrange(max(1, min(4, room // (_TILE_WIDTH + 16))))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for is_whole, grid in self._grids.items():
            tiles = [tile for tile in self.tiles if tile.offer.is_whole == is_whole]
            for at, tile in enumerate(tiles):
                grid.addWidget(tile, at // columns, at % columns)


def _text(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
