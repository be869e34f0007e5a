"""The whole canvas as a picture: PNG, SVG or PDF, and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt
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


class UnknownFormatError(ValueError):
    """A picture was asked for in a format that we do not write."""


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
    """Write a picture in the format that the name of the file says, whole or not at all.

    Raises:
        UnknownFormatError: It is none that we write.
        OSError: It cannot be written; what stood there before stands.
    """
    from models.formats import replace_file

    draw = {".png": _png, ".svg": _svg, ".pdf": _pdf}.get(path.suffix.lower())
    if draw is None:
        raise UnknownFormatError(f"{path.name}: PNG, SVG or PDF are possible")
    whole = QBuffer()
    whole.open(QIODevice.OpenModeFlag.WriteOnly)
    draw(scene, whole, title, design)
    replace_file(path, bytes(whole.data().data()))


def _svg(scene: OrganisationScene, whole: QBuffer, title: str, design: str) -> None:
    size = picture_size(scene)
    device = QSvgGenerator()
    device.setOutputDevice(whole)
    device.setSize(QSize(round(size.width()), round(size.height())))
    device.setViewBox(QRectF(0, 0, size.width(), size.height()))
    device.setTitle(title)
    _paint_on(device, scene, title, design)


def _pdf(scene: OrganisationScene, whole: QBuffer, title: str, design: str) -> None:
    device = QPdfWriter(whole)
    device.setTitle(title)
    _set_page(device, picture_size(scene))
    _paint_on(device, scene, title, design)


def _png(scene: OrganisationScene, whole: QBuffer, title: str, design: str) -> None:
    size = picture_size(scene)
    scale = min(_PNG_SCALE, _MOST_PIXELS / max(size.width(), size.height()))
    image = QImage(
        max(1, round(size.width() * scale)),
        max(1, round(size.height() * scale)),
        QImage.Format.Format_RGB32,
    )
    image.fill(QColor(scene.theme.background))
    _paint_on(image, scene, title, design)
    image.save(whole, "PNG")  # type: ignore[call-overload]  # its stub knows bytes only


def _set_page(device: QPagedPaintDevice, size: QSizeF) -> None:
    """Make the page as large as the picture, without margins."""
    page = QPageSize(size * 0.75, QPageSize.Unit.Point)
    layout = QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    device.setPageLayout(layout)


def _paint_on(device: QPaintDevice, scene: OrganisationScene, title: str, design: str) -> None:
    painter = QPainter(device)
    room = QRectF(0, 0, device.width(), device.height())
    paint_picture(scene, painter, room, title, design)
    painter.end()
