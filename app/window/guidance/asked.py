"""What the user points at: the term that a widget shows, or what it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QTableView, QWidget

from app.window.guidance.terms import Term, term_called

if TYPE_CHECKING:
    from collections.abc import Iterator


@runtime_checkable
class Explains(Protocol):
    """A widget that shows more than one thing, and knows which of them is asked about."""

    def terms_here(self) -> Iterator[str]:
        """Yield labels, the nearest to the pointer first."""


def explanation_of(widget: QWidget | None) -> Term | None:
    """Return the term that *widget* or what holds it shows, else what its tooltip says."""
    parents = list(_upwards(widget))
    for each in parents:
        for label in _labels(each):
            term = term_called(label)
            if term is not None:
                return term
    for each in parents:
        if each.toolTip():
            return Term(each.accessibleName() or "This", each.toolTip(), "word")
    return None


def _upwards(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None and not widget.isWindow():
        yield widget
        widget = widget.parentWidget()


def _labels(widget: QWidget) -> Iterator[str]:
    """Yield what stands on a widget, the nearest to the user first."""
    if isinstance(widget, Explains):
        yield from widget.terms_here()
    if isinstance(widget, QAbstractItemView):
        yield from _labels_of_row(widget)
    if isinstance(widget, QAbstractButton | QLabel):
        yield widget.text()
    yield widget.accessibleName()


def _labels_of_row(view: QAbstractItemView) -> Iterator[str]:
    index = view.currentIndex()
    if not index.isValid():
        return
    yield str(index.data() or "")
    if isinstance(view, QTableView):
        for section, way in (
            (index.row(), Qt.Orientation.Vertical),
            (index.column(), Qt.Orientation.Horizontal),
        ):
            yield str(view.model().headerData(section, way) or "")
    yield str(index.siblingAtColumn(0).data() or "")
    yield str(index.parent().data() or "")
