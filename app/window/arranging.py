"""Commands on where cards stand, and on the canvas as a picture."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.tokens import GRID
from app.window.canvas.aligning import Box, aligned, spread
from app.window.look.saving import PICTURES, ask_where
from app.window.objects import ObjectRef, title_of
from models.scenario.building import folded_domains, with_folded, with_unfolded

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrintDialog, QPrinter
    from PySide6.QtWidgets import QFileDialog

    from app.window.actions import Actions
    from app.window.canvas import CanvasView, MiniMap
    from app.window.canvas.aligning import Axis, Edge
    from app.window.document import Document

_EDGES: tuple[Edge, ...] = ("left", "centre", "right", "top", "middle", "bottom")
_AXES: tuple[Axis, ...] = ("across", "down")
_WAYS = {"left": (-GRID, 0), "right": (GRID, 0), "up": (0, -GRID), "down": (0, GRID)}


class Arranging(QObject):
    """`said` carries a sentence for the status bar."""

    said = Signal(str)

    def __init__(
        self, document: Document, view: CanvasView, mini_map: MiniMap, parent: QWidget
    ) -> None:
        """Work on *view*."""
        super().__init__(parent)
        self._document, self._view, self._map, self._parent = document, view, mini_map, parent
        view.organisation.domain_toggled.connect(self._fold_one)
        self.dialog: QFileDialog | None = None
        self.print_dialog: QPrintDialog | None = None

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands on the layout ask for."""
        for edge in _EDGES:
            actions.on(f"layout.{edge}", partial(self.align, edge))
        for axis in _AXES:
            actions.on(f"layout.{axis}", partial(self.spread, axis))
        for way, (across, down) in _WAYS.items():
            actions.on(f"layout.move_{way}", partial(self.move_by, across, down))
        actions.on("layout.fold", self.fold_selected)
        actions.on("layout.fold_every", self.fold_every)
        actions.on("file.picture", self.ask_picture)
        actions.on("file.print", self.ask_print)
        actions.on("view.map", lambda: self.toggle_map(actions))

    def toggle_map(self, actions: Actions) -> None:
        """Show the mini-map, or hide it."""
        shown = self._map.isHidden()
        self._map.setVisible(shown)
        self._map.place()
        self._view.keep_fitted()
        actions["view.map"].setChecked(shown)

    # -- where cards stand -----------------------------------------------------------------

    def align(self, edge: Edge) -> None:
        """Put the selected cards in line."""
        self._move(aligned(self._boxes(), edge), "two")

    def spread(self, axis: Axis) -> None:
        """Put the selected cards at equal distances."""
        self._move(spread(self._boxes(), axis), "three")

    def move_by(self, across: int, down: int) -> None:
        """Put the selected cards elsewhere, by a distance in pixels of the scene."""
        boxes = self._boxes().items()
        self._move({key: (int(b.x) + across, int(b.y) + down) for key, b in boxes}, "one")

    def _boxes(self) -> dict[str, Box]:
        cards = self._view.organisation.selected_cards()
        return {
            card.node.key: Box(card.x(), card.y(), card.rect().width(), card.rect().height())
            for card in cards
        }

    def _move(self, positions: dict[str, tuple[int, int]], least: str) -> None:
        if positions:
            self._view.move_to(positions)
        else:
            plural = "" if least == "one" else "s"
            self.said.emit(f"Select {least} card{plural} or more first")

    # -- domains in one card ---------------------------------------------------------------

    def _fold_one(self, directory: str) -> None:
        self.fold([directory])

    def fold_selected(self) -> None:
        """Fold the domains of what is selected, or open them where all are folded."""
        governed = self._document.governed()
        found: list[str] = []
        for ref in self._document.selection:
            if ref.kind == "directory":
                found.append(ref.id)
            elif ref.kind == "platform" and not governed.is_local(ref.id):
                found.append(governed.directory_of(ref.id))
        self.fold(list(dict.fromkeys(found)))

    def fold_every(self) -> None:
        """Fold every domain, or open all where all are folded."""
        self.fold(list(self._document.scenario.organisation.directories))

    def fold(self, directories: list[str]) -> None:
        """Fold the domains of some directories that are open, or open them all; one step."""
        corners = {one: self._view.organisation.corner_of(one) for one in directories}
        there = {one: corner for one, corner in corners.items() if corner is not None}
        if not there:
            self.said.emit("Select a platform that a directory authenticates, or the directory")
            return
        scenario = self._document.scenario
        folded = set(folded_domains(scenario))
        is_open = {one: corner for one, corner in there.items() if one not in folded}
        changed = is_open or there
        what = f"{len(changed)} domains"
        if len(changed) == 1:
            what = title_of(scenario, ObjectRef("directory", next(iter(changed))))
        if is_open:
            self._document.edit(f"Fold {what}", lambda before: with_folded(before, is_open))
        else:
            self._document.edit(f"Open {what}", lambda before: with_unfolded(before, there))

    # -- the canvas as a picture -----------------------------------------------------------

    def ask_picture(self) -> None:
        """Let the user choose a file."""
        self.dialog = ask_where(
            self._parent, "Export the canvas", PICTURES, f"{self._document.name}.png", self.write
        )

    def write(self, path: Path) -> None:
        """Write the canvas to a file."""
        from app.window.canvas.picture import UnknownFormatError, write_picture

        try:
            write_picture(self._view.organisation, path, self._document.name, self._design)
        except UnknownFormatError as error:
            self.said.emit(str(error))
        except OSError as error:
            self.said.emit(f"{path.name} was not written: {error.strerror or error}")
        else:
            self.said.emit(f"Saved {path.name}")

    @property
    def _design(self) -> str:
        key = self._document.design
        return self._document.scenario.designs[key].title or key

    def ask_print(self) -> None:
        """Let the user choose a printer."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.print_dialog = dialog = QPrintDialog(printer, self._parent)
        dialog.setWindowTitle("Print the canvas")
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter) -> None:
        """Print the canvas on one page."""
        from PySide6.QtGui import QPainter

        from app.window.canvas.picture import paint_picture

        painter = QPainter()
        if not painter.begin(printer):
            self.said.emit("The printer takes nothing")
            return
        try:
            room = QRectF(0, 0, printer.width(), printer.height())
            paint_picture(self._view.organisation, painter, room, self._document.name, self._design)
        finally:
            painter.end()
        self.said.emit("Sent to the printer")
