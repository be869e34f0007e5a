from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.engine.workload import CELLS, JITTER_H, Aim, Blocks, Week
from tests.benchmarks.fixed_workload import Size, office
from tests.reference.organisations import Organisation, organisation

if TYPE_CHECKING:
    from models.engine.block import Block

FIELDS = ("time_h", "code", "event_class", "thing", "first", "length", "jitter_h")


def same(one: Block, other: Block) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in FIELDS)


def all_blocks(org: Organisation, block_h: float | None = None) -> list[tuple[int, int, Block]]:
    blocks = Blocks(org.world, org.agents, 0, block_h)
    length_h = blocks.block_h(0)
    numbers = range(int(-org.world.warm_up_h // length_h), int(org.world.horizon_h // length_h) + 1)
    return [(a, b, blocks.draw(a, b)) for a in range(len(org.agents)) for b in numbers]


@given(st.integers(0, 10_000), st.sampled_from([5.0, 24.0, 100.0]))
def test_a_block_is_well_formed(seed: int, block_h: float) -> None:
    org = organisation(seed)
    for agent, number, block in all_blocks(org, block_h):
        assert (block.length >= 1).all()
        assert np.array_equal(block.first, np.cumsum(block.length) - block.length)
        hops = int(block.length.sum())
        sizes = {len(getattr(block, name)) for name in ("time_h", "code", "event_class", "thing")}
        assert sizes == {hops}
        steps = np.diff(block.time_h)
        steps[block.first[1:] - 1] = 0.0
        assert (steps >= 0).all()
        start_h = block.time_h[block.first]
        assert (start_h >= max(number * block_h, -org.world.warm_up_h)).all()
        assert (start_h <= (number + 1) * block_h + 1e-9).all()
        assert (start_h >= org.agents.birth_h[agent]).all()
        assert (start_h < min(org.agents.death_h[agent], org.world.horizon_h)).all()
        assert ((block.jitter_h >= 0) & (block.jitter_h < JITTER_H)).all()
        assert (block.event_class < 3).all()
        assert (org.world.fleets.aim[org.agents.fleet[agent]][block.code] > 0).all()


@given(st.integers(0, 10_000))
def test_blocks_do_not_depend_on_the_order_in_which_they_are_drawn(seed: int) -> None:
    org = organisation(seed)
    blocks = Blocks(org.world, org.agents, 3, 24.0)
    numbers = range(4)
    forwards = [blocks.draw(0, number) for number in numbers]
    backwards = [blocks.draw(0, number) for number in reversed(numbers)][::-1]
    assert all(same(one, other) for one, other in zip(forwards, backwards, strict=True))


def test_life_only_hides_tasks() -> None:
    org = organisation(1)
    always = np.full(len(org.agents), np.inf)
    eternal = replace(org.agents, birth_h=-always, death_h=always)
    mortal = replace(
        org.agents, birth_h=np.full(len(always), 30.0), death_h=np.full(len(always), 40.0)
    )
    whole = Blocks(org.world, eternal, 0, 48.0).draw(0, 0)
    part = Blocks(org.world, mortal, 0, 48.0).draw(0, 0)
    start_h = whole.time_h[whole.first]
    lived = (start_h >= 30.0) & (start_h < 40.0)
    assert 0 < lived.sum() < len(lived)
    assert np.array_equal(part.time_h, whole.time_h[np.repeat(lived, whole.length)])
    assert np.array_equal(part.thing, whole.thing[np.repeat(lived, whole.length)])
    assert np.array_equal(part.jitter_h, whole.jitter_h[lived])


def test_codes_arrivals_and_classes_have_their_probabilities() -> None:
    org = office(Size(100, 720.0), governed=False)
    week = np.where(np.arange(168) % 24 < 6, 0.0, 1.0)
    org = replace(org, world=replace(org.world, week=week / week.mean()))
    drawn = [block for _, _, block in all_blocks(org)]
    code = np.concatenate([block.code for block in drawn])
    share = np.bincount(code, minlength=96) / len(code)
    aim = org.world.fleets.aim[0]
    assert np.abs(share - aim).max() < 4.5 * np.sqrt(aim.max() / len(code))
    assert abs(share[48:].sum() - 0.02) < 4 * np.sqrt(0.02 / len(code))
    event_class = np.concatenate([block.event_class for block in drawn])
    assert np.bincount(event_class) / len(code) == pytest.approx([0.2, 0.2, 0.6], abs=0.005)
    start_h = np.concatenate([block.time_h[block.first] for block in drawn])
    assert len(start_h) == pytest.approx(100 * 600, abs=4 * np.sqrt(60_000))
    assert ((start_h % 24 >= 6) | np.isclose(start_h % 24, 6)).all()
    assert np.mean(start_h % 24) == pytest.approx(15.0, abs=4 * 5.2 / np.sqrt(len(start_h)))


def test_blocks_hold_about_as_much_for_every_rate() -> None:
    org = office(Size(1), governed=False)
    for per_h, expected_h in ((20 / 24, 720.0), (600 / 24, 24.0), (1e-9, 1440.0), (1e4, 24.0)):
        fleets = replace(org.world.fleets, tasks_per_h=np.array([per_h]))
        world = replace(org.world, fleets=fleets)
        assert Blocks(world, org.agents, 0).block_h(0) == expected_h


@given(st.lists(st.floats(0, 1), min_size=1, max_size=300), st.integers(0, 99))
def test_the_table_of_aims_is_exact(weights: list[float], seed: int) -> None:
    probability = np.array(weights) + np.finfo(float).tiny
    probability /= probability.sum()
    edge = np.cumsum(probability)
    edge[-1] = 1.0
    uniform = np.random.default_rng(seed).random(500)
    uniform[:3] = 0.0, np.nextafter(1.0, 0.0), 1 / CELLS
    near = np.append(edge[:-1], 0.5)
    uniform = np.concatenate([uniform, near, np.nextafter(near, 0)])
    uniform = uniform[uniform < 1]
    code = Aim(probability).codes(uniform)
    assert np.array_equal(code, np.searchsorted(edge, uniform, side="right"))


@given(
    st.lists(st.sampled_from([0.0, 0.5, 1.0, 3.0]), min_size=168, max_size=168).filter(any),
    st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=20),
)
def test_operational_time_and_back(weights: list[float], at: list[float]) -> None:
    week = Week(np.array(weights) / np.mean(weights))
    done = np.sort(np.array(at))
    hour = week.hour(done)
    assert (np.diff(hour) >= -1e-9).all()
    assert [week.done(each) for each in hour.tolist()] == pytest.approx(done.tolist(), abs=1e-6)


def test_a_flat_week_changes_nothing() -> None:
    done = np.array([-30.0, 0.0, 1.25, 400.0])
    assert np.array_equal(Week(np.ones(168)).hour(done), done)


def test_kept_blocks_are_those_drawn_and_no_more_than_asked_for() -> None:
    org = organisation(1)
    plain = Blocks(org.world, org.agents, 0, 24.0)
    wanted = [(agent, number) for agent in range(len(org.agents)) for number in range(5)]
    most = sum(len(plain.draw(*each)) for each in wanted) // 2
    keeping = Blocks(org.world, org.agents, 0, 24.0, most)
    first = [keeping.draw(*each) for each in wanted]
    again = [keeping.draw(*each) for each in wanted]
    assert all(same(one, plain.draw(*each)) for one, each in zip(again, wanted, strict=True))
    kept = [one for one, other in zip(first, again, strict=True) if one is other]
    assert 0 < sum(map(len, kept)) <= most
    assert len(kept) < len(wanted)


def test_hops_are_found_by_their_code() -> None:
    org = organisation(1)
    blocks = Blocks(org.world, org.agents, 0, 240.0)
    block = max((blocks.draw(agent, 0) for agent in range(len(org.agents))), key=len)
    assert len(block) > 20
    for code in range(2 * org.world.n_resources + 2):
        assert np.array_equal(block.hops_at(code), np.flatnonzero(block.code == code))
    nothing = blocks.draw(0, 10_000)
    assert len(nothing) == len(nothing.hops_at(0)) == 0
