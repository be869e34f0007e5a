"""Tables as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def grid(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widest: int = 60,
    right: frozenset[int] = frozenset(),
) -> str:
    """Return rows as aligned text, without columns that are empty throughout.

    Args:
        head: Names of the columns.
        rows: Texts, as many a row as `head` has.
        widest: Longest text of a cell; longer ones end in an ellipsis.
        right: Columns that are set flush right.
    """
    kept = [i for i in range(len(head)) if any(row[i] for row in rows)]
    cells = [[_cut(row[i], widest) for i in kept] for row in (head, *rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(kept))]
    lines = [
        "  ".join(
            text.rjust(width) if kept[i] in right else text.ljust(width)
            for i, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
    rule = "  ".join("-" * width for width in widths)
    return "\n".join([lines[0], rule, *lines[1:]])


def _cut(text: str, widest: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= widest else plain[: widest - 1] + "…"
