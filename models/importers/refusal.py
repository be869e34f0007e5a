"""The one way in which an importer says no."""

from __future__ import annotations

from models.errors import Place, ScenarioError

AGAIN = "export again, or correct the file by hand"


def refusal(
    *, file: str, expected: str, found: str, advice: str = AGAIN, line: int = 0, field: str = ""
) -> ScenarioError:
    """Return the error that names the place, what was expected and found, and what to do.

    Args:
        file: Path below the export's folder.
        expected: What should stand there.
        found: What stands there.
        advice: What the user can do, as a clause without a capital and a full stop.
        line: Line from 1; 0 where the whole file is meant.
        field: JSON pointer of the field; empty where the whole file is meant.
    """
    return ScenarioError(Place(file, line, field), expected, found, advice)
