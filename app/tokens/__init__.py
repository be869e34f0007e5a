"""Colours, marks and sizes that window, charts and report share; no Qt, no matplotlib."""

from app.tokens.contrast import blend, contrast_ratio
from app.tokens.marks import FAR_GLYPH, DesignMark, design_mark, far_mark
from app.tokens.sizes import (
    BODY_PX,
    CARD_RADIUS,
    CONTROL_RADIUS,
    GAP,
    GRID,
    HEADING_PX,
    HUGE_PX,
    PANEL_RADIUS,
    SMALL_PX,
    TITLE_PX,
)
from app.tokens.theme import DARK, LIGHT, SIGN_PAIRS, TEXT_PAIRS, Theme, ThemeName, theme

__all__ = [
    "BODY_PX",
    "CARD_RADIUS",
    "CONTROL_RADIUS",
    "DARK",
    "FAR_GLYPH",
    "GAP",
    "GRID",
    "HEADING_PX",
    "HUGE_PX",
    "LIGHT",
    "PANEL_RADIUS",
    "SIGN_PAIRS",
    "SMALL_PX",
    "TEXT_PAIRS",
    "TITLE_PX",
    "DesignMark",
    "Theme",
    "ThemeName",
    "blend",
    "contrast_ratio",
    "design_mark",
    "far_mark",
    "theme",
]
