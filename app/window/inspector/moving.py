"""Rows and items that stand before or behind others: buttons, and lists on a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.window.inspector.editors import SmallButton

if TYPE_CHECKING:
    from collections.abc import Callable

_WAYS = ((-1, "↑", "earlier", "Alt+Up"), (1, "↓", "later", "Alt+Down"))


def movers(what: str, meaning: str, move: Callable[[int], object]) -> list[SmallButton]:
    """Return two buttons that move something one place earlier, or later.

    Args:
        what: Name of what is moved.
        meaning: What the order means.
        move: Called with -1 or 1.
    """
    buttons = []
    for by, sign, word, keys in _WAYS:
        tip = f"Move {what} one place {word} ({keys}). {meaning}"
        button = SmallButton(sign, f"Move {what} {word}", tip)
        button.clicked.connect(lambda _checked=False, by=by: move(by))
        buttons.append(button)
    return buttons


def item_moved(text: str, cursor: int, by: int) -> tuple[str, int]:
    """Return a list on a line with the item at the cursor moved, and the cursor in that item.

    Args:
        text: Items, separated by commas.
        cursor: Place in the text.
        by: -1 for one place earlier, 1 for later; at either end it stays.
    """
    items = [part.strip() for part in text.split(",")]
    at = text[:cursor].count(",")
    to = at + by
    if not 0 <= to < len(items):
        return text, cursor
    items[at], items[to] = items[to], items[at]
    return ", ".join(items), len(", ".join(items[: to + 1]))
