"""What the picker offers: templates, bare objects, ends to join."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.window.guidance.entries import Entry
from app.window.objects import SINGULARS, ObjectRef, title_of
from models.profile import connections_of, control_table, documented, ends, settable
from models.profile.templates import GROUPS, templates
from models.profile.wording import name_of, words_of
from models.scenario.objects import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from models.profile import Settable
    from models.profile.templates import Template
    from models.scenario import Scenario

_GROUPS_OF = {"platform": ("cloud", "saas", "platform")}
_MOST_SOURCES = 3


def of_group(scenario: Scenario, group: str, call: Callable[[Template], object]) -> list[Entry]:
    """Return the templates of a group."""
    found = []
    for template in templates(scenario, group):
        sources = ", ".join(template.sources[:_MOST_SOURCES])
        note = sources or GROUPS[template.group].lower()
        found.append(
            Entry(template.title, note, partial(call, template), "command", "", template.text)
        )
    return found


def bare(group: str, call: Callable[[str], object]) -> list[Entry]:
    """Return an object of a group's kind that says the least."""
    kind = "platform" if group in _GROUPS_OF["platform"] else group
    name = SINGULARS[kind].lower()
    hint = "Says the least that it can; the rest is filled in on the right."
    return [Entry(f"An empty {name}", name, partial(call, kind), "command", "", hint)]


def offers_of(
    scenario: Scenario,
    first: str,
    template: Callable[[Template], object],
    plain: Callable[[str], object],
) -> list[Entry]:
    """Return everything that can be added, objects of the kind *first* before all others."""
    kinds = sorted(KINDS, key=lambda kind: kind != first)
    found: list[Entry] = []
    for kind in kinds:
        groups = _GROUPS_OF.get(kind, (kind,) if kind in GROUPS else ())
        for group in groups:
            found += of_group(scenario, group, template)
        if kind != "incident":
            found += bare(kind, plain)
    return found


def of_ends(
    scenario: Scenario,
    refs: Sequence[ObjectRef],
    design: str,
    call: Callable[[ObjectRef], object],
    among: Collection[ObjectRef] | None = None,
) -> list[Entry]:
    """Return other objects; those to which nothing can be joined come last and say why.

    Args:
        scenario: The scenario.
        refs: What is to be joined.
        design: The design in view.
        call: What is called with the end that is chosen.
        among: The ends to offer; None: every other object.
    """
    whys = sorted(ends(scenario, refs, design).items(), key=lambda pair: bool(pair[1]))
    return [
        _entry(scenario, other, partial(call, other), why)
        for other, why in whys
        if among is None or other in among
    ]


def of_resources(
    scenario: Scenario, platform: str, call: Callable[[ObjectRef], object]
) -> list[Entry]:
    """Return the resources of a platform."""
    refs = [
        ObjectRef("resource", key)
        for key, resource in scenario.organisation.resources.items()
        if resource.platform == platform
    ]
    return [_entry(scenario, ref, partial(call, ref), "") for ref in refs]


def of_settings(
    scenario: Scenario,
    one: ObjectRef,
    design: str,
    call: Callable[[ObjectRef, Settable], object],
) -> list[Entry]:
    """Return what an object may say besides what it says."""
    table = control_table()
    found = []
    for each in settable(scenario, one, design):
        group, _, name = each.path.rpartition(".")
        text = " · ".join(name_of(part).capitalize() for part in (group, name) if part)
        if each.kind:
            text += f": {name_of(each.kind)}"
        hint = documented(table[each.path])
        found.append(Entry(text, words_of(each.raw), partial(call, one, each), "command", "", hint))
    return found


def of_joined(
    scenario: Scenario,
    one: ObjectRef,
    design: str,
    call: Callable[[ObjectRef, ObjectRef], object],
) -> list[Entry]:
    """Return the objects that *one* is joined to."""
    joined = connections_of(scenario, one, design)
    return [_entry(scenario, other, partial(call, one, other), "") for other in joined]


def _entry(scenario: Scenario, other: ObjectRef, call: Callable[[], object], why_not: str) -> Entry:
    title, kind = title_of(scenario, other), SINGULARS[other.kind].lower()
    return Entry(title, kind, call, "command", why_not, f"{kind} {other.id}")
