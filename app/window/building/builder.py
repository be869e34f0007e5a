"""What the commands on objects do: the selection, the clipboard and the document together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pydantic import ValidationError
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from app.window.building.landing import NOWHERE, Landing
from app.window.building.offers import bare, of_ends, of_group, of_joined, of_settings, offers_of
from app.window.building.picker import Picker
from app.window.document import complaint_of
from app.window.look.waiting import waiting
from app.window.objects import SINGULARS, ObjectRef, find, title_of
from models.errors import ModelError, ScenarioErrors
from models.formats import fragment_text, with_fragment
from models.profile import connected, disconnected, with_setting
from models.profile.connecting import reason
from models.profile.templates import GROUPS, Template, from_template
from models.profile.wording import name_of
from models.scenario.building import added, duplicated, removal, renamed, retitled

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.window.actions import Actions
    from app.window.document import Document
    from app.window.frame.problems import Problems
    from app.window.kinds.entries import KindEntry
    from app.window.outline import Outline
    from models.profile import Settable
    from models.scenario import Scenario

_BARE = ("resource", "trust_edge", "design", "rule", "exception")
_ON_PAGE = (
    "object.add", "object.rename", "object.change_id", "object.duplicate", "object.delete",
    "edit.cut", "edit.copy", "edit.paste",
)  # fmt: skip
"""Commands whose keys mean something else on other pages."""


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
        self._problems = problems
        self.picker = Picker(window)
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
        actions.on("object.connect", self.ask_end)
        actions.on("object.disconnect", self.ask_joined)
        actions.on("object.go_to", self.ask_neighbour)
        actions.on("edit.cut", self.cut)
        actions.on("edit.copy", self.copy)
        actions.on("edit.paste", self.paste)

    def keep_keys_on(self, page: QWidget, actions: Actions) -> None:
        """Let keys such as Delete and Ctrl+C mean objects on this page only."""
        for key in _ON_PAGE:
            self._window.removeAction(actions[key])
            actions[key].setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            page.addAction(actions[key])

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
            The object, or None where it cannot be.
        """
        document = self._document
        near, made = [landing.onto] if landing.onto else list(document.selection), None
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

        self._do(f"Add {SINGULARS[kind].lower()}", change)
        return self._arrive(made)

    def add_template(self, template: Template, landing: Landing = NOWHERE) -> ObjectRef | None:
        """Add what a template brings; return the object that it is about."""
        made: ObjectRef | None = None
        design = self._document.design

        def change(scenario: Scenario) -> Scenario:
            nonlocal made
            before = landing.prepare(scenario)
            scenario, made = from_template(before, template, design, landing.place)
            return landing.finish(scenario, made, design)

        self._do(f"Add {template.title}", change)
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
        one = self._one()
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
        if self._do(name, lambda scenario: with_setting(scenario, ref, one, design)):
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
                self._do(f"Rename {before}", lambda scenario: retitled(scenario, ref, text))
            return
        new = text.strip()
        if new == ref.id:
            return
        was_shown = self._document.design == ref.id and ref.kind == "design"
        drafts = self._document.drafts.of_renamed(ref, new)
        if self._do(f"Change the id of {before}", lambda scenario: renamed(scenario, ref, new)):
            self._document.drafts.keep(self._document.scenario, *drafts)
            if was_shown:
                self._document.show_design(new)
            self._document.select((ObjectRef(ref.kind, new, ref.design),))

    # -- the selection -------------------------------------------------------------------

    def _selected(self) -> tuple[ObjectRef, ...]:
        refs = tuple(ref for ref in self._document.selection if ref.id)
        if not refs:
            self.said.emit("Select objects first")
        return refs

    def delete(self) -> None:
        """Remove the selected objects, and say what went with them."""
        refs = self._selected()
        if refs:
            self._remove(refs, "Delete")

    def _remove(self, refs: tuple[ObjectRef, ...], word: str) -> bool:
        before = self._document.scenario
        what = _what(before, refs)
        also = ""

        def change(scenario: Scenario) -> Scenario:
            nonlocal also
            found = removal(scenario, refs)
            also = found.sentence(scenario)
            return found.scenario

        done = self._do(f"{word} {what}", change)
        if done:
            self.said.emit(f"{word} {what}. {also or 'Ctrl+Z brings it back'}")
        return done

    def duplicate(self) -> None:
        """Add a copy of each selected object, and select the copies."""
        refs = self._selected()
        made: tuple[ObjectRef, ...] = ()

        def change(scenario: Scenario) -> Scenario:
            nonlocal made
            changed, made = duplicated(scenario, refs)
            return changed

        if refs and self._do(f"Duplicate {_what(self._document.scenario, refs)}", change):
            self._document.select(made)

    def copy(self) -> bool:
        """Put the selected objects on the clipboard, as text."""
        refs = self._selected()
        if refs:
            QGuiApplication.clipboard().setText(fragment_text(self._document.scenario, refs))
            self.said.emit(f"Copied {_what(self._document.scenario, refs)} as text")
        return bool(refs)

    def cut(self) -> None:
        """Copy the selected objects and remove them."""
        if self.copy():
            self._remove(self._selected(), "Cut")

    def paste(self) -> None:
        """Add the objects of the text on the clipboard; rubbish is refused, and nothing lost."""
        text = QGuiApplication.clipboard().text()
        made: tuple[ObjectRef, ...] = ()

        def change(scenario: Scenario) -> Scenario:
            nonlocal made
            changed, made = with_fragment(scenario, text, self._document.design)
            return changed

        if self._do("Paste", change):
            self._document.select(made)
            self.said.emit(f"Pasted {_what(self._document.scenario, made)}")

    # -- joining -------------------------------------------------------------------------

    def ask_end(self) -> None:
        """Let the user choose what to join the selected objects to."""
        refs = self._selected()
        if refs:
            scenario, design = self._document.scenario, self._document.design
            entries = of_ends(scenario, refs, design, partial(self.connect_all, refs))
            self.picker.ask(f"Connect {_what(scenario, refs)} to", entries)

    def ask_joined(self) -> None:
        """Let the user choose what to part the selected object from."""
        self._ask_neighbour("Disconnect {} from", self.disconnect_from)

    def ask_neighbour(self) -> None:
        """Let the user choose an object to go to among those that it is joined to."""
        self._ask_neighbour("From {} go to", lambda _one, other: self._document.select((other,)))

    def _ask_neighbour(self, prompt: str, call: Callable[[ObjectRef, ObjectRef], object]) -> None:
        one = self._one()
        if one is None:
            return
        entries = of_joined(self._document.scenario, one, self._document.design, call)
        title = title_of(self._document.scenario, one)
        if entries:
            self.picker.ask(prompt.format(title), entries)
        else:
            self.said.emit(f"{title} is joined to nothing yet: connect it first")

    def _one(self) -> ObjectRef | None:
        refs = self._selected()
        if len(refs) > 1:
            self.said.emit("Select one object first")
        return refs[0] if len(refs) == 1 else None

    def connect_to(self, one: ObjectRef, other: ObjectRef) -> bool:
        """Join two objects in the design in view."""
        return self.connect_all((one,), other)

    def connect_all(self, refs: tuple[ObjectRef, ...], other: ObjectRef) -> bool:
        """Join every object that can be to another one, in the design in view."""
        before, design = self._document.scenario, self._document.design

        def change(scenario: Scenario) -> Scenario:
            for ref in refs:
                if len(refs) == 1 or not reason(scenario, ref, other, design):
                    scenario = connected(scenario, ref, other, design)
            return scenario

        name = f"Connect {_what(before, refs)} to {title_of(before, other)}"
        done = self._do(name, change)
        if done:
            self.said.emit(name)
        return done

    def disconnect_from(self, one: ObjectRef, other: ObjectRef) -> bool:
        """Part two objects in the design in view."""
        scenario, design = self._document.scenario, self._document.design
        name = f"Disconnect {title_of(scenario, one)} from {title_of(scenario, other)}"
        done = self._do(name, lambda scenario: disconnected(scenario, one, other, design))
        if done:
            self.said.emit(name)
        return done

    # -- the document --------------------------------------------------------------------

    def _do(self, name: str, change: Callable[[Scenario], Scenario]) -> bool:
        """Edit the document; return whether it changed, and say why where it is refused."""
        before = self._document.scenario
        try:
            with waiting(before):
                self._document.edit(name, change)
        except ValidationError as error:
            self._refuse(name, [ValueError(complaint_of(error))])
        except ScenarioErrors as error:
            self._refuse(name, list(error.errors))
        except ModelError as error:
            self._refuse(name, [error])
        return self._document.scenario is not before

    def _refuse(self, name: str, errors: list[Exception]) -> None:
        self._problems.show_errors(f"{name}: not done, everything stands as it was", errors)
        self.said.emit(f"{name}: {errors[0]}")


def _what(scenario: Scenario, refs: tuple[ObjectRef, ...]) -> str:
    """Return some objects in words."""
    if len(refs) == 1:
        return title_of(scenario, refs[0])
    return f"{len(refs)} objects"
