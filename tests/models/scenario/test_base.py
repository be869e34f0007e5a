from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from models.scenario import DurationDistribution, NumberDistribution, Settings, Valued
from models.scenario.controls import Issuance, Revocation
from models.units import Duration, Share


def test_a_bare_value_is_short_for_one_with_a_source() -> None:
    assert Valued[Share].model_validate("0.5") == Valued[Share](value=0.5)
    spelled = Valued[Share].model_validate({"value": "0.5", "source": "E1"})
    assert (spelled.value, spelled.source) == (0.5, "E1")


def test_a_source_may_stand_beside_a_kind() -> None:
    drawn = Valued[DurationDistribution].model_validate(
        {"lognormal": {"mean": "4 h", "cv": "1.5"}, "source": "E093", "note": "n"}
    )
    assert drawn.value.kind == "lognormal"
    assert drawn.value.chosen.mean == Duration.parse("4 h")
    assert (drawn.source, drawn.note) == ("E093", "n")


@pytest.mark.parametrize(
    "raw",
    [
        "standing",
        {"jit": {"linger": "5 min"}},
        {"jit": {"linger": {"value": "5 min", "note": "n"}, "revoke_on_end": False}},
    ],
)
def test_choices_are_written_as_short_as_they_can_be(raw: object) -> None:
    assert Issuance.model_validate(raw).model_dump(mode="json") == raw


@pytest.mark.parametrize(
    "raw", [{}, {"push": {}, "expiry": {}}, {"shout": {}}, "push_it", ["expiry"]]
)
def test_a_choice_is_one_known_kind(raw: object) -> None:
    with pytest.raises(ValidationError, match="one of push, poll, expiry, ticket"):
        Revocation.model_validate(raw)


def test_a_bare_value_is_constant() -> None:
    assert NumberDistribution.model_validate("3").kind == "constant"
    written: Any = NumberDistribution.model_validate("3").model_dump(mode="json")
    assert written == 3.0


@pytest.mark.parametrize(
    "raw",
    [
        {"uniform": {"low": "3", "high": "2"}},
        {"empirical": {"p50": "3"}},
        {"empirical": {"p25": "3", "p50": "2"}},
        {"lognormal": {"mean": "3", "cv": "0"}},
        {"beta": {"a": "0", "b": "1"}},
    ],
)
def test_impossible_distributions_are_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        NumberDistribution.model_validate(raw)


def test_only_what_was_written_is_written() -> None:
    settings = Settings.model_validate({"rotation": "never", "logging": {"captured": "0.5"}})
    assert settings.model_dump(mode="json") == {"rotation": "never", "logging": {"captured": 0.5}}


def test_models_are_immutable_and_know_their_keys() -> None:
    settings = Settings.model_validate({})
    with pytest.raises(ValidationError, match="frozen"):
        settings.rotation = None
    with pytest.raises(ValidationError, match="Extra inputs"):
        Settings.model_validate({"rotatoin": "never"})
