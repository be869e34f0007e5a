"""What a check of a whole scenario finds."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from pydantic import BaseModel

from models.scenario.base import Valued
from models.scenario.distributions import Distribution

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from models.formats.tree import Path
    from models.scenario.controls import Settings
    from models.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that cannot be simulated as it stands.

    Attributes:
        path: Keys from the top of the scenario.
        expected: What would be right.
        found: What stands there.
        advice: What to do.
        pending: Whether something is only missing yet: it stops a run, and no editing.
    """

    path: Path
    expected: str
    found: str
    advice: str
    pending: bool = False


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the advice that names the nearest of the *known* words, or lists some."""
    names = [str(one) for one in known]
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean `{close[0]}`?"
    if not names:
        return "there is none yet: add it, or leave this out"
    more = ", ..." if len(names) > 12 else ""
    return f"known: {', '.join(names[:12])}{more}"


def unknown(path: Path, what: str, word: str, known: Collection[str]) -> Iterator[Finding]:
    """Yield a finding if *word* is none of the *known* ids."""
    if word not in known:
        yield Finding(path, f"the id of {what}", f"`{word}`", nearest(word, known))


def values_in(scenario: Scenario) -> Iterator[tuple[Path, Valued[Any] | Distribution[Any]]]:
    """Yield every value with a source and every distribution that somebody wrote.

    Paths have the keys of the file: the levels of short forms are left out.
    """
    yield from _LAST.of(scenario)


class _Last:
    """What the last scenario says: several checks of one edit go through all of it."""

    def __init__(self) -> None:
        self.scenario: Scenario | None = None
        self.said: list[tuple[Path, Valued[Any] | Distribution[Any]]] = []

    def of(self, scenario: Scenario) -> list[tuple[Path, Valued[Any] | Distribution[Any]]]:
        if self.scenario is not scenario:
            self.scenario, self.said = scenario, list(_walk(scenario))
        return self.said


_LAST = _Last()


def _walk(scenario: Scenario) -> Iterator[tuple[Path, Valued[Any] | Distribution[Any]]]:
    waiting: list[tuple[Path, object]] = [((), scenario)]
    while waiting:
        path, part = waiting.pop()
        form = _FORMS[type(part)]
        if form in ("valued", "distribution"):
            yield path, cast("Valued[Any] | Distribution[Any]", part)
        if form == "distribution":
            continue
        members: Iterable[tuple[str, object]]
        if form == "dict":
            members = cast("dict[str, object]", part).items()
        else:
            said = cast("BaseModel", part)
            members = [(key, said.__dict__[key]) for key in sorted(said.model_fields_set)]
        level = form != "valued"
        waiting += [
            ((*path, key) if level else path, value)
            for key, value in members
            if _FORMS[type(value)]
        ]


class _Forms(dict[type, str]):
    """By type what its values are here; empty: plain.  Asking pydantic each time is slow."""

    def __missing__(self, kind: type) -> str:
        forms = (
            ("distribution", Distribution),
            ("valued", Valued),
            ("model", BaseModel),
            ("dict", dict),
        )
        self[kind] = next((name for name, one in forms if issubclass(kind, one)), "")
        return self[kind]


_FORMS = _Forms()


def settings_in(scenario: Scenario) -> Iterator[tuple[Path, Settings]]:
    """Yield every group of settings of every design, with its path."""
    for name, design in scenario.designs.items():
        yield ("designs", name, "standard"), design.standard
        for key, rule in design.rules.items():
            yield ("designs", name, "rules", key, "set"), rule.set
        for key, exception in design.exceptions.items():
            yield ("designs", name, "exceptions", key, "set"), exception.set
