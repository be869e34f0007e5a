"""Plans: real dates in closed form, and what holds when."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.formats import read_scenario
from models.profile import (
    DesignProfile,
    digest,
    hybrid,
    person_days_spent,
    resolve,
    stages,
    without_assumptions,
)
from models.profile.content import plain
from models.profile.migration import dates
from models.scenario.plan import Plan

if TYPE_CHECKING:
    from models.scenario.scenario import Scenario

MONTH_H = 730.5

WORDS = """
sprawl: 1
title: Plans
organisation:
  teams: {{desk: {{approvers: 2}}}}
  directories: {{okta: {{kind: okta}}}}
  platforms: {{one: {{kind: internal_api}}, two: {{kind: internal_api}}}}
  resources: {{a: {{platform: one}}, b: {{platform: two}}}}
workload: {{fleets: {{helpers: {{agents: 3, tasks: 6 / d, uses: {{a: 1, b: 1}}}}}}}}
designs:
  found: {{binding: {{one: local, two: local}}, standard: {{access_ttl: 24 h}}}}
  target:
    binding: {{one: okta, two: {second}}}
    standard: {{access_ttl: {ttl}}}
    costs: {{integration: {{one: 10 person-days{cost}}}}}
    plan: {plan}
experiment: {{horizon: 120 d, follow_up: 30 d, baseline: found, compare: [target]}}
"""

DEFAULT = "{capacity: {desk: 10 person-days}, steps: {s: {at: 10 d, platforms: [one, two]}}}"


def scenario(
    plan: str = DEFAULT, second: str = "okta", ttl: str = "1 h", cost: str = ", two: 20 person-days"
) -> Scenario:
    return read_scenario(WORDS.format(plan=plan, second=second, ttl=ttl, cost=cost))


def target(plan: str = DEFAULT, **words: str) -> DesignProfile:
    return resolve(scenario(plan, **words), "target")


def plan(*steps: tuple[float, str], capacity: float, stop_h: float = math.inf) -> Plan:
    said = {f"s{n}": {"at": f"{at_h} h", "platforms": p} for n, (at_h, p) in enumerate(steps)}
    stop = "never" if math.isinf(stop_h) else f"{stop_h} h"
    return Plan.model_validate(
        {"capacity": {"desk": f"{capacity} person-days"}, "stop_after": stop, "steps": said}
    )


def test_a_date_is_the_later_of_plan_and_work() -> None:
    found = dates(plan((100.0, "a"), (900.0, "b"), capacity=20.0), {"a": 10.0, "b": 5.0}, 2000.0)
    assert found["a"].real_h == pytest.approx(10.0 / 20.0 * MONTH_H)  # 365.25 h, not 100
    assert found["b"].real_h == 900.0  # done at 547.9 h: waits for its date
    assert found["a"].done == found["b"].done == 1.0


@given(
    st.lists(st.tuples(st.floats(0.0, 2000.0), st.floats(0.1, 50.0)), min_size=1, max_size=6),
    st.floats(0.5, 100.0),
    st.floats(10.0, 4000.0),
)
def test_work_is_done_in_order_of_dates_and_none_is_lost(
    domains: list[tuple[float, float]], capacity: float, horizon_h: float
) -> None:
    steps = tuple((at_h, f"p{n}") for n, (at_h, _) in enumerate(domains))
    effort = {f"p{n}": days for n, (_, days) in enumerate(domains)}
    found = dates(plan(*steps, capacity=capacity), effort, horizon_h)
    for name, date in found.items():
        ahead = [n for n in found if found[n].planned_h < date.planned_h]
        least = (effort[name] + sum(effort[n] for n in ahead)) / capacity * MONTH_H
        assert date.real_h >= max(date.planned_h, least) - 1e-6
    spent = sum(effort[name] * date.done for name, date in found.items())
    can = capacity * horizon_h / MONTH_H
    assert spent == pytest.approx(min(sum(effort.values()), can), rel=1e-9)


def test_what_is_not_done_when_the_project_ends_never_changes_over() -> None:
    found = dates(plan((0.0, "a"), (0.0, "b"), capacity=10.0, stop_h=900.0),
                  {"a": 10.0, "b": 10.0}, 5000.0)  # fmt: skip
    assert found["a"].real_h == pytest.approx(MONTH_H)
    assert math.isinf(found["b"].real_h)
    assert found["b"].done == pytest.approx((900.0 - MONTH_H) / MONTH_H)
    none = dates(plan((5.0, "a"), capacity=0.0), {"a": 1.0}, 5000.0)
    assert math.isinf(none["a"].real_h)
    assert none["a"].done == 0.0


def test_a_domain_is_its_sources_until_its_date() -> None:
    found = stages(target())
    assert [stage.start_h for stage in found] == pytest.approx([-math.inf, MONTH_H, 3 * MONTH_H])
    assert [stage.binding["one"] for stage in found] == ["local:one", "okta", "okta"]
    assert [stage.binding["two"] for stage in found] == ["local:two", "local:two", "okta"]
    before, after = (one.profiles["two", "helpers"].value("access_ttl") for one in found[1:])
    assert plain(before) != plain(after)


def test_effort_is_spent_as_it_is_worked() -> None:
    spent = person_days_spent(target())
    assert spent["one"] == pytest.approx(10.0)
    assert spent["two"] == pytest.approx(20.0)  # 120 d are 3.94 months: all 30 days are done
    slow = target(
        "{capacity: {desk: 5 person-days}, steps: {s: {at: 10 d, platforms: [one, two]}}}"
    )
    assert sum(person_days_spent(slow).values()) == pytest.approx(5.0 * 2880.0 / MONTH_H)


def test_a_plan_from_the_start_is_none() -> None:
    at_once = target("{steps: {s: {at: 0 d, platforms: [one, two]}}}")
    assert at_once.migration is None
    assert digest(at_once) == digest(replace(target(), migration=None))


def test_a_plan_to_what_is_there_already_is_none() -> None:
    same = scenario(
        "{steps: {s: {at: 9 d, platforms: [two]}}}", second="local", ttl="24 h", cost=""
    )
    with_plan, without = resolve(same, "target"), replace(resolve(same, "target"), migration=None)
    assert with_plan.migration is not None
    assert digest(with_plan) == digest(without)


def test_timing_belongs_to_the_structure() -> None:
    both = scenario()
    found, planned = resolve(both, "found"), resolve(both, "target")
    structure, settings = hybrid(planned, found), hybrid(found, planned)
    assert structure.migration is not None
    assert structure.migration.dates == planned.migration.dates  # type: ignore[union-attr]
    assert settings.migration is None
    late = stages(structure)
    assert [stage.binding for stage in late] == [stage.binding for stage in stages(planned)]
    first = found.at(0.0).profiles["one", "helpers"]
    own = planned.at(0.0).profiles["one", "helpers"]
    assert all(
        stage.profiles["one", "helpers"].value("access_ttl") == first.value("access_ttl")
        for stage in late
    )
    assert stages(settings)[0].profiles["one", "helpers"].value("access_ttl") == own.value(
        "access_ttl"
    )
    assert digest(hybrid(planned, planned)) == digest(planned)
    assert digest(hybrid(found, found)) == digest(found)


def test_putting_assumptions_back_leaves_dates_alone() -> None:
    both = scenario()
    found, planned = resolve(both, "found"), resolve(both, "target")
    back = without_assumptions(planned, found)
    assert back.migration is not None
    assert back.migration.dates == planned.migration.dates  # type: ignore[union-attr]
    assert digest(back.migration.source) == digest(found)
