"""What all commands on objects work with: the document, the selection, what is asked and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal

from app.window.building.picker import Picker
from app.window.document import complaint_of
from app.window.look.waiting import waiting
from app.window.objects import ObjectRef, title_of
from models.errors import ModelError, ScenarioErrors

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.window.document import Document
    from app.window.frame.problems import Problems
    from models.scenario import Scenario


class Workbench(QObject):
    """Edits the document, and tells what became of it.

    `said` carries a sentence for the status bar.
    """

    said = Signal(str)

    def __init__(self, window: QWidget, document: Document, problems: Problems) -> None:
        """Work on *document*; refusals are listed in *problems*."""
        super().__init__(window)
        self.document = document
        self.picker = Picker(window)
        self._problems = problems

    def selected(self) -> tuple[ObjectRef, ...]:
        """Return the selected objects; say so where there are none."""
        refs = tuple(ref for ref in self.document.selection if ref.id)
        if not refs:
            self.said.emit("Select objects first")
        return refs

    def one(self) -> ObjectRef | None:
        """Return the only selected object; say so where there are several or none."""
        refs = self.selected()
        if len(refs) > 1:
            self.said.emit("Select one object first")
        return refs[0] if len(refs) == 1 else None

    def words_for(self, refs: tuple[ObjectRef, ...]) -> str:
        """Return some objects in words."""
        return (
            title_of(self.document.scenario, refs[0]) if len(refs) == 1 else f"{len(refs)} objects"
        )

    def do(self, name: str, change: Callable[[Scenario], Scenario]) -> bool:
        """Edit the document; return whether it changed, and say why where it is refused."""
        before = self.document.scenario
        try:
            with waiting(before):
                self.document.edit(name, change)
        except ValidationError as error:
            self._refuse(name, [ValueError(complaint_of(error))])
        except ScenarioErrors as error:
            self._refuse(name, list(error.errors))
        except ModelError as error:
            self._refuse(name, [error])
        return self.document.scenario is not before

    def _refuse(self, name: str, errors: list[Exception]) -> None:
        self._problems.show_errors(f"{name}: not done, everything stands as it was", errors)
        self.said.emit(f"{name}: {errors[0]}")
