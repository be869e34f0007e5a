from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.engine.streams import Purpose, Reseeded, state_of, stream

keys = st.lists(st.integers(-(2**63), 2**63 - 1), max_size=4)
seeds = st.integers(0, 2**62)


@given(seeds, seeds, keys)
def test_a_stream_depends_on_its_key_only(seed: int, replication: int, entity: list[int]) -> None:
    first = stream(seed, replication, Purpose.BLOCK, *entity).random(3)
    stream(seed, replication + 1, Purpose.BLOCK, *entity).random(5)
    assert np.array_equal(first, stream(seed, replication, Purpose.BLOCK, *entity).random(3))


@given(st.tuples(seeds, seeds, keys), st.tuples(seeds, seeds, keys))
def test_other_keys_give_other_streams(
    one: tuple[int, int, list[int]], other: tuple[int, int, list[int]]
) -> None:
    same = np.array_equal(state_of(*one[:2], "a", *one[2]), state_of(*other[:2], "a", *other[2]))
    assert same == (one == other)
    assert not np.array_equal(state_of(*one[:2], "a", *one[2]), state_of(*one[:2], "b", *one[2]))


def test_a_purpose_is_hashed_by_its_text() -> None:
    assert np.array_equal(state_of(1, 2, Purpose.BLOCK, 3), state_of(1, 2, Purpose.BLOCK.value, 3))


def test_streams_are_independent_and_uniform() -> None:
    draws = np.array([stream(1, 0, Purpose.BLOCK, agent, 0).random(4) for agent in range(20_000)])
    assert abs(draws.mean() - 0.5) < 4 * np.sqrt(1 / 12 / draws.size)
    away = np.corrcoef(draws.T) - np.eye(4)
    assert np.abs(away).max() < 4 / np.sqrt(len(draws))
    share = np.histogram(draws[:, 0], bins=20, range=(0, 1))[0] / 1000
    assert np.abs(share - 1).max() < 4.5 / np.sqrt(1000)


def test_a_reseeded_generator_repeats_itself() -> None:
    generator = Reseeded()
    first = generator.at(1, 2, Purpose.BLOCK, 3, -1).integers(0, 9, 5, dtype=np.uint8)
    generator.at(1, 2, Purpose.BLOCK, 4, -1).integers(0, 9, 3, dtype=np.uint8)
    again = generator.at(1, 2, Purpose.BLOCK, 3, -1).integers(0, 9, 5, dtype=np.uint8)
    assert np.array_equal(first, again)


def test_hash_seeds_do_not_matter() -> None:
    code = "from models.engine.streams import stream; print(stream(1, 2, 'x', 3).random())"
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert said == {f"{stream(1, 2, 'x', 3).random()}\n"}
