"""A worker process: ``python -P -m models.worker``."""

from __future__ import annotations

import contextlib
import os
import signal
import sys

from models.worker.service import serve


def main() -> int:
    """Serve the parent until it closes standard input; return an exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches us too; the parent ends us
    with contextlib.suppress(OSError, AttributeError):
        os.nice(5)  # the window and the user's other work come first
    return serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    sys.exit(main())
