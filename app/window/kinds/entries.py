"""What the list of kinds offers: kinds, their templates, and an object that says the least."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.window.objects import SINGULARS
from models.profile.templates import GROUPS, Template, templates
from models.scenario.objects import KINDS, WITH_CARDS

if TYPE_CHECKING:
    from models.scenario import Scenario

_PLATFORMS = ("cloud", "saas", "platform")
_ICONS = {"cloud": "platform-cloud", "saas": "platform-saas"}
_HINTS = {
    "resource": "Something worth protecting: drag it onto the platform where it lies.",
    "trust_edge": "A way to another resource: drag it onto the platform from which it leads.",
    "design": "Another design, which begins as the one in view.",
    "rule": "A rule of the design in view: drag it onto what it is about.",
    "exception": "A rule that somebody answers for: drag it onto what it is about.",
}


@dataclass(frozen=True, slots=True)
class KindEntry:
    """One line of the list.

    Attributes:
        kind: Kind of the object that it adds.
        group: Its group of templates; empty where there are none.
        title: Name for people.
        icon: Name of its icon.
        hint: What it brings, in a sentence.
        template: What it adds; None: an object that says the least, or a choice.
        is_choice: Whether it stands for all templates of its group: one is chosen then.
    """

    kind: str
    group: str
    title: str
    icon: str
    hint: str
    template: Template | None = None
    is_choice: bool = False

    @property
    def has_card(self) -> bool:
        """Whether what it adds has a card on the canvas."""
        return self.kind in WITH_CARDS


def headings() -> list[KindEntry]:
    """Return one entry for each kind that can be added, those with templates first."""
    found = []
    for group, title in GROUPS.items():
        kind = "platform" if group in _PLATFORMS else group
        hint = "Drag it onto the canvas or press Enter, then choose which; an arrow lists them."
        icon = _ICONS.get(group, kind)
        found.append(KindEntry(kind, group, title, icon, hint, is_choice=True))
    found += [
        KindEntry(kind, "", SINGULARS[kind], kind, _HINTS[kind])
        for kind in KINDS
        if kind not in GROUPS
    ]
    return found


def members(scenario: Scenario, heading: KindEntry) -> list[KindEntry]:
    """Return the templates of a heading, and an empty object of its kind at the end."""
    kind, group, icon = heading.kind, heading.group, heading.icon
    found = [
        KindEntry(kind, group, one.title, icon, one.text, one)
        for one in (templates(scenario, group) if group else ())
    ]
    if group and kind != "incident":
        hint = "Says the least that it can; the rest is filled in on the right."
        title = f"An empty {SINGULARS[kind].lower()}"
        found.append(KindEntry(kind, group, title, icon, hint))
    return found
