"""How well a text fits what was typed, for lists that narrow while one types."""

from __future__ import annotations

_SCATTERED = 4.0


def badness(wanted: str, text: str) -> float | None:
    """Return how badly *text* fits *wanted*; lower is better, None: not at all.

    Each word of *wanted* must be in *text*: as a whole word, at the start of the text or of a
    word, within one, or letter by letter in order.  Among equals the shorter text comes first.
    """
    folded = text.casefold()
    total = len(folded) / 1000.0
    for word in wanted.casefold().split():
        cost = _cost(word, folded)
        if cost is None:
            return None
        total += cost
    return total


def _cost(word: str, text: str) -> float | None:
    starts, at = [], text.find(word)
    while at >= 0:
        if at == 0 or not text[at - 1].isalnum():
            starts.append(at)
        at = text.find(word, at + 1)
    if any(not text[at + len(word) : at + len(word) + 1].isalnum() for at in starts):
        return 0.0
    if starts:
        return 0.3 if starts[0] == 0 else 0.5
    return 2.0 if word in text else _scattered(word, text)


def _scattered(word: str, text: str) -> float | None:
    """Return the cost of letters that stand apart: the wider the span, the worse."""
    first = at = text.find(word[0])
    for letter in word[1:]:
        if at < 0:
            return None
        at = text.find(letter, at + 1)
    return None if at < 0 else _SCATTERED + (at - first + 1 - len(word)) / len(word)
