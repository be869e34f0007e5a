"""Icons: drawn in one colour, tinted when asked, cached."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.resources import assets_folder

_RATIOS = (1.0, 2.0, 3.0)
"""Device pixels in a pixel for which icons are drawn; between them Qt scales."""


@cache
def _drawing(name: str) -> str:
    return (assets_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def has_icon(name: str) -> bool:
    """Whether there is a drawing of that name."""
    return (assets_folder() / "icons" / f"{name}.svg").is_file()


@cache
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return a picture of *size* device-independent pixels at a device pixel *ratio*."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, name, colour, QRectF(0, 0, size, size))
    painter.end()
    return picture


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    tinted = _drawing(name).replace('color="#000000"', f'color="{colour}"')
    tinted = tinted.replace("currentColor", colour)
    return QSvgRenderer(QByteArray(tinted.encode()))


def paint_icon(painter: QPainter, name: str, colour: str, where: QRectF) -> None:
    """Paint an icon in a rectangle."""
    _renderer(name, colour).render(painter, where)


@cache
def icon(name: str, colour: str, disabled: str = "", checked: str = "") -> QIcon:
    """Return an icon in one colour, and others for its disabled and checked state."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(pixmap(name, colour, 18, ratio))
        if disabled:
            made.addPixmap(pixmap(name, disabled, 18, ratio), QIcon.Mode.Disabled)
        if checked:
            made.addPixmap(pixmap(name, checked, 18, ratio), QIcon.Mode.Normal, QIcon.State.On)
    return made


def app_icon() -> QIcon:
    """Return the icon of the program."""
    return QIcon(str(assets_folder() / "sprawl.svg"))
