from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models.formats import is_trace
from models.trace import UnreadableTrace, beside, open_trace, record, write_trace
from tests.models.trace.conftest import recorded, scenario_called

if TYPE_CHECKING:
    from pathlib import Path

    from models.trace import Trace


def test_a_trace_is_told_from_a_scenario_by_its_name_or_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "any"
    for content, found in ((b"", False), (b"sprawl: 1\n", False), (b"PK\x03\x04rest", True)):
        path.write_bytes(content)
        assert is_trace(path) is found
    assert is_trace(tmp_path / "not_there.trace")
    assert not is_trace(tmp_path / "not_there.yaml")
    assert not is_trace(tmp_path)


def test_the_scenario_comes_with_the_trace(small: Trace, tmp_path: Path) -> None:
    write_trace(small, tmp_path / "one.trace")
    found = open_trace(tmp_path / "one.trace")
    scenario = scenario_called("three_assistants")
    assert found.scenario.organisation == scenario.organisation
    assert found.scenario.experiment.seed == small.heading.seed
    assert found.remark == ""
    assert "engine 1" in replace(found, trace=_by_engine(small, "1")).remark


def _by_engine(trace: Trace, engine: str) -> Trace:
    return replace(trace, heading=replace(trace.heading, engine=engine))


def test_a_scenario_that_cannot_be_resolved_is_refused_by_the_name_of_the_file(
    small: Trace, tmp_path: Path
) -> None:
    path = tmp_path / "one.trace"
    write_trace(replace(small, heading=replace(small.heading, design="nope")), path)
    with pytest.raises(UnreadableTrace, match=r"heading.design: expected .* found 'nope'") as told:
        open_trace(path)
    assert str(told.value).startswith(str(path))


def test_only_the_same_replication_under_another_design_stands_beside(small: Trace) -> None:
    scenario = scenario_called("three_assistants")
    unified = record(scenario, "unified", 0)[0]
    assert beside([], small) == [small]
    assert beside([small], unified) == [small, unified]
    assert beside([unified], small) == [small, unified]
    assert beside([small, unified], unified) == [small, unified]
    assert beside([small], small) == [small]
    later = record(scenario, "unified", 1)[0]
    assert beside([small], later) == [later]
    assert beside([recorded("three_clouds")[0]], unified) == [unified]
