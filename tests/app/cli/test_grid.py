from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.cli.grid import grid

WORDS = st.lists(st.text("abcdefg", min_size=1, max_size=8), min_size=1, max_size=12).map(" ".join)


def test_a_table_that_fits_has_one_line_a_row() -> None:
    assert grid(
        ["a", "b", "c"], [["1", "", "2"], ["10", "", "two words"]], right=frozenset({0})
    ) == (" a  c\n--  ---------\n 1  2\n10  two words")


@given(st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS, WORDS), min_size=1, max_size=6))
def test_a_wide_table_is_made_to_fit_and_loses_no_word(rows: list[tuple[str, ...]]) -> None:
    head = ["one", "two", "three", "four", "five"]
    text = grid(head, rows, widest=1000, fit=60)
    assert max(map(len, text.splitlines())) <= 60
    words = sorted(word for row in (head, *rows) for cell in row for word in cell.split())
    assert sorted(word for word in text.split() if word.strip("-")) == words


def test_a_word_is_never_cut_even_if_it_is_too_wide() -> None:
    assert "x" * 50 in grid(["a", "b"], [["x" * 50, "y z"]], fit=20)
