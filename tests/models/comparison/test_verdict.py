"""The verdict is never stronger than its intervals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.comparison import Comparison, Sentence, compare_cells
from models.comparison.cell import EQUAL
from models.metrics import NUMBERS
from tests.models.comparison.fakes import clinic, drawn, fake_cells

if TYPE_CHECKING:
    from models.scenario import Scenario
    from tests.models.comparison.fakes import Numbers

PARTS = ("baseline", "one.structure_only", "one.settings_only", "one.design", "one.put_back")


def _levels(*levels: float, noise: float = 0.1, only: str = "authority") -> Numbers:
    """Return numbers of baseline, structure only, settings only, both, and both put back."""

    def number(key: str, part: str, replication: int) -> float:
        if only not in (key, key.removesuffix(EQUAL)):
            return 1.0
        own = np.random.default_rng([PARTS.index(part), replication]).normal()
        return levels[PARTS.index(part)] + noise * float(own)

    return number


def _compared(
    numbers: Numbers,
    headline: str = "authority",
    compare: str = "[one]",
    scenario: Scenario | None = None,
    replications: int = 20,
) -> Comparison:
    scenario = scenario or clinic(headline=headline, compare=compare)
    plan, cells = fake_cells(scenario, replications, numbers)
    return compare_cells(scenario, plan, cells)


def _of(found: Comparison, *strengths: str) -> list[Sentence]:
    return [sentence for sentence in found.verdict if sentence.strength in strengths]


def _text(found: Comparison) -> str:
    return " ".join(sentence.text for sentence in found.verdict)


def test_a_gain_is_told_with_levels_size_interval_and_parts() -> None:
    numbers = _levels(1000.0, 800.0, 700.0, 400.0, 500.0, noise=1.0)
    found = _compared(numbers, replications=80)
    (told,) = _of(found, "finding")
    assert told.metric == "authority"
    assert told.target == "one"
    assert told.text.startswith(
        "Authority: “One directory” lowers it from 1,000 to 400 weight-h per agent-day, by 600 "
        "(95 % interval "
    )
    assert re.search(r"Structure contributes 25\d \(95 % interval", told.text)
    assert re.search(r"Settings contribute 3[45]\d \(95 % interval", told.text)
    assert "What either does depends on the other (interaction −" in told.text
    assert re.search(
        r"1[67](\.\d)? % of it rests on values assumed for “One directory” \(95 % interval",
        told.text,
    )


def test_a_loss_is_told_as_a_cost_as_loudly() -> None:
    found = _compared(_levels(100.0, 150.0, 120.0, 200.0, 200.0))
    (told,) = _of(found, "cost")
    assert "“One directory” raises it from 100 to 200 weight-h per agent-day" in told.text
    assert not _of(found, "finding")
    assert "1 headline metric: 0 better and 1 worse." in _text(found)


@pytest.mark.parametrize(
    ("headline", "order"),
    [
        ("authority, outage_hours", ["finding", "cost"]),
        ("outage_hours, authority", ["cost", "finding"]),
    ],
)
def test_costs_stand_among_gains(headline: str, order: list[str]) -> None:
    def mixed(key: str, part: str, replication: int) -> float:
        worse = _levels(100.0, 150.0, 120.0, 200.0, 200.0, only="outage_hours")
        better = _levels(9.0, 8.0, 7.0, 6.0, 6.0, only="authority")
        return (worse if key == "outage_hours" else better)(key, part, replication)

    found = _compared(mixed, headline=headline)
    told = [s.strength for s in found.verdict if s.strength in ("finding", "cost")]
    assert told == order


def test_what_cannot_be_told_from_zero_is_said_so() -> None:
    found = _compared(_levels(100.0, 100.0, 100.0, 100.05, 100.0, noise=5.0))
    (told,) = _of(found, "undecided")
    assert "no difference that 20 replications can show (" in told.text
    assert not _of(found, "finding", "cost")


def test_only_structure_is_laid_to_structure() -> None:
    settings_only = _compared(_levels(100.0, 100.0, 60.0, 60.0, 60.0, noise=0.0))
    text = _text(settings_only)
    assert "Structure contributes nothing." in text
    assert "None of it rests on values assumed for “One directory”." in text
    assert "no difference here comes from fewer directories" in text
    assert "improves" not in text


def test_a_structure_that_costs_is_not_hidden_behind_settings() -> None:
    found = _compared(_levels(100.0, 110.0, 50.0, 60.0, 60.0))
    (gain,) = _of(found, "finding")
    (cost,) = _of(found, "cost")
    assert "Structure works against it (+" in gain.text
    assert "the structure of “One directory” alone makes it worse, it raises it by 10" in cost.text
    assert "it worsens Authority" in _text(found) or "worsens Authority" in _text(found)


def test_small_parts_are_next_to_nothing() -> None:
    found = _compared(_levels(1000.0, 996.0, 400.0, 396.0, 396.0))
    assert "Structure contributes next to nothing (−" in _of(found, "finding")[0].text


def test_what_never_ends_has_no_difference() -> None:
    def endless(key: str, part: str, replication: int) -> float:
        if key == "lag_p95":
            return float("inf") if part == "baseline" and replication > 4 else 24.0
        return 1.0

    (told,) = _of(_compared(endless, headline="lag_p95"), "undecided")
    assert told.text == (
        "Revocation lag (P95): no difference can be given, because it has no end in 15 of 20 "
        "replications of “Today”."
    )


def test_equal_designs_are_the_same() -> None:
    found = _compared(drawn, compare="[twin]")
    assert "Authority: the same in every replication." in _text(found)
    assert not _of(found, "finding", "cost", "undecided")


def test_the_effort_is_a_cost_even_if_nobody_asked() -> None:
    found = _compared(_levels(0.0, 40.0, 0.0, 40.0, 40.0, noise=0.0, only="integration_days"))
    (told,) = _of(found, "cost")
    assert told.text == "Getting there takes 40 person-days of integration."


def test_a_sign_that_changes_is_said() -> None:
    def numbers(key: str, part: str, replication: int) -> float:
        down = _levels(0.5, 0.4, 0.4, 0.3, 0.3, noise=0.001, only="blind_spots")
        value = down(key, part, replication)
        return -value if key.endswith(EQUAL) else value

    found = _compared(numbers, headline="blind_spots")
    assert "Under equal sensitivity weights the difference has the other sign." in _text(found)


def test_what_was_not_tried_under_equal_weights_is_said() -> None:
    key = "incident_exposure"
    found = _compared(_levels(9.0, 8.0, 7.0, 6.0, 6.0, only=key), headline=key)
    assert "Whether it holds under equal sensitivity weights has not been tried." in _text(found)
    tried = _compared(_levels(9.0, 8.0, 7.0, 6.0, 6.0))
    assert "equal sensitivity weights" not in _text(tried)


def test_the_first_line_says_what_it_rests_on() -> None:
    first = _compared(drawn).verdict[0].text
    assert re.fullmatch(
        r"“Today” rests on \d+ facts, \d+ choices and \d+ assumptions; “One directory” rests on "
        r"\d+ facts, \d+ choices and \d+ assumptions\.",
        first,
    )
    stated = "312 of 900 settings stated, 41 derived, the rest assumed. More is said here."
    imported = clinic(headline="authority", compare="[one]").model_copy(update={"notes": stated})
    first = _compared(drawn, scenario=imported).verdict[0].text
    assert first == "312 of 900 settings stated, 41 derived, the rest assumed."


def test_a_greenfield_is_named() -> None:
    scenario = clinic(headline="authority", compare="[one]")
    assert "greenfield" not in _text(_compared(drawn, scenario=scenario))
    experiment = scenario.experiment.model_copy(update={"start": "greenfield"})
    green = scenario.model_copy(update={"experiment": experiment})
    assert "greenfield" in _compared(drawn, scenario=green).verdict[1].text


def test_without_headline_metrics_nothing_is_called() -> None:
    scenario = clinic(headline="authority", compare="[one]")
    experiment = scenario.experiment.model_copy(update={"headline": ()})
    found = _compared(drawn, scenario=scenario.model_copy(update={"experiment": experiment}))
    assert "nothing is called better or worse" in _text(found)
    assert not _of(found, "finding", "undecided")


@settings(max_examples=15)
@given(
    levels=st.lists(st.floats(0.0, 100.0), min_size=5, max_size=5),
    noise=st.sampled_from([0.0, 0.1, 10.0, 100.0]),
    key=st.sampled_from(["authority", "captured_hops", "last_domain_lag", "lag_over_tau"]),
)
def test_no_sentence_is_stronger_than_its_interval(
    levels: list[float], noise: float, key: str
) -> None:
    found = _compared(_levels(*levels, noise=noise, only=key), headline=key)
    total = found.metric(key).differences[0].effects["total"]
    told = [s for s in found.verdict if s.metric == key]
    decided = total.low > 0 or total.high < 0
    gains = [s for s in told if s.strength == "finding"]
    assert bool(gains) <= decided
    for sentence in gains:
        lowers = "“One directory” lowers it" in sentence.text
        assert lowers == (total.estimate < 0)
        assert lowers == (NUMBERS[key].direction == "lower")
    if not decided:
        assert not any("“One directory” lowers it" in s.text for s in told)
        assert not any("“One directory” raises it" in s.text for s in told)
    structure = found.metric(key).differences[0].effects["structure"]
    if not (structure.low > 0 or structure.high < 0):
        assert not any("Structure contributes " in s.text and "nothing" not in s.text for s in told)
        assert "change of structure alone" not in _text(found) or "improves" not in _text(found)
    for sentence in found.verdict:
        assert sentence.text.endswith(".")
        assert "nan" not in sentence.text
        assert "  " not in sentence.text
