from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.experiments import FullRun, InProcess, compare

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario


@pytest.fixture(scope="session")
def full(small: Scenario) -> FullRun:
    """A full run of the small scenario, before any edit."""
    return FullRun(small, compare(small, InProcess()))
