from __future__ import annotations

import math

from models.profile import SettingRow, describe, resolve
from models.scenario.leaves import leaves
from tests.models.formats.samples import valid_scenario


def _described(design: str) -> list[SettingRow]:
    scenario = valid_scenario()
    return describe(resolve(scenario, design), scenario)


def test_every_setting_has_a_row_with_its_reason() -> None:
    rows = _described("today")
    booking = [row for row in rows if row.platform == "booking" and row.setting == "credential"]
    assert [(row.fleet, row.value, row.origin) for row in booking] == [
        ("reader", "static key", "rule keys"),
        ("booker", "shared account", "rule shared"),
    ]
    first = {row.setting for row in rows if row.platform == "storage"}
    assert first == set(leaves())
    factor = next(row for row in rows if row.setting == "grant_factor")
    assert factor.fleet == "all fleets"
    assert factor.value == "lognormal (mean 20, cv 1)"
    assert factor.source.startswith("E100 (A, ")
    assert factor.standing == "fact"


def test_gaps_are_marked_with_what_was_declared() -> None:
    rows = _described("one")
    gap = next(row for row in rows if row.platform == "records" and row.setting == "credential")
    assert (gap.gap, gap.declared, gap.value) == ("weaker", "workload OIDC", "client secret")
    assert gap.origin == "exception old_records"


def test_a_later_phase_shows_only_its_changes() -> None:
    rows = _described("one")
    later = [row for row in rows if row.start_h > -math.inf]
    assert {row.platform for row in later} == {"records"}
    assert "credential" in {row.setting for row in later}
    assert len(later) < 10


def test_values_are_words() -> None:
    rows = {r.setting: r.value for r in _described("one") if r.platform == "storage"}
    assert rows["revocation"] == (
        "push (delay uniform 0 min to 15 min, coverage 0.95, fallback expiry)"
    )
    assert rows["issuance"] == "just in time (linger 5 min, revoke on end yes)"
    assert rows["access_ttl"] == "uniform 60 min to 90 min"
