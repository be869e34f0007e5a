"""Whole stories of a person at a desk: real keys, a real mouse, and what the screen shows."""

from __future__ import annotations

import shutil
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from app.resources import scenarios_folder
from app.tokens import LIGHT
from models.comparison import from_json
from models.experiments import InProcess, compare
from models.formats import read_scenario
from models.trace import record, write_trace
from tests.end_to_end.desk import Desk, Pixels, started, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from models.scenario import Scenario

STRIP = (240, 690, 1280, 775)
"""Where the strip shows figures, in a window of 1280 x 800."""

PRIVILEGE = (455, 690, 655, 775)
"""Where the strip shows excess privilege."""

CLOUD_AT, FLEET_AT = (442, 170), (780, 200)
"""Where on the canvas a cloud and a fleet are let go."""

CHOOSE = (888, 513)
"""Where the button stands that takes the folder one is asked for."""

CANVAS = (250, 100, 940, 500)
"""Where the canvas is."""

LEFT, ROW_PX = (0, 130, 228, 675), 20
"""Where outline and list of kinds are, and what a row of them is high at least."""

RESTING, FIGURE_PIXELS = 8, 20
"""Looks at the screen, about half a second apart, at which what is at rest is the same; and pixels
of a design's colour from which a figure is there."""

STAGES = (0, 150, 940, 405)
LISTED = (0, 610, 1265, 675)
"""Where events are listed."""

SIDE = (952, 130, 1265, 405)


def still(desk: Desk, picture: Path, region: tuple[int, int, int, int]) -> Pixels:
    """Return a part of the screen once it stands still."""
    before: list[Pixels] = [desk.region(picture, *region)]

    def stands() -> bool:
        now = desk.region(picture, *region)
        same = np.array_equal(now, before[-1])
        before.append(now)
        return same

    wait_for(stands, "a screen that stands still")
    return before[-1]


def sampled(desk: Desk, picture: Path) -> Pixels:
    """Return the strip once a sample has said all that it can.

    The first answer comes after as many replications as there is time for, the second after ten;
    on the flagship they differ.
    """
    looks: list[Pixels] = []
    figure = int(LIGHT.designs[0][1:], 16)

    def has_refined() -> bool:
        now = desk.region(picture, *STRIP)
        if np.count_nonzero(now == figure) > FIGURE_PIXELS:
            looks.append(now)
        states = [one for one, next_ in pairwise(looks) if not np.array_equal(one, next_)]
        rests = len(looks) > RESTING and all(np.array_equal(now, one) for one in looks[-RESTING:])
        return rests and len(states) > 0

    wait_for(has_refined, "all that a sample can say")
    return looks[-1]


def granted(scenario: Scenario) -> str:
    """How much more is granted than used, as the unified standard says."""
    factor = scenario.designs["unified"].standard.grant_factor
    return "" if factor is None else str(factor.value)


def other_than(desk: Desk, picture: Path, region: tuple[int, int, int, int], old: Pixels) -> Pixels:
    """Return a part of the screen once it shows something else, and stands still."""
    wait_for(lambda: not np.array_equal(desk.region(picture, *region), old), "another picture")
    return still(desk, picture, region)


def choose(desk: Desk, window: str, keys: str, letters: str) -> None:
    """Open a list by its keys, type a few letters of a line, and take it."""
    desk.press(window, keys)
    desk.write(window, letters)
    desk.press(window, "Return")


@pytest.mark.window
def test_build_from_nothing_run_read_save_reopen(screen: str, tmp_path: Path) -> None:
    picture, file = tmp_path / "screen.png", tmp_path / "built.yaml"
    with started(screen, tmp_path) as (desk, program):
        window = str(wait_for(lambda: desk.window("Sprawl"), "the start page"))
        desk.press(window, "ctrl+n")
        window = str(wait_for(lambda: desk.window("New scenario"), "an empty page"))
        drag_and_wire(desk, window, picture)
        choose(desk, window, "ctrl+k", "add saas product")
        desk.write(window, "salesforce")
        desk.press(window, "Return")
        choose(desk, window, "ctrl+k", "go to scheduled jobs")
        choose(desk, window, "ctrl+shift+j", "salesforce")
        choose(desk, window, "ctrl+k", "add directory")
        desk.write(window, "entra id")
        desk.press(window, "Return")
        choose(desk, window, "ctrl+k", "add design")
        for platform in ("amazon web services", "salesforce"):
            choose(desk, window, "ctrl+k", f"go to {platform}")
            choose(desk, window, "ctrl+shift+j", "entra id")
        canvas = still(desk, picture, CANVAS)
        desk.press(window, "ctrl+r")
        other_than(desk, picture, CANVAS, canvas)  # the verdict comes by itself
        save_as(desk, window, picture, file)
        export(desk, window, picture)
        desk.leave(window, program)
    built = read_scenario(file)
    check_built(built)
    check_verdict(tmp_path, built)
    with started(screen, tmp_path, file) as (desk, program):
        window = str(wait_for(lambda: desk.window("New scenario"), "the saved scenario"))
        still(desk, picture, CANVAS)
        desk.leave(window, program)


