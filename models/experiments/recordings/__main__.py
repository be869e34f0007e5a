"""The recording process of a window: ``python -P -m models.experiments.recordings``."""

from __future__ import annotations

import sys

from models.experiments.recordings.service import serve

if __name__ == "__main__":
    sys.exit(serve(sys.stdin.buffer, sys.stdout.buffer))
