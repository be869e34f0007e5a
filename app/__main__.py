"""Entry of the program: the only module that chooses between command line and window."""

from __future__ import annotations

import sys

from models import __version__


def main() -> int:
    """Run the program and return its exit code."""
    sys.stdout.write(f"sprawl {__version__}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
