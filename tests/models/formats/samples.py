"""The scenario that tests of the format start from, and ways to break it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from models.formats import read_scenario

if TYPE_CHECKING:
    from models.scenario import Scenario

CORPUS = Path(__file__).parent / "corpus"


@cache
def valid_text() -> str:
    return (CORPUS / "valid.yaml").read_text("utf-8")


@cache
def valid_scenario() -> Scenario:
    return read_scenario(valid_text())


def changed(*pairs: tuple[str, str]) -> str:
    """Return the valid text with each first piece exchanged for the second."""
    text = valid_text()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text
