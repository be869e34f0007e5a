"""When to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.comparison import stopping_reason
from models.comparison.stopping import is_look
from tests.models.comparison.fakes import clinic, drawn, fake_cells

if TYPE_CHECKING:
    from tests.models.comparison.fakes import Numbers


def _reason(
    replications: int, numbers: Numbers, headline: str = "authority", at: str = "at_least: 4"
) -> str:
    scenario = clinic(headline=headline)
    rule = scenario.experiment.replications
    if at == "at_least: 40":
        rule = rule.model_copy(update={"at_least": 40})
        experiment = scenario.experiment.model_copy(update={"replications": rule})
        scenario = scenario.model_copy(update={"experiment": experiment})
    plan, cells = fake_cells(scenario, replications, numbers)
    return stopping_reason(scenario, plan, cells)


def _precise(_key: str, part: str, replication: int) -> float:
    return 10.0 + len(part) + 0.01 * (replication % 3)


def _vague(key: str, part: str, replication: int) -> float:
    return 10.0 * drawn(key, part, replication) * (1 if part == "baseline" else -1)


def test_looks_double() -> None:
    assert [n for n in range(200) if is_look(n)] == [10, 20, 40, 80, 160]


@pytest.mark.parametrize("replications", [2, 9, 11, 19, 30])
def test_nobody_looks_in_between(replications: int) -> None:
    assert _reason(replications, _precise) == ""


def test_precise_differences_end_the_run_and_say_why() -> None:
    found = _reason(10, _precise)
    assert found.startswith("at 10 replications, where the half-width of every headline difference")
    assert "5 %" in found


def test_vague_differences_go_on() -> None:
    assert _reason(10, _vague) == ""


def test_not_before_the_least_number() -> None:
    assert _reason(10, _precise, at="at_least: 40") == ""
    assert _reason(40, _precise, at="at_least: 40")


def test_the_worst_headline_metric_decides() -> None:
    def mixed(key: str, part: str, replication: int) -> float:
        return (_vague if key == "outage_hours" else _precise)(key, part, replication)

    assert _reason(10, mixed, headline="authority, outage_hours") == ""
    assert _reason(10, mixed, headline="authority")


def test_what_never_ends_is_left_out_and_named() -> None:
    def endless(key: str, part: str, replication: int) -> float:
        return float("inf") if key == "lag_p95" else _precise(key, part, replication)

    found = _reason(10, endless, headline="authority, lag_p95")
    assert "left out, for want of an interval: Revocation lag (P95)" in found
    assert _reason(10, endless, headline="lag_p95") == ""


def test_a_share_has_a_resolution() -> None:
    def tiny(_key: str, part: str, replication: int) -> float:
        return 0.001 * (replication % 5) if part == "baseline" else 0.002 * (replication % 4)

    assert _reason(10, tiny, headline="lag_over_tau")
    assert _reason(10, tiny, headline="last_domain_lag") == ""
