"""The archive process of a window: ``python -P -m models.experiments.archive``."""

from __future__ import annotations

import sys

from models.experiments.archive.service import serve

if __name__ == "__main__":
    sys.exit(serve(sys.stdin.buffer, sys.stdout.buffer))
