"""Contrast of two colours, and mixtures of them."""

from __future__ import annotations

from functools import lru_cache


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 (black) to 1 (white).

    Args:
        colour: As ``#RRGGBB``.

    Source: WCAG 2.2, definition of relative luminance.
    """
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 (equal) to 21 (black on white).

    Source: WCAG 2.2, success criterion 1.4.3.
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=512)
def blend(front: str, back: str, share: float) -> str:
    """Return *share* (0 to 1) of *front* laid over *back*, as ``#RRGGBB``."""
    mixed = (
        round(share * f + (1 - share) * b)
        for f, b in zip(_channels(front), _channels(back), strict=True)
    )
    return "#" + "".join(f"{channel:02X}" for channel in mixed)
