"""The tables of the page, each in a frame with its title and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.tokens import FAR_GLYPH

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from app.window.comparing.replications import ReplicationsTable
    from app.window.comparing.table import MetricsTable


def metrics_section(table: MetricsTable, export: QAction) -> QFrame:
    """Return the table of all metrics in its frame; *export* writes all of the comparison."""
    from models.comparison.phrases import PAIRED  # brings all metrics: not before there are any

    copy_button = QPushButton("Copy")
    copy_button.setAccessibleName("Copy table")
    copy_button.setToolTip("Copy the selected rows, or the whole table (Ctrl+C).")
    copy_button.clicked.connect(table.copy)
    export_button = QPushButton("Export…")
    export_button.setAccessibleName("Export comparison")
    export_button.setToolTip(export.toolTip())
    export_button.clicked.connect(export.trigger)
    note = "Headline metrics in bold; the others are exploratory and never called."
    panel = _framed("All metrics", note, table, (copy_button, export_button))
    foot = QLabel(f"† {PAIRED}")
    foot.setProperty("role", "muted")
    foot.setWordWrap(True)
    table.crossing.connect(foot.setVisible)
    foot.setVisible(table.metrics.has_crossing)
    if (layout := panel.layout()) is not None:
        layout.addWidget(foot)
    return panel


def replications_section(table: ReplicationsTable) -> QFrame:
    """Return the table of replications in its frame."""
    note = (
        f"Difference to the baseline, one by one; {FAR_GLYPH} is far from the others. "
        "Enter plays it."
    )
    return _framed("Replications", note, table, ())


def _framed(name: str, text: str, table: QWidget, buttons: tuple[QPushButton, ...]) -> QFrame:
    panel = QFrame()
    panel.setObjectName("panel")
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(16, 12, 16, 12)
    head = QHBoxLayout()
    title, note = QLabel(name), QLabel(text)
    title.setProperty("role", "title")
    note.setProperty("role", "muted")
    head.addWidget(title)
    head.addWidget(note)
    head.addStretch(1)
    for button in buttons:
        head.addWidget(button)
    layout.addLayout(head)
    layout.addWidget(table)
    return panel
