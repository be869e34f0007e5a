"""Around an object: what it is joined to, and the settings that hold on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.window.inspector.labels import rule, text_label
from app.window.inspector.link_row import LinkRow
from app.window.inspector.profile_section import ProfileSection
from app.window.inspector.relations import relations_of
from app.window.objects import OF_DESIGNS, ObjectRef, title_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from app.window.document import Document
    from app.window.inspector.relations import Relation

_SHOWN = 40


class Surroundings(QObject):
    """Links to other objects and, for a platform, what the current design makes of it.

    `chosen` carries the object to go to; `moved` one to move, and by how many places; `wider`
    whether all settings are shown.
    """

    chosen = Signal(object)
    moved = Signal(object, int)
    wider = Signal(bool)

    def __init__(
        self, document: Document, refs: tuple[ObjectRef, ...], layout: QVBoxLayout, *, whole: bool
    ) -> None:
        """Stand in *layout*, below what is said of *refs*: one object, or several to be listed."""
        super().__init__(layout)
        self._document, self._refs = document, refs
        self.links: list[LinkRow] = []
        self.section: ProfileSection | None = None
        self._relations = self._relations_now()
        if len(refs) == 1 and refs[0].kind == "platform":
            self._add_profile(layout, refs[0].id, whole=whole)
        for heading, related in self._relations:
            if related:
                self._add_links(layout, heading, related)

    def refresh(self) -> bool:
        """Follow an edit; return False where other links are needed, and nothing was done."""
        if self._relations != self._relations_now():
            return False
        if self.section is not None:
            self.section.refresh()
        return True

    def _relations_now(self) -> list[tuple[str, list[Relation]]]:
        if len(self._refs) == 1:
            return relations_of(self._document.governed(), self._refs[0])
        return [("Selected", [(ref, "") for ref in self._refs])]

    def _add_links(self, layout: QVBoxLayout, heading: str, related: list[Relation]) -> None:
        layout.addWidget(rule())
        layout.addWidget(text_label(heading, "section"))
        for relation in related[:_SHOWN]:
            link = LinkRow(relation, title_of(self._document.scenario, relation[0]))
            link.chosen.connect(self.chosen)
            link.moved.connect(self.moved)
            self.links.append(link)
            layout.addWidget(link)
        if len(related) > _SHOWN:
            layout.addWidget(text_label(f"and {len(related) - _SHOWN} more", "muted"))

    def _add_profile(self, layout: QVBoxLayout, platform: str, *, whole: bool) -> None:
        document, governed = self._document, self._document.governed()
        fleets = governed.fleets_of.get(platform) or tuple(document.scenario.workload.fleets)
        if not fleets:
            return
        layout.addWidget(rule())
        self.section = ProfileSection(document, platform, fleets, whole=whole)
        self.section.list.origin_chosen.connect(self._go_to_origin)
        self.section.whole_chosen.connect(self.wider)
        layout.addWidget(self.section)

    def _go_to_origin(self, layer: str, name: str, design: str) -> None:
        """Ask for what says a value: a rule, an exception, or the design whose standard it is."""
        is_part = layer in OF_DESIGNS
        self.chosen.emit(ObjectRef(layer, name, design) if is_part else ObjectRef("design", design))
