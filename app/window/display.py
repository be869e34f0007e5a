"""Whether a window can be shown at all; asked before Qt is asked, which would abort."""

from __future__ import annotations

import os
import subprocess
import sys

_PROBE = "from PySide6.QtWidgets import QApplication; QApplication([])"
_WAIT_S = 20
_WITHOUT = "use the command line instead: `sprawl compare`, `sprawl --help`"


def why_no_window() -> str:
    """Return in one line why no window can be shown; empty where one can."""
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        return f"no display here (DISPLAY and WAYLAND_DISPLAY are not set); {_WITHOUT}"
    try:
        probe = subprocess.run(  # noqa: S603 - our own interpreter and text
            [sys.executable, "-P", "-c", _PROBE],
            capture_output=True,
            timeout=_WAIT_S,
            check=False,
            text=True,
            errors="replace",
        )
    except (OSError, subprocess.TimeoutExpired):
        return f"the display does not answer; {_WITHOUT}"
    if probe.returncode == 0:
        return ""
    if "ImportError" in probe.stderr or "cannot open shared object" in probe.stderr:
        missing = _first_line_with(probe.stderr, "ImportError")
        return f"Qt's system libraries are missing ({missing}); install them, or {_WITHOUT}"
    return f"the display cannot be opened; {_WITHOUT}"


def _first_line_with(text: str, word: str) -> str:
    line = next((line for line in text.splitlines() if word in line), "unknown")
    return line.removeprefix("ImportError: ").strip()
