"""Cyclic garbage: a run hardly makes any, and looking for it often costs a tenth of its time."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SELDOM = 200_000
"""How many objects are made between two looks; some tens of MiB."""


@contextmanager
def seldom_sought() -> Iterator[None]:
    """Look for cyclic garbage seldom within, and as before afterwards."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
