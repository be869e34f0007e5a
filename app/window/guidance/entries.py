"""What the command palette offers: commands, objects, settings, terms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from app.window.commands import COMMANDS, MENUS
from app.window.guidance.keys import keys_of
from app.window.guidance.matching import badness
from app.window.guidance.terms import glossary
from app.window.objects import COLLECTIONS, SINGULARS, ObjectRef, collection, title_of
from models.profile import control_table
from models.scenario.leaves import leaves

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.window.actions import Actions
    from app.window.guidance.terms import Term
    from models.scenario import Scenario

_MOST = 60
_MOST_LETTERS = 200
_IN_NOTE = 0.25
_LATER = {"command": 0.0, "object": 0.25, "setting": 1.0, "term": 3.0}
"""What weighs against an entry by its subject: commands first among equals."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette.

    Attributes:
        text: What is done.
        note: Keys, the kind of an object, or the name of a setting.
        call: Does it.
        subject: Command, object, setting or term.
        why_not: Why it cannot be done now; empty: it can.
        hint: One sentence on it.
    """

    text: str
    note: str
    call: Callable[[], object]
    subject: str
    why_not: str = ""
    hint: str = ""


def of_commands(actions: Actions) -> list[Entry]:
    """Return every command but the palette's own."""
    found = []
    for command in COMMANDS:
        if command.id == "help.palette":
            continue
        action = actions[command.id]
        menu = MENUS[command.id.split(".")[0]].replace("&", "")
        text = f"{menu}: {action.text().replace('&', '').rstrip('…')}"
        if action.isCheckable() and action.isChecked():
            text += " ✓"
        why_not = actions.why_not(command.id)
        keys = keys_of(command.shortcuts)
        found.append(Entry(text, keys, action.trigger, "command", why_not, command.hint))
    return found


def of_objects(scenario: Scenario, go_to: Callable[[ObjectRef], object]) -> list[Entry]:
    """Return a way to every object of the scenario, and to its settings."""
    refs = [ObjectRef("scenario"), ObjectRef("experiment")]
    refs += [ObjectRef(kind, key) for kind in COLLECTIONS for key in collection(scenario, kind)]
    return [
        Entry(f"Go to {title_of(scenario, ref)}", _kind(ref), partial(go_to, ref), "object",
              hint=f"Select it: {SINGULARS[ref.kind].lower()} {ref.id}".rstrip())
        for ref in refs
    ]  # fmt: skip


def _kind(ref: ObjectRef) -> str:
    settings = {"scenario": "settings", "experiment": "settings"}
    return settings.get(ref.kind, SINGULARS[ref.kind].lower())


def of_settings(show: Callable[[str], object]) -> list[Entry]:
    """Return a way to every control in the matrix of designs."""
    table = control_table()
    return [
        Entry(f"Set {table[path].text[0].lower()}{table[path].text[1:].rstrip('.')}",
              path.replace("_", " ").replace(".", " "), partial(show, path), "setting",
              hint="Show it for every domain on Designs.")
        for path in leaves()
    ]  # fmt: skip


def of_terms(explain: Callable[[Term], object]) -> list[Entry]:
    """Return a question for every term of the glossary."""
    return [
        Entry(
            f"What is: {term.name}",
            "term" if term.subject == "word" else term.subject,
            partial(explain, term),
            "term",
            hint=term.text,
        )
        for term in glossary()
    ]


def fitting(entries: Iterable[Entry], wanted: str) -> list[Entry]:
    """Return the entries that fit, the best first; without a wish the commands in menu order."""
    wanted = wanted[:_MOST_LETTERS].strip()
    if not wanted:
        return [entry for entry in entries if entry.subject == "command"][:_MOST]
    found = []
    for at, entry in enumerate(entries):
        bad = _badness(wanted, entry)
        if bad is not None:
            found.append((bad + _LATER[entry.subject] + 0.5 * bool(entry.why_not), at, entry))
    return [entry for _bad, _at, entry in sorted(found, key=lambda each: each[:2])[:_MOST]]


def _badness(wanted: str, entry: Entry) -> float | None:
    """Return how badly an entry fits: what stands only in its note weighs less."""
    whole = badness(wanted, f"{entry.text} {entry.note}")
    by_name = badness(wanted, entry.text)
    if whole is None or by_name is None:
        return None if whole is None else whole + _IN_NOTE
    return min(by_name, whole + _IN_NOTE)
