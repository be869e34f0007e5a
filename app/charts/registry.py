"""Finds every panel: a new one is one new file in `app.charts.figures`."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from app.charts.panel import Panel

if TYPE_CHECKING:
    from models.comparison import Comparison


@cache
def panels() -> tuple[Panel, ...]:
    """Return all panels in the order in which they are shown."""
    package = import_module("app.charts.figures")
    found = []
    for module in pkgutil.iter_modules(package.__path__, "app.charts.figures."):
        panel = getattr(import_module(module.name), "PANEL", None)
        if isinstance(panel, Panel):
            found.append(panel)
    return tuple(sorted(found, key=lambda panel: (panel.rank, panel.id)))


def panel_of(panel_id: str) -> Panel:
    """Return a panel by its id; raise ``KeyError`` where there is none."""
    for panel in panels():
        if panel.id == panel_id:
            return panel
    raise KeyError(panel_id)


def panels_of(comparison: Comparison) -> tuple[str, ...]:
    """Return the ids of the panels for which *comparison* holds what they need."""
    held = {metric.id for metric in comparison.metrics} | {t.id for t in comparison.tables}
    if any(metric.headline for metric in comparison.metrics):
        held.add("headline")
    if len(comparison.columns) > 1:
        held.add("target")
    return tuple(panel.id for panel in panels() if held.issuperset(panel.needs))
