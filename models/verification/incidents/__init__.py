"""Documented incidents as plausibility checks: each is one case, and proves nothing by itself."""

from models.verification.incidents.cases import CASES
from models.verification.incidents.json_form import incidents_json
from models.verification.incidents.judging import MOST_RATIO, Case
from models.verification.incidents.result import Band, IncidentCheck, IncidentRow
from models.verification.incidents.running import check_incidents

__all__ = [
    "CASES",
    "MOST_RATIO",
    "Band",
    "Case",
    "IncidentCheck",
    "IncidentRow",
    "check_incidents",
    "incidents_json",
]