def drag_and_wire(desk: Desk, window: str, picture: Path) -> None:
    """Put a cloud and a fleet where one lets go of them, and draw a wire from one to the other."""
    empty = still(desk, picture, CANVAS)
    desk.drag(kind_called(desk, window, picture, "cloud"), CLOUD_AT)
    asked = other_than(desk, picture, CANVAS, empty)
    desk.write(window, "amazon web services")
    desk.press(window, "Return")
    cloud = other_than(desk, picture, CANVAS, asked)
    desk.drag(kind_called(desk, window, picture, "agent"), FLEET_AT)
    asked = other_than(desk, picture, CANVAS, cloud)
    desk.write(window, "scheduled jobs")
    desk.press(window, "Return")
    loose = other_than(desk, picture, CANVAS, asked)
    desk.drag(handle(loose), (CLOUD_AT[0], CLOUD_AT[1] + 50))  # a wire from the fleet to the cloud
    other_than(desk, picture, CANVAS, loose)


def kind_called(desk: Desk, window: str, picture: Path, letters: str) -> tuple[int, int]:
    """Go to a kind in the list by its first letters; return where its row is lit."""
    desk.press(window, "ctrl+alt+f")  # away from the list, which the next key would close
    desk.press(window, "ctrl+i")
    desk.write(window, letters)
    shown = still(desk, picture, LEFT)
    rows, columns = np.nonzero(shown == int(LIGHT.accent_soft[1:], 16))
    lowest = rows > rows.max() - ROW_PX  # the outline above lights what is selected there
    return LEFT[0] + int(columns[lowest].mean()), LEFT[1] + int(rows[lowest].mean())


def handle(canvas: Pixels) -> tuple[int, int]:
    """Return where the handle of the selected card is: the disc that stands out at its right."""
    rows, columns = np.nonzero(canvas == int(LIGHT.accent[1:], 16))
    right = int(columns.max())
    return CANVAS[0] + right - 6, CANVAS[1] + int(rows[columns >= right - 3].mean())


def check_built(built: Scenario) -> None:
    new = next(key for key in built.designs if key != "as_it_is")
    assert set(built.designs["as_it_is"].binding.values()) == {"local"}
    assert set(built.designs[new].binding.values()) == set(built.organisation.directories)
    fleet = built.workload.fleets["scheduled_jobs"]
    cloud, saas = built.organisation.platforms
    reached = [built.organisation.resources[one].platform for one in fleet.uses]
    assert reached == [cloud, saas]  # the first by a wire that was drawn, the other by keys
    apart = built.layout["scheduled_jobs"][0] - built.layout[cloud][0]
    assert apart >= FLEET_AT[0] - CLOUD_AT[0]  # let go so far apart, on a canvas that is zoomed out


def export(desk: Desk, window: str, picture: Path) -> None:
    """Write what the page Compare shows into the folder that the program was started in."""
    desk.press(window, "ctrl+e")
    wait_for(lambda: desk.window("Export into a folder"), "the question for a folder")
    still(desk, picture, CANVAS)
    desk.click(*CHOOSE)
    wait_for(picture.with_name("report.html").exists, "the last part of what is exported")


def check_verdict(exported: Path, built: Scenario) -> None:
    """What the window says is what the engine says of the file that was saved."""
    shown = from_json((exported / "comparison.json").read_text(encoding="utf-8"))
    again = compare(built, InProcess())
    assert shown.digest == again.digest
    told = [one.text for one in shown.verdict]
    assert told == [one.text for one in again.verdict]
    assert any("Revocation lag" in text for text in told)
    report = unescape((exported / "report.html").read_text(encoding="utf-8"))
    assert all(text in report for text in told)


