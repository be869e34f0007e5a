"""Ids and titles of a scenario, made of a vendor's names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

ID_MAX = 63
TITLE_MAX = 200
_RESERVED = ("local", "platform_owner")
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class Names:
    """Ids given so far; each is given once."""

    taken: set[str] = field(default_factory=lambda: set(_RESERVED))

    def give(self, *words: str) -> str:
        """Return a new id that reads like `words`, of the form `[a-z][a-z0-9_]*`."""
        text = "_".join(part for word in words if (part := _slug(word)))
        if not text or not text[0].isalpha():
            text = f"x_{text}".rstrip("_")
        chosen = text[:ID_MAX].rstrip("_")
        count = 1
        while chosen in self.taken:
            count += 1
            tail = f"_{count}"
            chosen = text[: ID_MAX - len(tail)].rstrip("_") + tail
        self.taken.add(chosen)
        return chosen


def title(text: str, limit: int = TITLE_MAX) -> str:
    """Return `text` on one line without characters that cannot be shown, cut at `limit`."""
    shown = "".join(
        " " if unicodedata.category(sign).startswith(("C", "Z")) else sign for sign in text
    )
    shown = " ".join(shown.split())
    return shown if len(shown) <= limit else f"{shown[: limit - 3]}..."


def _slug(word: str) -> str:
    return _NOT_IN_ID.sub("_", word.casefold()).strip("_")
