"""What the start page offers: title, question and picture of each bundled scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.resources import scenarios_folder

if TYPE_CHECKING:
    from pathlib import Path

    from models.scenario import Scenario

_HEAD_BYTES = 4000


@dataclass(frozen=True, slots=True)
class Offer:
    """A scenario file as the start page shows it before it is read.

    Attributes:
        path: The file.
        title: Its title; the name of the file where it has none.
        question: The question it answers; may be empty.
    """

    path: Path
    title: str
    question: str

    @property
    def is_whole(self) -> bool:
        """Whether it is an organisation of its own rather than one trade-off."""
        return self.path.stem in FIRST


FIRST = ("three_assistants", "larkfield", "three_clouds", "regulated_bank")
"""Whole organisations, offered first; the others show one trade-off each."""


def bundled() -> list[Offer]:
    """Return the scenarios that ship with the program: whole organisations, then trade-offs."""
    files = [*scenarios_folder().glob("*.yaml"), *scenarios_folder().glob("*.yml")]
    return [head_of(path) for path in sorted(files, key=_place)]


def _place(path: Path) -> tuple[int, int]:
    first = FIRST.index(path.stem) if path.stem in FIRST else len(FIRST)
    return first, path.stat().st_size


def head_of(path: Path) -> Offer:
    """Return title and question from the first lines of a file, without reading the rest.

    The question is the `question:` of the file, or the comment at its top.
    """
    with path.open("rb") as opened:
        lines = opened.read(_HEAD_BYTES).decode("utf-8", "replace").splitlines()
    title = _plain(next((line for line in lines if line.startswith("title:")), ""))
    question = ""
    for at, line in enumerate(lines):
        if line.startswith("question:"):
            following = []
            for later in lines[at + 1 :]:
                if not later.startswith((" ", "\t")):
                    break
                following.append(later.strip())
            first = _plain(line)
            question = " ".join(filter(None, ("" if first in _FOLDED else first, *following)))
            break
    if not question:
        comment = [line[1:].strip() for line in lines[:12] if line.startswith("#")]
        question = " ".join(part for part in comment if "$schema" not in part)
    return Offer(path, title or path.stem, question.strip("\"'"))


_FOLDED = (">", ">-", "|", "|-", ">+", "|+")


def _plain(line: str) -> str:
    return line.partition(":")[2].strip().strip("\"'")


def read(offer: Offer) -> Scenario | None:
    """Read the scenario for its picture; None where it is not sound."""
    # The page is shown before anything that reads scenarios is loaded.
    from models.errors import ModelError
    from models.formats import read_scenario

    try:
        return read_scenario(offer.path)
    except (ModelError, OSError):
        return None
