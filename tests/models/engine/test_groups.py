"""Groups of accounts over the phases of a design."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.compiled.governance import Governance, Subject
from models.engine.fleet_life import draw_agents
from models.engine.groups import groups_of, members, row_numbers, turned_h
from tests.models.engine.conftest import build_governance, build_row, build_world, exponential

WORLD = build_world(lifetime=exponential(400.0))


def phased(bindings: list[list[int]], subjects: list[Subject]) -> Governance:
    rows = [build_row(subject=subject) for subject in subjects]
    design = build_governance(WORLD, rows[0], directory_of=tuple(bindings[0]))
    phases = [
        replace(
            design.phases[0],
            start_h=-np.inf if n == 0 else 200.0 * n,
            rows=(row,),
            directory_of=np.array(bound),
        )
        for n, (row, bound) in enumerate(zip(rows, bindings, strict=True))
    ]
    return replace(design, phases=tuple(phases), exceptions=(0,) * len(phases))


BINDING = st.lists(st.integers(0, 2), min_size=3, max_size=3)


@settings(max_examples=30)
@given(st.lists(st.tuples(BINDING, st.sampled_from(list(Subject))), min_size=1, max_size=4))
def test_every_agent_has_one_account_a_platform_at_any_time(
    phases: list[tuple[list[int], Subject]],
) -> None:
    design = phased([bound for bound, _ in phases], [subject for _, subject in phases])
    agents = draw_agents(WORLD, 0)
    groups = groups_of(WORLD, design, agents)
    for n, controls in enumerate(design.phases):
        at_h = -WORLD.warm_up_h if n == 0 else controls.start_h + 1.0
        for platform, fleet in np.ndindex(WORLD.n_platforms, 2):
            there = [
                g
                for g in groups
                if g.fleet == fleet
                for place in np.flatnonzero(g.platforms == platform)
                if g.opens_h[place] <= at_h < g.left_h[place]
            ]
            assert len(there) == 1
            assert there[0].subject == controls.at(platform, fleet).subject
            assert there[0].directory == controls.directory_of[platform]
            mine = agents.fleet == fleet
            alive = (agents.birth_h[mine] <= at_h) & (agents.death_h[mine] > at_h)
            numbers = there[0].numbers()[there[0].member[alive]]
            assert (numbers >= 0).all()
            assert (there[0].created_h[numbers] <= at_h).all()


def test_when_a_platform_turns() -> None:
    design = phased([[0, 1, 2], [0, 0, 2], [0, 0, 0]], [Subject.AGENT] * 3)
    assert [turned_h(design, p, 0) for p in range(3)] == [np.inf, 200.0, 400.0]
    rows, numbers = row_numbers(replace(design, phases=(*design.phases, design.phases[0])))
    assert len(rows) == 3
    assert [int(each[0, 0]) for each in numbers] == [0, 1, 2, 0]


def test_members_by_whose_account_it_is() -> None:
    slots = np.arange(7)
    assert members(Subject.AGENT, slots).tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert members(Subject.PERSON, slots).tolist() == [0, 0, 0, 0, 0, 1, 1]
    assert members(Subject.FLEET, slots).tolist() == [0] * 7
