from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.resources import scenarios_folder
from app.window.document.history import History
from models.formats import read_scenario

SCENARIO = read_scenario(scenarios_folder() / "three_assistants.yaml")


@given(st.lists(st.sampled_from(["edit", "undo", "redo", "save"]), max_size=40))
def test_history_behaves_like_a_list_and_a_cursor(moves: list[str]) -> None:
    history = History.starting(SCENARIO)
    states, at, saved = [SCENARIO], 0, SCENARIO
    for number, move in enumerate(moves):
        if move == "edit":
            changed = SCENARIO.model_copy(update={"title": f"Edit {number}"})
            history.add(f"Edit {number}", changed)
            del states[at + 1 :]
            states.append(changed)
            at += 1
        elif move == "undo":
            assert history.undo() == (at > 0)
            at = max(at - 1, 0)
        elif move == "redo":
            assert history.redo() == (at + 1 < len(states))
            at = min(at + 1, len(states) - 1)
        else:
            history.mark_saved()
            saved = states[at]
        assert history.scenario is states[at]
        assert history.is_dirty == (states[at] is not saved)
        assert bool(history.undo_name) == (at > 0)
        assert bool(history.redo_name) == (at + 1 < len(states))
