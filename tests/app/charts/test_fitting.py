"""No panel cuts off or overlaps text, whatever it is given and however small it is."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from app.charts import figure_for, panels, panels_of
from app.charts.lettering import Lettering, width_px
from app.tokens import DARK, LIGHT, Theme
from tests.app.charts.fitting import faults, texts_of
from tests.app.charts.odd import ODD

SIZES = ((380, 300), (560, 420), (1100, 700))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ODD)
def test_all_text_is_whole_and_apart(name: str, size: tuple[int, int]) -> None:
    comparison = ODD[name]()
    found = {
        panel_id: faults(figure_for(panel_id, comparison, LIGHT, size))
        for panel_id in panels_of(comparison)
    }

    assert {key: value for key, value in found.items() if value} == {}


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: str(look.name))
@pytest.mark.parametrize("panel_id", [panel.id for panel in panels()])
def test_a_panel_is_drawn_in_colours_of_its_theme(panel_id: str, look: Theme) -> None:
    figure = figure_for(panel_id, ODD["plain"](), look, (560, 420))

    assert faults(figure) == []
    assert figure.get_facecolor()[:3] == pytest.approx(
        tuple(int(look.surface[at : at + 2], 16) / 255 for at in (1, 3, 5))
    )
    assert len(texts_of(figure)) >= 8


def test_the_check_sees_what_is_cut_off_and_what_overlaps() -> None:
    figure = Figure(figsize=(2, 1), dpi=100)
    figure.text(0.9, 0.5, "much too far right")
    figure.text(0.1, 0.5, "one")
    figure.text(0.12, 0.5, "other")

    found = faults(figure)

    assert any(text.startswith("cut off: 'much") for text in found)
    assert any("'one' lies on 'other'" in text for text in found)


def test_widths_are_those_that_matplotlib_draws() -> None:
    text = "Revocation lag (last domain) 47.3 d – 20 %"
    figure = Figure(figsize=(6, 1), dpi=100)
    canvas = FigureCanvasAgg(figure)
    plain = figure.text(0.0, 0.5, text, fontsize=12, fontfamily="DejaVu Sans")

    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    drawn = plain.get_window_extent(renderer).width

    assert width_px(text, 12 * 100 / 72) == pytest.approx(drawn, rel=0.03)


def test_letters_end_up_where_they_were_put() -> None:
    figure = Figure(figsize=(2, 1), dpi=100)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    label = Lettering(0.25, 0.5, "HHHH", bold=False, color="#000000", ha="left")
    axes.add_artist(label)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    box = label.get_window_extent()
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    down, across = np.nonzero(pixels[:, :, 0] < 128)

    assert box.x0 - 1 <= across.min() <= box.x0 + 3
    assert box.x1 - 3 <= across.max() <= box.x1 + 1
    assert box.y0 - 1 <= 100 - down.max() <= box.y0 + 3
