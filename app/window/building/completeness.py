"""What keeps the scenario from being run: listed while it is edited, gone when it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from app.window.document import Document
    from app.window.frame.problems import Problems


class Completeness(QObject):
    """Keeps the list of problems in step with the document."""

    def __init__(self, document: Document, problems: Problems, parent: QObject) -> None:
        """Follow *document*."""
        super().__init__(parent)
        self._document = document
        self._problems = problems
        self._listed: tuple[str, ...] = ()
        document.opened.connect(self._forget)
        document.scenario_changed.connect(self.refresh)
        document.drafts.changed.connect(self.refresh)

    def _forget(self) -> None:
        self._listed = ()

    def refresh(self) -> None:
        """List what is missing; a list that was closed opens again when something else is."""
        if not self._document.is_open:
            return
        found = self._document.problems
        texts = tuple(str(error) for error in found)
        if texts == self._listed:
            return
        had, self._listed = bool(self._listed), texts
        if found:
            count = "1 thing is" if len(found) == 1 else f"{len(found)} things are"
            what = "to be mended" if self._document.drafts.errors else "missing"
            self._problems.show_errors(f"{count} {what} before it can be run", found)
        elif had:
            self._problems.hide()
