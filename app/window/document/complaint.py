"""What is wrong with one edited value, as one line under its field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from models.formats import misfit

if TYPE_CHECKING:
    from models.errors import ScenarioError


def refusal_of(error: ValidationError | ScenarioError) -> tuple[str, str, str]:
    """Return what the first complaint expected, what it found if that was not the text, advice."""
    if isinstance(error, ValidationError):
        expected, advice = misfit(error)
        return expected, "", advice
    return error.expected, error.found, error.advice


def complaint_of(error: ValidationError | ScenarioError) -> str:
    """Return the first complaint as ``Expected ...; what to do``."""
    return told(*refusal_of(error))


def told(expected: str, found: str, advice: str) -> str:
    """Return a complaint as a sentence."""
    return f"Expected {expected}{f', found {found}' if found else ''}; {advice}"
