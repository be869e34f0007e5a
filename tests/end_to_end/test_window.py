"""The installed program in a real window under a virtual display, from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.tokens import LIGHT
from tests.end_to_end.desk import started, wait_for

if TYPE_CHECKING:
    from pathlib import Path


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def near(colours: dict[tuple[int, int, int], int], wanted: tuple[int, int, int]) -> int:
    """Return how many points have a colour that no eye tells from the wanted one."""
    return sum(
        count
        for colour, count in colours.items()
        if max(abs(a - b) for a, b in zip(colour, wanted, strict=True)) <= 16
    )


@pytest.mark.window
def test_a_person_opens_runs_and_reads(screen: str, tiny: Path, tmp_path: Path) -> None:
    with started(screen, tmp_path, tiny) as (desk, program):
        window = str(wait_for(lambda: desk.window("Tiny end to end"), "the open scenario"))
        # Only chips have these grounds: weaker than declared, and something that is absent.
        chips = [rgb(LIGHT.bad_soft), rgb(LIGHT.warn_soft)]
        seen: dict[tuple[int, int, int], int] = {}

        def cards_shown() -> bool:
            seen.clear()
            seen.update(desk.colours(tmp_path / "organisation.png"))
            return all(seen.get(chip, 0) > 300 for chip in chips)

        wait_for(cards_shown, "cards with their chips")

        desk.press(window, "ctrl+r")
        results = tmp_path / "data" / "library.sqlite"
        wait_for(results.exists, "the library")

        # Charts draw both designs in their colours over large areas: no other page does.
        first, last = rgb(LIGHT.designs[0]), rgb(LIGHT.designs[2])

        def charts_shown() -> bool:
            now = desk.colours(tmp_path / "compare.png")
            return near(now, first) > 400 and near(now, last) > 400

        wait_for(charts_shown, "charts in the colours of both designs")
        assert near(seen, first) < 300
        assert near(seen, last) < 300
        desk.leave(window, program)
        assert "Traceback" not in (program.stderr.read() if program.stderr else "")
