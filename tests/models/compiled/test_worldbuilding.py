from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.cli.files import bundled
from models.compiled import compile_world
from models.errors import ScenarioError, ScenarioErrors
from models.formats import read_scenario

if TYPE_CHECKING:
    from models.compiled import World

LATER = "at: 5 d, every: 5 d"


def world(*changes: tuple[str, str]) -> World:
    text = next(p for p in bundled() if p.stem == "three_assistants").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return compile_world(read_scenario(text))


def drills(made: World) -> list[float]:
    return [each.at_h for each in made.happenings if each.id == "drills"]


def test_what_happens_again_ends_at_the_horizon_or_when_it_is_said_to() -> None:
    assert drills(world())[-1] == 175 * 24.0
    assert drills(world((LATER, f"{LATER}, until: 20 d"))) == [120.0, 240.0, 360.0]
    assert drills(world((LATER, f"{LATER}, until: 900 d")))[-1] == 175 * 24.0


def test_other_work_of_a_team_is_its_rate_and_its_work() -> None:
    hours = "identity: {title: Identity team, approvers: 3,"
    busy = f"{hours} background: {{tickets: 12 / d, service: {{exponential: {{mean: 3 h}}}}}},"
    queues = {queue.id: queue for queue in world((hours, busy)).queues}
    assert queues["identity"].background_per_h == pytest.approx(0.5)
    assert queues["identity"].background_h.mean == 3.0
    assert queues["data"].background_per_h == 0.0


def test_more_other_work_than_can_be_queued_is_refused() -> None:
    hours = "identity: {title: Identity team, approvers: 3,"
    with pytest.raises(ScenarioError, match=r"at most 10,000,000 tickets in a run") as refused:
        world((hours, f"{hours} background: {{tickets: 9000 / s, service: 1 s}},"))
    assert "organisation.teams.identity.background.tickets" in str(refused.value)


def test_an_order_about_one_place_of_a_fleet_is_about_that_agent() -> None:
    one = "{fleet: quoter, place: 3"
    made = world(("incidents:\n", f"incidents:\n  leaver: {{at: 9 d, order: {one}}}}}\n"))
    places = {each.id: (each.fleet, each.place) for each in made.happenings}
    assert places["leaver"] == (made.fleets.ids.index("quoter"), 2)
    assert {place for name, (_, place) in places.items() if name != "leaver"} == {-1}
    for wrong in ("{place: 3", "{fleet: quoter, agents: 2, place: 3"):
        with pytest.raises((ScenarioError, ScenarioErrors), match="`place` with a fleet"):
            world(("incidents:\n", f"incidents:\n  leaver: {{at: 9 d, order: {wrong}}}}}\n"))
