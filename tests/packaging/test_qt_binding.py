"""The pinned binding keeps the reference count of None (PySide6 6.12.0 does not)."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

CALLS = 5000


def test_void_calls_lose_no_reference_to_none() -> None:
    # None is immortal from Python 3.12 on; there the count simply stands still.
    qt_object = QObject()
    qt_object.setObjectName("warm")
    before = sys.getrefcount(None)

    for _ in range(CALLS):
        qt_object.setObjectName("agent")

    assert abs(sys.getrefcount(None) - before) < CALLS // 10
