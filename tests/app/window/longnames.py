"""The flagship with names as long as people give them, every one of them another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.formats import read_scenario
from tests.app.report.cases import SCENARIOS

if TYPE_CHECKING:
    from models.scenario import Scenario

LENGTH = 40
_KINDS = {
    "organisation": ("teams", "directories", "vaults", "log_sinks", "platforms", "resources"),
    "workload": ("fleets",),
}


def long_name(key: str, at: int) -> str:
    """Return a name of exactly 40 letters that begins as others do."""
    words = f"European division, {key.replace('_', ' ')}"
    return f"{words[: LENGTH - 4].rstrip()} ".ljust(LENGTH - 3, "x") + f"{at:03d}"


def with_long_names(scenario: Scenario) -> Scenario:
    """Return *scenario* with such a name for everything that has one."""
    data = scenario.model_copy(update={"title": long_name("programme of the year", 0)})
    for part, groups in _KINDS.items():
        whole = getattr(data, part)
        named = {
            group: {
                key: one.model_copy(update={"title": long_name(key, at)})
                for at, (key, one) in enumerate(getattr(whole, group).items())
            }
            for group in groups
        }
        data = data.model_copy(update={part: whole.model_copy(update=named)})
    designs = {
        key: one.model_copy(update={"title": long_name(key, at)})
        for at, (key, one) in enumerate(data.designs.items())
    }
    return data.model_copy(update={"designs": designs})


def long_larkfield() -> Scenario:
    """Return the flagship with long names."""
    return with_long_names(read_scenario(SCENARIOS / "larkfield.yaml"))
