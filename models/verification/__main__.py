"""The verifying process of a window: ``python -P -m models.verification``."""

from __future__ import annotations

import sys

from models.verification.service import serve

if __name__ == "__main__":
    sys.exit(serve(sys.stdin.buffer, sys.stdout.buffer))
