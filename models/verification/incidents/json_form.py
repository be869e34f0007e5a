"""The table of incidents for machines."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.verification.incidents.result import IncidentCheck

FORMAT, VERSION = "sprawl incidents", 1


def incidents_json(check: IncidentCheck) -> str:
    """Return a check as JSON text; a number that JSON lacks is null."""
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "engine": check.engine,
        "seed": check.seed,
        "passed": check.passed,
        "rows": [{**asdict(row), "fits": row.fits, "told": row.sentence} for row in check.rows],
    }
    return json.dumps(_plain(whole), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever asdict gives
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
