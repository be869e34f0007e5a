"""Text that has to fit: broken into lines; only what is longer still loses its middle."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from app.window.look.fonts import sized_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont

_JOINTS = "-/_.,:·"
"""A word that is longer than a line is broken after one of these, if there is any."""


def broken(text: str, metrics: QFontMetricsF, room: float, most: int = 1) -> list[str]:
    """Return *text* in at most *most* lines of *room* pixels; one line stays as it is.

    What is longer than that keeps its beginning and its end.
    """
    lines = _lines(text, metrics, room)
    if len(lines) <= most:
        return lines
    if most == 1:
        return [metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room)]
    kept = lines[: most - 1]
    rest = text[sum(map(len, kept)) :] if " " not in text else " ".join(lines[most - 1 :])
    return [*kept, metrics.elidedText(rest, Qt.TextElideMode.ElideMiddle, room)]


def _lines(text: str, metrics: QFontMetricsF, room: float) -> list[str]:
    if metrics.horizontalAdvance(text) <= room:
        return [text]
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if metrics.horizontalAdvance(longer) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *parts, line = _parts(word, metrics, room)
        lines += parts
    return [*lines, line]


def _parts(word: str, metrics: QFontMetricsF, room: float) -> list[str]:
    """Return a word in parts that fit, each at least a letter long."""
    parts = []
    while len(word) > 1 and metrics.horizontalAdvance(word) > room:
        count = 1
        while count < len(word) - 1 and metrics.horizontalAdvance(word[: count + 1]) <= room:
            count += 1
        joints = [at + 1 for at in range(count // 2, count) if word[at] in _JOINTS]
        count = joints[-1] if joints else count
        parts.append(word[:count])
        word = word[count:]
    return [*parts, word]


@lru_cache(maxsize=4096)
def fitted(
    text: str, room: float, sizes: Sequence[tuple[int, int]], *, bold: bool = False
) -> tuple[QFont, tuple[str, ...]]:
    """Return the largest font in which a text fits, with its lines.

    Args:
        text: What is written.
        room: Width of a line, pixels.
        sizes: Pairs of (pixels, most lines), the preferred one first; the last takes what is left.
        bold: Whether it is semibold.
    """
    for pixels, most in sizes:
        font = sized_font(pixels, bold=bold)
        lines = _lines(text, QFontMetricsF(font), room)
        if len(lines) <= most:
            return font, tuple(lines)
    pixels, most = sizes[-1]
    font = sized_font(pixels, bold=bold)
    return font, tuple(broken(text, QFontMetricsF(font), room, most))
