"""Names, keyboard, focus, contrast and room for text, on every page and panel there is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from app.tokens import DARK, LIGHT, TEXT_PAIRS, Theme
from app.window.look.stylesheet import stylesheet
from tests.app.window.walking import (
    CONTROLS,
    cut,
    nameless,
    never_stopped_at,
    out_of_reach,
    places,
    seen,
    unexplained,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.window.frame.main_window import MainWindow

SCALE = os.environ.get("QT_SCALE_FACTOR", "1")


def offences(window: MainWindow, look: Callable[[QWidget], list[str]]) -> list[str]:
    """Return what is wrong anywhere, each once, with the place where it was seen first."""
    found: dict[str, str] = {}
    for name, root in places(window):
        for offence in look(root):
            found.setdefault(offence, f"{name}: {offence}")
    return list(found.values())


def report(found: list[str]) -> str:
    return "\n".join(["", *found])


def test_every_control_has_a_name_an_explanation_and_a_way_by_keyboard(opened: MainWindow) -> None:
    def look(root: QWidget) -> list[str]:
        return [
            *(f"no name: {text}" for text in nameless(root)),
            *(f"no term and no tooltip: {text}" for text in unexplained(root)),
            *(f"out of reach of Tab: {text}" for text in out_of_reach(root)),
        ]

    found = offences(opened, look)
    assert not found, report(found)


def test_the_tab_key_goes_round_and_is_never_caught(opened: MainWindow) -> None:
    found = []
    for name, root in places(opened):
        found += [f"{name}: {text}" for text in never_stopped_at(root)]
    assert not found, report(found)


def test_no_text_is_cut_off(opened: MainWindow) -> None:
    """In the smallest scenario; `test_whole_texts` reads larger ones, light and dark."""
    opened.resize(1280, 800)
    found = offences(opened, cut)
    assert not found, report(found)


@pytest.mark.nightly
def test_no_text_is_cut_off_at_one_and_a_half() -> None:
    if SCALE != "1":
        pytest.skip("this is the other process")
    other = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", __file__,
         "-k", "test_no_text_is_cut_off and not half"],
        env={**os.environ, "QT_SCALE_FACTOR": "1.5"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert other.returncode == 0, other.stdout[-4000:]


def test_focus_can_be_seen_on_every_class_of_control(opened: MainWindow) -> None:
    classes: set[str] = set()
    for _name, root in places(opened):
        classes |= {_class_of(each) for each in seen(root) if isinstance(each, CONTROLS)}
    sheet = stylesheet(LIGHT)
    ruled = set(re.findall(r"(Q\w+)(?:\[[^\]]*\])?(?:#\w+)?:focus", sheet))
    inherited = {name for name in classes if not _is_ruled(name, ruled)}
    assert not inherited, f"no :focus rule in the style sheet for {sorted(inherited)}"


def _class_of(widget: QWidget) -> str:
    """Name of the nearest class of Qt: rules of the style sheet hold for its children too."""
    return next(kind.__name__ for kind in type(widget).__mro__ if kind.__name__.startswith("Q"))


def _is_ruled(name: str, ruled: set[str]) -> bool:
    from PySide6 import QtWidgets

    kind = getattr(QtWidgets, name)
    return name == "QHeaderView" or any(each.__name__ in ruled for each in kind.__mro__)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_names_no_colour_of_its_own(theme: Theme) -> None:
    known = [getattr(theme, name) for name in Theme.__dataclass_fields__]
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", stylesheet(theme))) <= {
        value for value in known if isinstance(value, str)
    }


def test_every_pair_of_colours_in_the_style_sheet_is_one_that_is_tested() -> None:
    """A rule with a colour and a ground of its own uses a pair whose contrast is proven."""
    tested = {(getattr(LIGHT, front), getattr(LIGHT, back)) for front, back in TEXT_PAIRS}
    untested = []
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", stylesheet(LIGHT)):
        front = re.search(r"(?<![-\w])color: (#\w{6})", body)
        ground = re.search(r"background(?:-color)?: (#\w{6})", body)
        if front and ground and ":disabled" not in selector:
            pair = (front.group(1), ground.group(1))
            if pair not in tested:
                untested.append(f"{selector.strip()}: {pair}")
    assert untested == []


def test_the_walk_finds_what_is_cut(opened: MainWindow) -> None:
    """The walk is no ornament: a narrow label, a narrow button and a nameless field are found."""
    opened.show_page("compare")
    page = opened.compare
    label, button = QLabel("A text that is much wider", page), QPushButton("Wide text", page)
    field = QLineEdit(page)
    field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    for widget in (label, button, field):
        widget.setGeometry(10, 10, 30, 24)
        widget.show()
    assert len([text for text in cut(page) if "much wider" in text or "Wide text" in text]) == 2
    assert any("QLineEdit" in text for text in nameless(page))
    assert any("QLineEdit" in text for text in out_of_reach(page))
