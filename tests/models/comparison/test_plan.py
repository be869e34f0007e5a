"""Which designs are run."""

from __future__ import annotations

import pytest

from models.comparison import plan_designs
from models.errors import ScenarioError
from models.profile import digest
from tests.models.comparison.fakes import clinic, parts_of


def test_a_plan_holds_four_corners_and_what_is_put_back() -> None:
    plan = plan_designs(clinic())
    assert plan.baseline_id == "today"
    assert [target.id for target in plan.targets] == ["middle", "one"]
    assert next(iter(plan.profiles)) == plan.baseline
    assert set(parts_of(plan)) == set(plan.profiles)
    for key, profile in plan.profiles.items():
        assert digest(profile) == key
    one = plan.targets[1]
    assert plan.profiles[one.structure_only].binding == plan.profiles[one.design].binding
    assert plan.profiles[one.settings_only].binding == plan.profiles[plan.baseline].binding


def test_equal_designs_are_run_once() -> None:
    plan = plan_designs(clinic(compare="[twin, one]"))
    same, one = plan.targets
    assert {same.design, same.structure_only, same.settings_only, same.put_back} == {plan.baseline}
    assert one.design != plan.baseline
    assert len(plan.profiles) <= 5


def test_a_plan_does_not_change() -> None:
    assert list(plan_designs(clinic()).profiles) == list(plan_designs(clinic()).profiles)


@pytest.mark.parametrize("wrong", ["last_domain_lags", "residual_access"])
def test_headline_metrics_must_exist(wrong: str) -> None:
    with pytest.raises(ScenarioError, match=rf"experiment.headline.*{wrong}"):
        plan_designs(clinic(headline=f"authority, {wrong}"))
