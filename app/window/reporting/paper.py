"""The report as a text document, and as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QUrl
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPdfWriter, QTextDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.tokens import Theme
    from models.comparison import Comparison
    from models.scenario import Scenario

_IMAGE = QTextDocument.ResourceType.ImageResource
_MARGIN_PX, _MARGIN_MM = 24.0, 12.0
_PAPER_DPI = 110
"""Pixels of the page on an inch of paper: ten columns of figures fit a landscape page."""


def pictures(
    scenario: Scenario, comparison: Comparison, theme: Theme
) -> Iterator[tuple[str, QImage]]:
    """Yield the pictures of the report one by one, each with its name in the text."""
    from app.charts import figure_for, names_of, png_bytes
    from app.report import PICTURE_PX, chart_names

    names = names_of(scenario)
    for name, panel in chart_names(comparison).items():
        figure = figure_for(panel, comparison, theme, PICTURE_PX, names=names)
        yield name, QImage.fromData(png_bytes(figure))


def put_picture(document: QTextDocument, name: str, picture: QImage) -> None:
    """Give *document* the picture of a name."""
    document.addResource(_IMAGE, QUrl(name), picture)


def pdf_bytes(scenario: Scenario, comparison: Comparison, theme: Theme) -> bytes:
    """Return the report as PDF, on A4 in landscape.

    Raises:
        ScenarioError: The scenario cannot be resolved.
    """
    from app.report import printed_html

    document = QTextDocument()
    for name, picture in pictures(scenario, comparison, theme):
        put_picture(document, name, picture)
    document.setHtml(printed_html(scenario, comparison, theme))
    store = QBuffer()
    store.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(store)
    writer.setTitle(comparison.scenario or "A comparison of designs")
    writer.setCreator("Sprawl")
    writer.setResolution(_PAPER_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    edge = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(edge, QPageLayout.Unit.Millimeter)
    document.print_(writer)
    store.close()
    return bytes(store.data().data())


def set_margin(document: QTextDocument) -> None:
    """Keep the text off the edges of the window."""
    document.setDocumentMargin(_MARGIN_PX)
