"""Fonts: the first of a few families that is installed, in pixels."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from app.tokens import BODY_PX

_PREFERRED = (
    "Inter",
    "Segoe UI",
    "SF Pro Text",
    "Noto Sans",
    "Ubuntu",
    "Liberation Sans",
    "Open Sans",
    "DejaVu Sans Condensed",
)


@cache
def body_font() -> QFont:
    """Return the font of running text."""
    known = set(QFontDatabase.families())
    chosen = [family for family in _PREFERRED if family in known][:1]
    font = QFont()
    if chosen:
        font.setFamilies([*chosen, *font.families()])
    font.setPixelSize(BODY_PX)
    return font


@cache
def sized_font(pixels: int, *, bold: bool = False) -> QFont:
    """Return the application's font in another size.

    Args:
        pixels: Height in device-independent pixels.
        bold: Whether it is semibold.
    """
    font = QFont(body_font())
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font
