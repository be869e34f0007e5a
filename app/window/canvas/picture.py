"""The whole canvas as a picture: PNG, SVG or PDF, and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from app.window.look.fonts import sized_font

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice, QPaintDevice

    from app.window.canvas.scene import OrganisationScene

_HEAD, _EDGE = 56, 24
"""Room for the title and around everything, scene units."""

_PNG_SCALE = 2.0
_MOST_PIXELS = 16_000
FORMATS = (".png", ".svg", ".pdf")


class UnknownFormatError(ValueError):
    """A picture was asked for in a format that there is not."""


def picture_size(scene: OrganisationScene) -> QSizeF:
    """Return the size of the picture, scene units."""
    return QSizeF(scene.extent.width() + 2 * _EDGE, scene.extent.height() + _HEAD + 2 * _EDGE)


def paint_picture(
    scene: OrganisationScene, painter: QPainter, target: QRectF, title: str, design: str
) -> None:
    """Paint all cards, as large as *target* allows, below a title.

    Args:
        scene: What is shown.
        painter: With what.
        target: Where to.
        title: Name of the scenario.
        design: Name of the design.
    """
    size = picture_size(scene)
    scale = min(target.width() / size.width(), target.height() / size.height())
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.translate(target.topLeft())
    painter.scale(scale, scale)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(scene.theme.background))
    painter.setFont(sized_font(20, bold=True))
    painter.setPen(QColor(scene.theme.text))
    painter.drawText(QRectF(_EDGE, _EDGE, size.width() - 2 * _EDGE, 26),
                     Qt.AlignmentFlag.AlignLeft, title)  # fmt: skip
    painter.setFont(sized_font(13))
    painter.setPen(QColor(scene.mark.colour))
    painter.drawText(QRectF(_EDGE, _EDGE + 28, size.width() - 2 * _EDGE, 20),
                     Qt.AlignmentFlag.AlignLeft, f"{scene.mark.glyph} {design}")  # fmt: skip
    place = QRectF(_EDGE, _HEAD + _EDGE, scene.extent.width(), scene.extent.height())
    with scene.on_paper():
        scene.render(painter, place, scene.extent)
    painter.restore()


def write_picture(scene: OrganisationScene, path: Path, title: str, design: str) -> None:
    """Write a picture in the format that the name of the file says.

    Raises:
        UnknownFormatError: None of `FORMATS`.
        OSError: It cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise UnknownFormatError(f"{path.name}: PNG, SVG or PDF are possible")
    size = picture_size(scene)
    if ending == ".png":
        _write_png(scene, path, size, title, design)
        return
    device: QPaintDevice
    if ending == ".svg":
        device = QSvgGenerator()
        device.setFileName(str(path))
        device.setSize(QSize(round(size.width()), round(size.height())))
        device.setViewBox(QRectF(0, 0, size.width(), size.height()))
        device.setTitle(title)
    else:
        device = QPdfWriter(str(path))
        device.setTitle(title)
        _set_page(device, size)
    _paint_on(device, scene, path, title, design)


def _set_page(device: QPagedPaintDevice, size: QSizeF) -> None:
    """Make the page as large as the picture, without margins."""
    page = QPageSize(size * 0.75, QPageSize.Unit.Point)
    layout = QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    device.setPageLayout(layout)


def _paint_on(
    device: QPaintDevice, scene: OrganisationScene, path: Path, title: str, design: str
) -> None:
    painter = QPainter()
    if not painter.begin(device):
        raise OSError(None, "it cannot be written there", str(path))
    try:
        room = QRectF(0, 0, device.width(), device.height())
        paint_picture(scene, painter, room, title, design)
    finally:
        painter.end()


def _write_png(scene: OrganisationScene, path: Path, size: QSizeF, title: str, design: str) -> None:
    largest = max(size.width(), size.height())
    scale = min(_PNG_SCALE, _MOST_PIXELS / largest)
    image = QImage(
        max(1, round(size.width() * scale)),
        max(1, round(size.height() * scale)),
        QImage.Format.Format_RGB32,
    )
    image.fill(QColor(scene.theme.background))
    _paint_on(image, scene, path, title, design)
    if not image.save(str(path)):
        raise OSError(None, "it cannot be written there", str(path))
