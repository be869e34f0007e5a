"""What the commands on objects do: the selection, the clipboard and the document together."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from app.window.building.joiner import Joiner
from app.window.building.landing import NOWHERE, Landing
from app.window.building.offers import bare, of_group, of_resources, of_settings, offers_of
from app.window.building.workbench import Workbench
from app.window.commands.layout_menu import COMMANDS as LAYOUT
from app.window.objects import SINGULARS, ObjectRef, find, title_of
from models.formats import fragment_text, with_fragment
from models.profile import with_setting
from models.profile.templates import GROUPS, Template, from_template
from models.profile.wording import name_of
from models.scenario.building import added, duplicated, removal, renamed, retitled

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from app.window.actions import Actions
    from app.window.document import Document
    from app.window.frame.problems import Problems
    from app.window.kinds.entries import KindEntry
    from app.window.outline import Outline
    from models.profile import Settable
    from models.scenario import Scenario

_BARE = ("resource", "trust_edge", "design", "rule", "exception")
_SEEN = (
    "object.rename", "object.change_id", "object.set", "object.duplicate", "object.delete",
    "object.connect", "object.disconnect", "object.go_to", "edit.cut", "edit.paste",
    "edit.select_all", "edit.arrange", *(command.id for command in LAYOUT),
)  # fmt: skip
"""Commands that change what only the page of the organisation shows."""

_TYPED = (
    "object.add", "object.rename", "object.change_id", "object.duplicate", "object.delete",
    "edit.cut", "edit.copy", "edit.paste",
)  # fmt: skip
"""Commands whose keys mean something else in other parts of the window."""


class Builder(QObject):
    """Adds, renames, copies, joins and removes objects of the document.

    `said` carries a sentence for the status bar.
    """

    said = Signal(str)

    def __init__(
        self, window: QWidget, document: Document, outline: Outline, problems: Problems
    ) -> None:
        """Build in *document*; names are edited in *outline*, refusals listed in *problems*."""
        super().__init__(window)
        self._window = window
        self._document = document
        self._outline = outline
        self._bench = Workbench(window, document, problems)
        self._bench.said.connect(self.said)
        self._keyed: list[QAction] = []
        self.picker = self._bench.picker
        self.joiner = Joiner(self._bench)
        outline.named.connect(self.name)

    def connect_commands(self, actions: Actions) -> None:
        """Do what the commands on objects ask for."""
        for group in GROUPS:
            actions.on(f"add.{group}", partial(self.ask_template, group))
        for kind in _BARE:
            actions.on(f"add.{kind}", partial(self.add, kind))
        actions.on("object.add", self.ask_kind)
        actions.on("object.rename", self.ask_name)
        actions.on("object.change_id", self.ask_id)
        actions.on("object.set", self.ask_setting)
        actions.on("object.duplicate", self.duplicate)
        actions.on("object.delete", self.delete)
        self.joiner.connect_commands(actions)
        actions.on("edit.cut", self.cut)
        actions.on("edit.copy", self.copy)
        actions.on("edit.paste", self.paste)

    def is_seen_elsewhere(self, command: str) -> bool:
        """Whether what a command changes is seen on other pages than that of the organisation."""
        return command not in _SEEN

    def keep_keys_on(self, page: QWidget, actions: Actions) -> None:
        """Let keys such as Delete and Ctrl+C mean objects where the keyboard is in *page* only."""
        self._keyed = [actions[key] for key in _SEEN if key not in _TYPED]
        for key in (*_TYPED, *_SEEN):
            self._window.removeAction(actions[key])
            actions[key].setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            page.addAction(actions[key])

    def follow_page(self, *, is_canvas: bool) -> None:
        """Let all other keys of the canvas work wherever the keyboard is, while it is shown."""
        contexts = Qt.ShortcutContext
        wide = contexts.WindowShortcut if is_canvas else contexts.WidgetWithChildrenShortcut
        for action in self._keyed:
            action.setShortcutContext(wide)

    # -- adding --------------------------------------------------------------------------

    def add_entry(self, entry: KindEntry, landing: Landing = NOWHERE) -> None:
        """Add what an entry of the list of kinds stands for, where it was let go."""
        if entry.is_choice:
            self.ask_template(entry.group, landing)
        elif entry.template is not None:
            self.add_template(entry.template, landing)
        else:
            self.add(entry.kind, landing)

    def ask_template(self, group: str, landing: Landing = NOWHERE) -> None:
        """Let the user choose what to add of a group."""
        add_template = partial(self.add_template, landing=landing)
        entries = of_group(self._document.scenario, group, add_template)
        entries += bare(group, partial(self.add, landing=landing))
        self.picker.ask(GROUPS[group], entries)

    def ask_kind(self) -> None:
        """Let the user choose what to add; what fits the current group comes first."""
        kind = self._outline.current_kind
        entries = offers_of(self._document.scenario, kind, self.add_template, self.add)
        self.picker.ask("What to add", entries)

    def add(self, kind: str, landing: Landing = NOWHERE) -> ObjectRef | None:
        """Add a bare object near what is selected, or where it was let go.

        Returns:
            The object, or None where it cannot be, or something is asked first.
        """
        document = self._document
        near, made = [landing.onto] if landing.onto else list(document.selection), None
        if kind == "trust_edge" and self._ask_start(near, landing):
            return None
        if kind == "design":
            near = [ObjectRef("design", document.design)]

        def change(scenario: Scenario) -> Scenario:
            nonlocal made
            scenario, made = added(
                landing.prepare(scenario),
                kind,
                near=near,
                design=document.design,
                place=landing.place,
            )
            return landing.finish(scenario, made, document.design)

        self._bench.do(f"Add {SINGULARS[kind].lower()}", change)
        return self._arrive(made)

    def _ask_start(self, near: list[ObjectRef], landing: Landing) -> bool:
        """Ask from which resource of a platform a trust edge leads, if it has several."""
        if len(near) != 1 or near[0].kind != "platform":
            return False

        def start(resource: ObjectRef) -> None:
            self.add("trust_edge", replace(landing, onto=resource))

        scenario = self._document.scenario
        entries = of_resources(scenario, near[0].id, start)
        if len(entries) < 2:
            return False
        self.picker.ask(f"From which resource of {title_of(scenario, near[0])}", entries)
        return True

    def add_template(self, template: Template, landing: Landing = NOWHERE) -> ObjectRef | None:
        """Add what a template brings; return the object that it is about."""
        made: ObjectRef | None = None
        design = self._document.design

        def change(scenario: Scenario) -> Scenario:
            nonlocal made
            before = landing.prepare(scenario)
            scenario, made = from_template(before, template, design, landing.place)
            return landing.finish(scenario, made, design)

        self._bench.do(f"Add {template.title}", change)
        return self._arrive(made)

    def _arrive(self, made: ObjectRef | None) -> ObjectRef | None:
        """Select a new object."""
        document = self._document
        if made is None or find(document.scenario, made) is None:
            return None
        if made.kind == "design":
            document.show_design(made.id)
        document.select((made,))
        self.said.emit(f"Added {title_of(document.scenario, made)}: F2 renames it")
        return made

    # -- settings ------------------------------------------------------------------------

    def ask_setting(self) -> None:
        """Let the user choose what the selected object should say besides."""
        one = self._bench.one()
        if one is None:
            return
        entries = of_settings(self._document.scenario, one, self._document.design, self.set)
        title = title_of(self._document.scenario, one)
        if entries:
            self.picker.ask(f"What {title} should say", entries)
        else:
            self.said.emit("Select a platform, a design, a rule or an exception first")

    def set(self, ref: ObjectRef, one: Settable) -> None:
        """Let an object say a setting, beginning with its usual value."""
        design = self._document.design
        name = f"Set {name_of(one.path.rpartition('.')[2])}"
        if self._bench.do(name, lambda scenario: with_setting(scenario, ref, one, design)):
            self.said.emit(f"{name}: its value can be changed on the right, or on Designs")

    # -- names ---------------------------------------------------------------------------

    def ask_name(self) -> None:
        """Let the user write another name over the row of the selected object."""
        self._ask_name(edits_id=False)

    def ask_id(self) -> None:
        """Let the user write another id over the row of the selected object."""
        self._ask_name(edits_id=True)

    def _ask_name(self, *, edits_id: bool) -> None:
        selection = self._document.selection
        if len(selection) != 1 or (edits_id and not selection[0].id):
            self.said.emit("Select one object first")
        elif selection[0].kind == "experiment":
            self.said.emit("The experiment has no name")
        else:
            self._outline.edit_name(selection[0], edits_id=edits_id)

    def name(self, ref: ObjectRef, text: str, is_id: bool) -> None:
        """Give an object another name, or another id."""
        before = title_of(self._document.scenario, ref)
        if not is_id:
            if text.strip() != before:
                self._bench.do(f"Rename {before}", lambda scenario: retitled(scenario, ref, text))
            return
        new = text.strip()
        if new == ref.id:
            return
        was_shown = self._document.design == ref.id and ref.kind == "design"
        drafts = self._document.drafts.of_renamed(ref, new)
        if self._bench.do(
            f"Change the id of {before}", lambda scenario: renamed(scenario, ref, new)
        ):
            self._document.drafts.keep(self._document.scenario, *drafts)
            if was_shown:
                self._document.show_design(new)
            self._document.select((ObjectRef(ref.kind, new, ref.design),))

    # -- the selection -------------------------------------------------------------------

    def delete(self) -> None:
        """Remove the selected objects, and say what went with them."""
        refs = self._bench.selected()
        if refs:
            self._remove(refs, "Delete")

    def _remove(self, refs: tuple[ObjectRef, ...], word: str) -> bool:
        what = self._bench.words_for(refs)
        also = ""

        def change(scenario: Scenario) -> Scenario:
            nonlocal also
            found = removal(scenario, refs)
            also = found.sentence(scenario)
            return found.scenario

        done = self._bench.do(f"{word} {what}", change)
        if done:
            self.said.emit(f"{word} {what}. {also or 'Ctrl+Z brings it back'}")
        return done

    def duplicate(self) -> None:
        """Add a copy of each selected object, and select the copies."""
        refs = self._bench.selected()
        made: tuple[ObjectRef, ...] = ()

        def change(scenario: Scenario) -> Scenario:
            nonlocal made
            changed, made = duplicated(scenario, refs)
            return changed

        if refs and self._bench.do(f"Duplicate {self._bench.words_for(refs)}", change):
            self._document.select(made)

    def copy(self) -> bool:
        """Put the selected objects on the clipboard, as text."""
        refs = self._bench.selected()
        if refs:
            QGuiApplication.clipboard().setText(fragment_text(self._document.scenario, refs))
            self.said.emit(f"Copied {self._bench.words_for(refs)} as text")
        return bool(refs)

    def cut(self) -> None:
        """Copy the selected objects and remove them."""
        if self.copy():
            self._remove(self._bench.selected(), "Cut")

    def paste(self) -> None:
        """Add the objects of the text on the clipboard; rubbish is refused, and nothing lost."""
        text = QGuiApplication.clipboard().text()
        made: tuple[ObjectRef, ...] = ()

        def change(scenario: Scenario) -> Scenario:
            nonlocal made
            changed, made = with_fragment(scenario, text, self._document.design)
            return changed

        if self._bench.do("Paste", change):
            self._document.select(made)
            self.said.emit(f"Pasted {self._bench.words_for(made)}")
