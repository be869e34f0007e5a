"""Where a new card goes: to the place that is asked for, or the nearest that covers no other."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.tokens import GRID
from app.window.canvas.free_spot import free_spot
from app.window.canvas.layout import CARD_WIDTH

PLACES = st.tuples(st.integers(-90, 90), st.integers(-90, 90)).map(lambda p: (8 * p[0], 8 * p[1]))
CARDS = st.lists(st.tuples(PLACES, st.integers(40, 180)), max_size=12)


def rows(
    cards: list[tuple[tuple[int, int], int]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    boxes = [(x, y, x + CARD_WIDTH, y + height) for (x, y), height in cards]
    return np.array(boxes, dtype=np.float64).reshape(-1, 4)


@given(CARDS, PLACES, st.integers(40, 180))
@settings(max_examples=60)
def test_a_new_card_covers_no_other(
    cards: list[tuple[tuple[int, int], int]], wish: tuple[int, int], height: int
) -> None:
    taken = rows(cards)
    x, y = free_spot(wish, height, taken)
    assert x % GRID == 0
    assert y % GRID == 0
    for left, top, right, bottom in taken.tolist():
        assert x >= right or x + CARD_WIDTH <= left or y >= bottom or y + height <= top


@given(PLACES)
def test_where_there_is_room_it_stands_where_it_was_let_go(wish: tuple[int, int]) -> None:
    assert free_spot(wish, 150, rows([])) == wish
    assert free_spot(wish, 150, rows([((wish[0] + 4000, wish[1]), 150)])) == wish


def test_on_a_card_it_goes_beside_it() -> None:
    x, y = free_spot((0, 0), 120, rows([((0, 0), 100)]))
    assert abs(x) + abs(y) < 300
    assert (x, y) != (0, 0)
