from __future__ import annotations

import subprocess
import sys

import pytest

from app.tokens import (
    DARK,
    LIGHT,
    SIGN_PAIRS,
    TEXT_PAIRS,
    Theme,
    blend,
    contrast_ratio,
    design_mark,
    theme,
)

BOTH = pytest.mark.parametrize("one", [LIGHT, DARK], ids=lambda one: one.name)


def test_contrast_of_known_pairs() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast_ratio("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast_ratio("#123456", "#123456") == 1.0


@BOTH
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_is_readable(one: Theme, front: str, back: str) -> None:
    assert contrast_ratio(getattr(one, front), getattr(one, back)) >= 4.5


@BOTH
@pytest.mark.parametrize(("front", "back"), SIGN_PAIRS)
def test_signs_stand_out(one: Theme, front: str, back: str) -> None:
    assert contrast_ratio(getattr(one, front), getattr(one, back)) >= 3.0


@BOTH
def test_the_focus_ring_differs_from_the_edge_it_replaces(one: Theme) -> None:
    assert contrast_ratio(one.accent, one.line) >= 3.0
    assert contrast_ratio(one.text, one.accent) >= 1.5  # the main button: a ring of text colour


@BOTH
def test_designs_are_readable_on_panels(one: Theme) -> None:
    for colour in one.designs:
        assert contrast_ratio(colour, one.surface) >= 4.5
        assert contrast_ratio(colour, one.raised) >= 4.5


@BOTH
def test_kinds_stand_out_from_cards(one: Theme) -> None:
    for colour in one.kinds.values():
        assert contrast_ratio(colour, one.raised) >= 3.0


@BOTH
def test_twenty_five_designs_look_different(one: Theme) -> None:
    looks = {(m.colour, m.marker, m.dash) for m in (design_mark(one, i) for i in range(25))}
    assert len(looks) == 25


def test_both_themes_know_the_same_kinds() -> None:
    assert LIGHT.kinds.keys() == DARK.kinds.keys()
    assert len(LIGHT.designs) == len(DARK.designs)
    assert theme("dark") is DARK
    assert theme("light") is LIGHT


def test_blend_goes_from_back_to_front() -> None:
    assert blend("#FFFFFF", "#000000", 0.0) == "#000000"
    assert blend("#FFFFFF", "#000000", 1.0) == "#FFFFFF"
    assert blend("#FF0000", "#0000FF", 0.5) == "#800080"


def test_tokens_load_no_toolkit() -> None:
    code = (
        "import sys, app.tokens; "
        "sys.exit(any(m.split('.')[0] in ('PySide6', 'matplotlib', 'numpy') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
