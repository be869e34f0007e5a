"""Default failures of directories and vaults: the same for each, whatever the design.

Reach follows from binding; a rate that differed by design would prove what it assumes.
"""

from __future__ import annotations

from models.scenario.base import Valued
from models.scenario.distributions import DurationDistribution
from models.scenario.organisation import Outage
from models.units import Rate

DEFAULT_OUTAGE = Outage.model_validate(
    {
        "every": {
            "value": {"exponential": {"mean": "90 d"}},
            "note": "assumption: about four failures a year of each directory",
        },
        "lasts": {
            "value": {"lognormal": {"mean": "2 h", "cv": 1.0}},
            "note": "assumption: restored within a morning",
        },
    }
)
"""Time between failures and time to restore; an assumption (DESIGN 4b)."""

DEFAULT_COMPROMISE: Valued[Rate] = Valued[Rate].model_validate(
    {"value": "0.02 / y", "note": "assumption: one compromise in fifty directory-years"}
)
"""Rate at which a directory is compromised; an assumption (DESIGN 4b)."""

DEFAULT_RECOVERY: Valued[DurationDistribution] = Valued[DurationDistribution].model_validate(
    {
        "value": {"lognormal": {"mean": "72 h", "cv": 1.0}},
        "note": "assumption: signing keys are rotated and accounts reset within days of detection",
    }
)
"""From the detection of a directory's compromise to its containment; an assumption."""

DEFAULT_VAULT_LEAK: Valued[Rate] = Valued[Rate].model_validate(
    {"value": "0.02 / y", "note": "assumption: as often as a directory; no source counts it"}
)
"""Rate at which everything that a vault holds is lost at once; an assumption."""
