"""Verification: what the engine finds where theory knows the answer (DESIGN section 7).

Every golden value is an ordinary scenario file, run like any other; a case says which metric of
its runs is compared with which closed form of its own parameters.
"""

from models.verification.computing import OnProgress, Progress
from models.verification.golden import Corner, Golden
from models.verification.json_form import verification_json
from models.verification.registry import CASES, case_ids
from models.verification.result import Row, Verdict, Verification
from models.verification.running import UnknownCaseError, verify

__all__ = [
    "CASES",
    "Corner",
    "Golden",
    "OnProgress",
    "Progress",
    "Row",
    "UnknownCaseError",
    "Verdict",
    "Verification",
    "case_ids",
    "verification_json",
    "verify",
]
