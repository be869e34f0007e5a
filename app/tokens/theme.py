"""The colours of the light and of the dark theme."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, each as ``#RRGGBB``.

    Attributes:
        name: ``light`` or ``dark``.
        background: Behind everything.
        surface: Panels and bars.
        raised: Cards and fields on a panel.
        text: Running text.
        muted: Remarks; readable.
        faint: Ornaments and large text only: below 4.5 : 1.
        line: Borders.
        line_soft: Grid lines and chips.
        accent: Selection, links, the main button.
        accent_soft: Behind selected rows.
        on_accent: Text on `accent`.
        warn: Something to look at.
        warn_soft: Behind `warn`.
        bad: An error, or weaker than declared.
        bad_soft: Behind `bad`.
        ok: Better, or stronger.
        ok_soft: Behind `ok`.
        designs: Colours of the designs in file order.
        kinds: Colours of the kinds of objects.
    """

    name: ThemeName
    background: str
    surface: str
    raised: str
    text: str
    muted: str
    faint: str
    line: str
    line_soft: str
    accent: str
    accent_soft: str
    on_accent: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    ok: str
    ok_soft: str
    designs: tuple[str, ...]
    kinds: Mapping[str, str]


LIGHT = Theme(
    name="light",
    background="#F4F6F8",
    surface="#FFFFFF",
    raised="#FBFCFD",
    text="#17202B",
    muted="#566273",
    faint="#828E9E",
    line="#DCE2E9",
    line_soft="#EDF0F4",
    accent="#2B59C3",
    accent_soft="#E8EEFB",
    on_accent="#FFFFFF",
    warn="#855900",
    warn_soft="#FFF3D1",
    bad="#B3261E",
    bad_soft="#FCE4E2",
    ok="#1E7B4A",
    ok_soft="#DFF3E6",
    designs=("#B8450A", "#0A5FA0", "#0A7D5A", "#9A2FEF", "#1B2430"),
    kinds=MappingProxyType(
        {
            "directory": "#4C4FBF",
            "platform": "#0F7C86",
            "vault": "#9A6700",
            "log_sink": "#4B5A6B",
            "fleet": "#8A3FA0",
            "resource": "#2E7D32",
        }
    ),
)

DARK = Theme(
    name="dark",
    background="#0F141A",
    surface="#171E26",
    raised="#1C242E",
    text="#E7ECF3",
    muted="#A2AEBD",
    faint="#77849A",
    line="#2A3441",
    line_soft="#222B36",
    accent="#86A8FF",
    accent_soft="#22304F",
    on_accent="#0F141A",
    warn="#F0C44C",
    warn_soft="#3A300F",
    bad="#FF8A80",
    bad_soft="#40201E",
    ok="#6FD79B",
    ok_soft="#173425",
    designs=("#FF9A5C", "#6CC0F5", "#5BD3A9", "#B07BFF", "#F7F36A"),
    kinds=MappingProxyType(
        {
            "directory": "#A3A6FF",
            "platform": "#63CBD4",
            "vault": "#F0C44C",
            "log_sink": "#9FB0C3",
            "fleet": "#D79BEA",
            "resource": "#86D08A",
        }
    ),
)

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((front, back) for front in ("text", "muted") for back in ("background", "surface", "raised")),
    *((front, back) for front in ("accent", "warn", "bad", "ok") for back in ("surface", "raised")),
    *((front, "background") for front in ("accent", "warn", "bad", "ok")),
    *((front, f"{front}_soft") for front in ("accent", "warn", "bad", "ok")),
    ("text", "line_soft"),
    ("muted", "line_soft"),
    ("text", "accent_soft"),
    ("muted", "accent_soft"),
    ("on_accent", "accent"),
)
"""Every pair (text, ground) that screens and charts may use for text of normal size."""

SIGN_PAIRS: tuple[tuple[str, str], ...] = tuple(
    (front, back)
    for front in ("accent", "warn", "bad", "ok", "muted", "faint")
    for back in ("background", "surface", "raised")
)
"""Every pair (sign, ground) of focus rings, icons and marks that are no text."""


def theme(name: ThemeName) -> Theme:
    """Return the theme called *name*."""
    return DARK if name == "dark" else LIGHT
