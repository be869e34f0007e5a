"""Text on charts: measured, shortened and wrapped before it is placed, and drawn fast.

Matplotlib shapes and renders every string anew for some 2 ms; a panel has fifty.  Here outlines
of characters are kept, so that a label costs a tenth of that and its width is known before
anything is drawn.  Nothing is read as a formula, and no character is invisible.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase
    from matplotlib.ft2font import FT2Font

Side = Literal["left", "center", "right"]
"""Which end of a text stands where it is put."""

MAIN_FAMILY = "DejaVu Sans"
"""Comes with matplotlib, so charts look the same everywhere; its figures are tabular."""

_OTHER_SCRIPTS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "WenQuanYi Zen Hei", "Microsoft YaHei", "PingFang SC",
    "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Arial Unicode MS",
)  # fmt: skip
_MISSING = "□"
_ELLIPSIS, _ANY = "…", 99
_EM = 100.0
_PLACES = {"left": 0.0, "center": 0.5, "right": 1.0}


@cache
def families() -> tuple[str, ...]:
    """Return the families that are tried for each character, the main one first."""
    known = {font.name for font in fontManager.ttflist}
    return (MAIN_FAMILY, *(name for name in _OTHER_SCRIPTS if name in known))


@cache
def _fonts(*, bold: bool) -> tuple[FT2Font, ...]:
    weight = "bold" if bold else "normal"
    return tuple(
        get_font(findfont(FontProperties(family=[name], weight=weight))) for name in families()
    )


@lru_cache(maxsize=4096)
def _glyph(character: str, *, bold: bool) -> tuple[Path, float] | None:
    """Return outline and advance of a character in ems, or None where no font has it."""
    for font in _fonts(bold=bold):
        if font.get_char_index(ord(character)):
            font.set_size(_EM, 72.0)
            glyph = font.load_char(ord(character), flags=LoadFlags.NO_HINTING)
            corners, codes = font.get_path()
            return Path(corners / _EM, codes), glyph.linearHoriAdvance / 65536.0 / _EM
    return None


@lru_cache(maxsize=4096)
def readable(text: str) -> str:
    """Return *text* as it can be drawn literally, on one line.

    White space becomes a blank; marks that only steer the direction or join of letters are spelt
    out, since they would else hide; characters that no font has become a box.
    """
    parts = []
    for character in text:
        category = unicodedata.category(character)
        if category in ("Cc", "Zl", "Zp", "Zs"):
            parts.append(" ")
        elif category in ("Cf", "Cs", "Co", "Cn"):
            parts.append(f"[U+{ord(character):04X}]")
        else:
            parts.append(character if _glyph(character, bold=False) else _MISSING)
    return " ".join("".join(parts).split())


@lru_cache(maxsize=8192)
def _advance_em(text: str, *, bold: bool) -> float:
    return sum(found[1] for found in (_glyph(c, bold=bold) for c in text) if found)


def width_px(text: str, size_px: float, *, bold: bool = False) -> float:
    """Return how wide *text* is drawn."""
    return _advance_em(text, bold=bold) * size_px


def shorten(text: str, room_px: float, size_px: float, *, bold: bool = False) -> str:
    """Return *text* where it fits, else its start and an ellipsis; empty where nothing fits."""
    if width_px(text, size_px, bold=bold) <= room_px:
        return text
    left = room_px - width_px(_ELLIPSIS, size_px, bold=bold)
    end = 0
    for character in text:
        left -= width_px(character, size_px, bold=bold)
        if left < 0:
            break
        end += 1
    return text[:end].rstrip() + _ELLIPSIS if end else ""


def wrap(
    text: str, room_px: float, size_px: float, *, lines: int, bold: bool = False
) -> tuple[str, ...]:
    """Return *text* in at most *lines* lines; what is left over ends in an ellipsis.

    A single sign at the end stays beside its word.
    """
    done: list[str] = []
    words = text.split(" ")
    if len(words) > 1 and len(words[-1]) == 1:
        words[-2:] = [" ".join(words[-2:])]
    while words and len(done) < lines - 1:
        count = len(words)
        left = room_px
        for place, word in enumerate(words):
            left -= width_px(f" {word}" if place else word, size_px, bold=bold)
            if left < 0:
                count = max(1, place)
                break
        done.append(shorten(" ".join(words[:count]), room_px, size_px, bold=bold))
        words = words[count:]
    if words:
        done.append(shorten(" ".join(words), room_px, size_px, bold=bold))
    return tuple(done)


Sizes = tuple[tuple[float, int], ...]
"""Pairs of height in pixels and most lines, the preferred one first."""


@lru_cache(maxsize=2048)
def fit(
    text: str, room_px: float, sizes: Sizes, *, bold: bool = False
) -> tuple[float, tuple[str, ...]]:
    """Return the first of *sizes* in which a text is whole, with its lines; else the last, cut."""
    for size, most in sizes:
        lines = wrap(text, room_px, size, lines=_ANY, bold=bold)
        if len(lines) <= most and "".join(lines).count(_ELLIPSIS) == text.count(_ELLIPSIS):
            return size, lines
    size, most = sizes[-1]
    return size, wrap(text, room_px, size, lines=most, bold=bold)


@lru_cache(maxsize=2048)
def _outline(text: str, *, bold: bool) -> Path:
    """Return the outline of a whole string in ems, from 0 on the base line."""
    corners, codes = [np.empty((0, 2))], [np.empty(0, dtype=np.uint8)]
    at = 0.0
    for character in text:
        found = _glyph(character, bold=bold)
        if found is None:
            continue
        path, advance = found
        if path.codes is not None:
            corners.append(np.asarray(path.vertices) + np.array([at, 0.0]))
            codes.append(np.asarray(path.codes, dtype=np.uint8))
        at += advance
    return Path(np.concatenate(corners), np.concatenate(codes))


@lru_cache(maxsize=2048)
def _box(text: str, *, bold: bool) -> Bbox:
    """Return the box around the outline of a string, in ems."""
    corners = np.asarray(_outline(text, bold=bold).vertices)
    if not len(corners):
        return Bbox([[0.0, 0.0], [0.0, 0.0]])
    return Bbox([corners.min(axis=0).tolist(), corners.max(axis=0).tolist()])


class Lettering(Text):
    """A text artist whose outlines are kept between drawings."""

    def __init__(self, x: float, y: float, text: str, *, bold: bool, color: str, ha: Side) -> None:
        """Stand with the end *ha* at *x* and the base line at *y*."""
        super().__init__(x, y, text, color=color, fontfamily=list(families()), parse_math=False)
        self.set_fontweight("bold" if bold else "normal")
        self.set_horizontalalignment(ha)
        self.set_verticalalignment("baseline")
        self._bold = bold

    def draw(self, renderer: RendererBase) -> None:
        """Draw from the kept outline where pixels are drawn; leave files of vectors to the base."""
        if not isinstance(renderer, RendererAgg):
            super().draw(renderer)
            return
        if not self.get_visible() or not self.get_text():
            return
        context = renderer.new_gc()
        context.set_linewidth(0.0)
        context.set_alpha(1.0)
        place, colour = self._place(float(renderer.dpi)), self.get_color()
        outline = _outline(self.get_text(), bold=self._bold)
        renderer.draw_path(context, outline, place, _rgb(colour))  # type: ignore[no-untyped-call]
        context.restore()
        self.stale = False

    def get_window_extent(
        self, renderer: RendererBase | None = None, dpi: float | None = None
    ) -> Bbox:
        """Return the box of the outline, in pixels of the figure."""
        figure = self.get_figure(root=True)
        if dpi is None:
            dpi = 100.0 if figure is None else figure.get_dpi()
        del renderer
        return self._place(dpi).transform_bbox(_box(self.get_text(), bold=self._bold))

    def _place(self, dpi: float) -> Affine2D:
        """Return where the outline lies, from ems to pixels."""
        size_px = float(self.get_fontsize()) * dpi / 72.0
        left, base = self.get_transform().transform(self.get_unitless_position())
        width = _advance_em(self.get_text(), bold=self._bold) * size_px
        left -= width * _PLACES[self.get_horizontalalignment()]
        return Affine2D().scale(size_px).translate(left, round(base))


@lru_cache(maxsize=256)
def _rgb(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[at : at + 2], 16) / 255.0 for at in (1, 3, 5))  # type: ignore[return-value]
