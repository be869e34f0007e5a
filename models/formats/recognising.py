"""What a file is, by its name and its first bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TRACE_SUFFIX = ".trace"
_ARCHIVE = b"PK\x03\x04"


def is_trace(path: Path) -> bool:
    """Whether a file is to be read as a trace: it is called one, or it is an archive as those are.

    Scenarios are text, and no text begins so.
    """
    if path.suffix.lower() == TRACE_SUFFIX:
        return True
    try:
        with path.open("rb") as opened:
            return opened.read(len(_ARCHIVE)) == _ARCHIVE
    except OSError:
        return False
