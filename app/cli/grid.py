"""Tables as plain text."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 2


def grid(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widest: int = 60,
    right: frozenset[int] = frozenset(),
    fit: int | None = None,
) -> str:
    """Return rows as aligned text, without columns that are empty throughout.

    Where it is to fit, cells of the widest columns take several lines; no word is cut for that, so
    a table of many columns may still be wider.

    Args:
        head: Names of the columns.
        rows: Texts, as many a row as `head` has.
        widest: Longest text of a cell; longer ones end in an ellipsis.
        right: Columns that are set flush right.
        fit: How wide it should be; default: one line a row, however long.
    """
    kept = [i for i in range(len(head)) if any(row[i] for row in rows)]
    cells = [[_cut(row[i], widest) for i in kept] for row in (head, *rows)]
    widths = _fitted(cells, fit)
    flush = [i in right for i in kept]
    lines = [line for row in cells for line in _lines(row, widths, flush)]
    rule = (" " * GAP).join("-" * width for width in widths)
    top = len(_lines(cells[0], widths, flush))
    return "\n".join([*lines[:top], rule, *lines[top:]])


def _fitted(cells: list[list[str]], fit: int | None) -> list[int]:
    """Return the widths of columns, the widest made narrower, down to their longest words."""
    places = range(len(cells[0]))
    widths = [max(len(row[i]) for row in cells) for i in places]
    least = [
        max((len(word) for row in cells for word in row[i].split()), default=0) for i in places
    ]
    while fit is not None and sum(widths) + GAP * (len(widths) - 1) > fit:
        spare = [i for i in places if widths[i] > least[i]]
        if not spare:
            break
        widths[max(spare, key=lambda i: widths[i])] -= 1
    return widths


def _lines(row: list[str], widths: list[int], flush: list[bool]) -> list[str]:
    """Return one row as lines."""
    parts = [
        textwrap.wrap(text, max(1, width), break_long_words=False, break_on_hyphens=False)
        for text, width in zip(row, widths, strict=True)
    ]
    found = []
    for number in range(max(1, *(len(part) for part in parts))):
        texts = [part[number] if number < len(part) else "" for part in parts]
        set_ = [
            text.rjust(width) if right else text.ljust(width)
            for text, width, right in zip(texts, widths, flush, strict=True)
        ]
        found.append((" " * GAP).join(set_).rstrip())
    return found


def _cut(text: str, widest: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= widest else plain[: widest - 1] + "…"
