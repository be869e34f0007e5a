"""Files, registry, and what figures leave alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from app.charts import (
    draw,
    figure_for,
    names_of,
    panel_of,
    panels,
    panels_of,
    svg_text,
    write_charts,
)
from app.charts.lettering import readable, shorten, width_px, wrap
from app.charts.sheet import ink_on
from app.tokens import DARK, LIGHT, blend, contrast_ratio
from models.formats import read_scenario
from tests.app.charts.fitting import told
from tests.models.comparison import samples

ROOT = Path(__file__).parents[3]


def test_every_file_of_figures_is_a_panel_with_a_test() -> None:
    files = {p.stem for p in (ROOT / "app/charts/figures").glob("*.py")} - {"__init__"}
    tests = {p.stem for p in (Path(__file__).parent / "figures").glob("test_*.py")}

    assert {panel.id for panel in panels()} == files
    assert {f"test_{name}" for name in files} == tests
    assert all(panel.name and len(panel.text) > 60 for panel in panels())
    with pytest.raises(KeyError):
        panel_of("nothing")


def test_png_and_svg_of_every_panel_are_written(tmp_path: Path) -> None:
    comparison = samples.two_designs()

    files = write_charts(comparison, tmp_path, "dark")

    assert len(files) == 2 * len(panels_of(comparison)) == 16
    for file in files:
        assert file.parent == tmp_path
        if file.suffix == ".png":
            assert file.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
        else:
            assert ET.fromstring(file.read_text("utf-8")).tag.endswith("svg")  # noqa: S314


def test_a_drawing_is_the_same_again_and_keeps_settings() -> None:
    comparison = samples.awkward()
    before = dict(mpl.rcParams)

    one, other = (svg_text(figure_for("coverage", comparison, "light")) for _ in range(2))

    assert one == other
    assert dict(mpl.rcParams) == before
    assert "<dc:date>" not in one
    assert not re.search(r"<(script|img)\b", one)


def test_names_are_drawn_literally() -> None:
    text = told(figure_for("lag_decomposition", samples.awkward(), "light", (1100, 700)))

    assert '<img src=x onerror="alert(1)">' in text
    assert "=cmd|'/c calc'!A1 $\\frac{1}{0}$" in text
    assert "[U+202E]gnol" in text


def test_draw_replaces_what_was_there() -> None:
    figure = Figure(figsize=(5.6, 4.2), dpi=100)
    draw("friction", samples.comparison(), DARK, figure)
    draw("coverage", samples.comparison(), DARK, figure)

    other = Figure(figsize=(5.6, 4.2), dpi=100)
    draw("coverage", samples.comparison(), DARK, other)
    assert told(figure) == told(other)
    assert len(figure.get_children()) == len(other.get_children())
    assert "Percent of actions captured" in told(figure)


def test_designs_keep_their_colour_in_the_order_of_the_file() -> None:
    scenario = read_scenario(ROOT / "scenarios" / "larkfield.yaml")
    names = names_of(scenario)

    assert tuple(names.designs) == tuple(scenario.designs)
    assert names.platforms["lake"] == "Data lake, AWS"


def test_drawing_and_report_load_neither_pyplot_nor_qt() -> None:
    code = (
        "import sys; from tests.models.comparison import samples; from app.charts import *;"
        "from app.report import report_html;"
        "f = figure_for('coverage', samples.comparison(), 'light');"
        "png_bytes(f); svg_text(f);"
        "print([m for m in ('matplotlib.pyplot', 'PySide6', 'tkinter') if m in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_text_is_cut_and_wrapped_to_its_room() -> None:
    long = "one two three four five six seven eight nine ten"
    short = shorten(long, 100.0, 11.0)
    lines = wrap(long, 100.0, 11.0, lines=2)

    assert short.endswith("…")
    assert width_px(short, 11.0) <= 100.0
    assert shorten(long, 1000.0, 11.0) == long
    assert shorten(long, 3.0, 11.0) == ""
    assert len(lines) == 2
    assert all(width_px(line, 11.0) <= 100.0 for line in lines)
    assert lines[0].startswith("one two")
    assert lines[1].endswith("…")
    assert wrap("", 100.0, 11.0, lines=2) == ("",)
    room = width_px("Revocation lag (last domain)", 11.0) + 2.0
    assert wrap("Revocation lag (last domain) ↓", room, 11.0, lines=2)[1] == "domain) ↓"


def test_numbers_on_cells_can_be_read() -> None:
    for look in (LIGHT, DARK):
        fills = [
            blend(colour, look.surface, share / 100)
            for colour in (*look.designs, *look.kinds.values())
            for share in range(10, 101)
        ]
        assert min(contrast_ratio(ink_on(fill), fill) for fill in fills) >= 4.5


def test_nothing_in_a_name_is_invisible() -> None:
    assert readable("a\u202eb\n\tc") == "a[U+202E]b c"
    assert readable("\U000e0041") == "[U+E0041]"
    assert readable("plain $x$ <b>") == "plain $x$ <b>"
