"""The table for machines."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.verification.result import Row, Verification

FORMAT, VERSION = "sprawl verification", 1


def verification_json(verification: Verification) -> str:
    """Return a verification as JSON text; a number that JSON lacks is null."""
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "engine": verification.engine,
        "seed": verification.seed,
        "passed": verification.passed,
        "rows": [_written(row) for row in verification.rows],
    }
    return json.dumps(whole, allow_nan=False, ensure_ascii=False, indent=1) + "\n"


def _written(row: Row) -> dict[str, Any]:
    return {
        key: None if isinstance(value, float) and not math.isfinite(value) else value
        for key, value in asdict(row).items()
    }