def save_as(desk: Desk, window: str, picture: Path, file: Path) -> None:
    """Give a new scenario a name, in the folder that the program was started in."""
    desk.press(window, "ctrl+s")
    dialog = str(wait_for(lambda: desk.window("Save the scenario"), "the question for a name"))
    still(desk, picture, CANVAS)
    desk.press(dialog, "ctrl+a")  # a key that was down when the dialog came repeats itself
    desk.write(dialog, file.name)
    desk.press(dialog, "Return")
    wait_for(file.exists, "the saved file")


@pytest.mark.window
def test_change_a_control_of_the_flagship_see_the_strip_move_undo(
    screen: str, tmp_path: Path
) -> None:
    """The file as it comes with the program: the strip samples it, nothing is run."""
    picture, file = tmp_path / "screen.png", tmp_path / "larkfield.yaml"
    shutil.copy(scenarios_folder() / file.name, file)
    original = read_scenario(file)
    with started(screen, tmp_path, file) as (desk, program):
        window = str(wait_for(lambda: desk.window("Larkfield"), "the flagship"))
        desk.press(window, "ctrl+d")  # the design after the next is the one in the strip
        desk.press(window, "ctrl+d")
        desk.press(window, "ctrl+2")
        before = sampled(desk, picture)
        choose(desk, window, "ctrl+k", "set grant factor")
        desk.press(window, "Return")
        desk.press(window, "ctrl+a")
        desk.write(window, "20")
        desk.press(window, "Return")
        shift, width = PRIVILEGE[0] - STRIP[0], PRIVILEGE[2] - PRIVILEGE[0]
        privilege = before[:, shift : shift + width]
        moved = other_than(desk, picture, PRIVILEGE, privilege)
        assert np.count_nonzero(moved != privilege) > 100
        desk.press(window, "ctrl+s")
        wait_for(lambda: granted(read_scenario(file)) != granted(original), "the edit in the file")
        desk.press(window, "ctrl+z")
        wait_for(
            lambda: np.array_equal(desk.region(picture, *STRIP), before), "the strip as it was"
        )
        desk.press(window, "ctrl+s")
        wait_for(lambda: read_scenario(file) == original, "the file as it was")
        desk.leave(window, program)


@pytest.mark.window
def test_play_a_recording_and_revoke(screen: str, tiny: Path, tmp_path: Path) -> None:
    picture = tmp_path / "screen.png"
    with started(screen, tmp_path, tiny) as (desk, program):
        window = str(wait_for(lambda: desk.window("Tiny end to end"), "the open scenario"))
        desk.press(window, "ctrl+3")
        empty = still(desk, picture, STAGES)
        desk.press(window, "ctrl+shift+e")
        recorded = other_than(desk, picture, STAGES, empty)
        desk.click(640, 480)  # the middle of the time line
        middle = other_than(desk, picture, STAGES, recorded)
        desk.press(window, "space")
        wait_for(
            lambda: not np.array_equal(desk.region(picture, *STAGES), middle), "time that passes"
        )
        desk.press(window, "space")
        still(desk, picture, STAGES)
        desk.press(window, "ctrl+shift+t")  # the filter: kind, domain, and the fleet to revoke
        desk.press(window, "Tab")
        desk.press(window, "Tab")
        desk.press(window, "Down")
        side = still(desk, picture, SIDE)
        desk.press(window, "ctrl+shift+k")
        drained = other_than(desk, picture, SIDE, side)
        assert np.count_nonzero(drained != side) > 1000
        assert program.poll() is None


@pytest.mark.window
def test_watch_two_traces_that_were_given(screen: str, tiny: Path, tmp_path: Path) -> None:
    picture, scenario = tmp_path / "screen.png", read_scenario(tiny)
    files = [tmp_path / f"{design}.trace" for design in ("fragmented", "unified")]
    for file in files:
        write_trace(record(scenario, file.stem, 1)[0], file)
    with started(screen, tmp_path, *files) as (desk, program):
        window = str(wait_for(lambda: desk.window("Tiny end to end"), "the scenario of the traces"))
        shown = still(desk, picture, STAGES)
        desk.click(640, 480)  # the middle of the time line
        middle = other_than(desk, picture, STAGES, shown)
        halves = np.array_split(middle, 2, axis=1)
        assert all(
            np.unique(half.reshape(-1, half.shape[-1]), axis=0).size > 100 for half in halves
        )
        listed = still(desk, picture, LISTED)
        desk.press(window, "ctrl+shift+t")
        desk.write(window, "agents")
        other_than(desk, picture, LISTED, listed)
        desk.leave(window, program)
