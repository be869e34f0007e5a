"""The pointer that says that something takes a while."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.scenario import Scenario

MANY = 500
"""Objects from which on a step that changes many of them can be noticed."""


@contextmanager
def waiting(scenario: Scenario | None = None) -> Iterator[None]:
    """Show that something takes a while; with a *scenario* only if that is a large one."""
    if scenario is not None and not _is_large(scenario):
        yield
        return
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


def _is_large(scenario: Scenario) -> bool:
    org, work = scenario.organisation, scenario.workload
    count = len(org.platforms) + len(org.resources) + len(org.vaults) + len(org.log_sinks)
    return count + len(work.fleets) > MANY
