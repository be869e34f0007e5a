"""What must be equal wherever cells of one run are computed."""

from __future__ import annotations

import numpy as np

from models.engine.version import ENGINE_VERSION
from models.metrics import definitions_digest


def versions() -> str:
    """Return the versions that can change a result, as one line."""
    return f"engine {ENGINE_VERSION}, metrics {definitions_digest()[:12]}, numpy {np.__version__}"
