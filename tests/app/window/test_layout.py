from __future__ import annotations

from itertools import combinations

import pytest

from app.tokens import GRID
from app.window.canvas.layout import CARD_WIDTH, SLOT, Spot, place

KINDS = ("directory", "log_sink", "vault", "platform", "fleet")


def spots(counts: dict[str, int]) -> list[Spot]:
    return [Spot(f"{kind}{at}", kind) for kind in KINDS for at in range(counts.get(kind, 0))]


@pytest.mark.parametrize(
    "counts",
    [
        {},
        {"platform": 1},
        {"directory": 1, "platform": 3, "fleet": 3, "vault": 2, "log_sink": 2},
        {"directory": 8, "platform": 7, "fleet": 14, "vault": 6, "log_sink": 4},
        {"directory": 2, "platform": 99, "fleet": 128},
    ],
)
def test_cards_stand_apart_on_the_grid(counts: dict[str, int]) -> None:
    cards = spots(counts)
    placed = place(cards, [])
    assert set(placed) == {spot.key for spot in cards}
    for x, y in placed.values():
        assert x % GRID == 0
        assert y % GRID == 0
    for one, other in combinations(cards, 2):
        (x1, y1), (x2, y2) = placed[one.key], placed[other.key]
        apart = abs(x1 - x2) >= CARD_WIDTH or (
            y2 - y1 >= SLOT[one.kind] if y1 <= y2 else y1 - y2 >= SLOT[other.kind]
        )
        assert apart, (one, other)


def test_wishes_are_granted_and_absurd_ones_are_not() -> None:
    cards = [
        Spot("a", "platform", (80, 160)),
        Spot("b", "platform", (10**9, 0)),
        Spot("c", "platform"),
    ]
    placed = place(cards, [])
    assert placed["a"] == (80, 160)
    assert max(placed["b"]) < 10_000
    assert len(set(placed.values())) == 3


def test_fleets_stand_beside_what_they_use() -> None:
    cards = [Spot("p1", "platform"), Spot("p2", "platform"), Spot("f1", "fleet"),
             Spot("f2", "fleet")]  # fmt: skip
    placed = place(cards, [("p2", "f1"), ("p1", "f2")])
    assert placed["f2"][1] < placed["f1"][1]


def test_a_large_organisation_fits_a_screen_in_shape() -> None:
    placed = place(spots({"directory": 2, "platform": 99, "fleet": 128}), [])
    width = max(x for x, _ in placed.values())
    height = max(y for _, y in placed.values())
    assert 0.5 < width / height < 3
