"""Entry of the program: the only module that chooses between command line and window."""

from __future__ import annotations

import sys
from importlib.util import find_spec

_OPENED = (".yaml", ".yml", ".trace")


def main() -> int:
    """Run the program and return its exit code.

    Without arguments the window opens; files given alone open in it.  Everything else is a
    command of the command line.
    """
    words = sys.argv[1:]
    if words and not all(word.endswith(_OPENED) for word in words):
        from app.cli import main as run_command

        return run_command(words)
    return _open(words)


def _open(files: list[str]) -> int:
    """Open the window, or say in one line why that cannot be; 3 is a fault of the environment."""
    if find_spec("PySide6") is None:
        reason = "PySide6 is not installed; use the command line: `sprawl compare`"
    else:
        from app.window.display import why_no_window

        reason = why_no_window()
    if reason:
        sys.stderr.write(f"sprawl: {reason}\n")
        return 3
    from app.window.launch import run_window

    return run_window(files)


if __name__ == "__main__":
    sys.exit(main())
