"""How each file was looked at last: page, design, zoom and place, columns, selection, pin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.window.objects import ObjectRef, find

if TYPE_CHECKING:
    from app.window.frame.main_window import MainWindow


class FileView(QObject):
    """Remembers the view of the open file and brings it back; odd entries are passed over."""

    def __init__(self, window: MainWindow) -> None:
        """Look after *window*."""
        super().__init__(window)
        self._window = window

    def remember(self) -> None:
        """Keep the view of the open file, where it has one."""
        window = self._window
        file = window.document.file
        if file is None or not window.document.is_open:
            return
        view = window.organisation.view
        middle = view.mapToScene(view.viewport().rect().center())
        shown = {
            "page": window.page_name,
            "design": window.document.design,
            "scale": view.scale_now,
            "middle": [middle.x(), middle.y()],
            "splitter": window.organisation.splitter.sizes(),
            "pinned": list(window.past.pinned),
            "selection": [[ref.kind, ref.id] for ref in window.document.selection],
        }
        window.memory.remember_file_view(file.path, shown)

    def restore(self) -> None:
        """Show the open file as it was looked at last; a new one whole."""
        window = self._window
        document, view = window.document, window.organisation.view
        self._pin_again()
        known = window.memory.file_view(document.file.path) if document.file else {}
        try:
            page, design = str(known["page"]), str(known["design"])
            scale, (x, y) = float(known["scale"]), (float(v) for v in known["middle"])
            sizes = [int(size) for size in known["splitter"]]
            refs = [ObjectRef(kind, key) for kind, key in known["selection"]]
            refs = [ref for ref in refs if find(document.scenario, ref) is not None]
        except (KeyError, TypeError, ValueError):
            view.fit()
            return
        if design in document.scenario.designs:
            document.show_design(design)
        document.select(tuple(refs))
        window.organisation.splitter.setSizes(sizes)
        view.zoom_by(scale / view.scale_now)
        view.centerOn(x, y)
        if page in window.page_names:
            window.show_page(page)

    def _pin_again(self) -> None:
        """Pin the run that was pinned beside the open file."""
        file = self._window.document.file
        known = self._window.memory.file_view(file.path) if file else {}
        try:
            run, digest = known["pinned"]
            self._window.past.pin_again(int(run), str(digest))
        except (KeyError, TypeError, ValueError):
            return
