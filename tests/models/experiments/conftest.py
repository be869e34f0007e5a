from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.cli.files import bundled
from models.formats import read_scenario

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario


@pytest.fixture(scope="session")
def small() -> Scenario:
    """The teaching scenario, short enough for a test: 16 d, two replications, one target."""
    path = next(path for path in bundled() if path.stem == "three_assistants")
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("horizon: 180 d", "horizon: 16 d, follow_up: 8 d"),
        ("warm_up: 14 d", "warm_up: 2 d"),
        ("at_least: 10, at_most: 20", "at_least: 2, at_most: 2"),
        ("compare: [unified, two_hubs]", "compare: [unified]"),
        ("at: 5 d, every: 5 d", "at: 1 d, every: 1 d"),
        ("at: 67 d 15 h", "at: 3 d"),
        ("at: 60 d", "at: 4 d"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    return read_scenario(text)
