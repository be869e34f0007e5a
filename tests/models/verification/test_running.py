from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.engine import propagation
from models.errors import RunStopped
from models.experiments import Control, InProcess
from models.verification import UnknownCaseError, Verdict, verification_json, verify

if TYPE_CHECKING:
    from pathlib import Path

    from models.verification import Progress


def test_cases_that_are_asked_for_run_and_agree(root: Path) -> None:
    told: list[Progress] = []
    found = verify(
        root / "scenarios", InProcess(), ["poll_chain", "live_credentials"], None, told.append
    )
    assert [row.id for row in found.rows] == ["poll_chain", "live_credentials"]
    assert found.passed, found.messages
    assert [each.done for each in told] == list(range(1, told[-1].total + 1))


def test_a_broken_engine_is_noticed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = propagation.poll_delay_h
    monkeypatch.setattr(propagation, "poll_delay_h", lambda *given: 1.1 * whole(*given))
    found = verify(root / "scenarios", InProcess(), ["poll_chain"])
    (row,) = found.rows
    assert row.verdict is Verdict.DEVIATES
    assert row.standard_errors > 5
    assert "M12 poll chain" in found.messages[0]
    assert "standard errors above" in found.messages[0]


def test_identities_hold_and_are_noticed_where_they_do_not(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = verify(root / "scenarios", InProcess(), ["little", "conservation"])
    names = [row.id for row in found.rows]
    assert found.passed, found.messages
    assert {"little_service", "little_data", "little_identity", "conservation"} <= set(names)
    assert all(row.analytic > 0 for row in found.rows)

    from models.engine import background

    whole = background._integral
    monkeypatch.setattr(background, "_integral", lambda *given: whole(*given) * (1 + 1e-6))
    broken = verify(root / "scenarios", InProcess(), ["little"])
    assert not broken.passed
    assert "Little's identity" in broken.messages[0]


def test_another_seed_gives_other_numbers(root: Path) -> None:
    one, other = (verify(root / "scenarios", InProcess(), ["poll_chain"], s) for s in (None, 7))
    assert one.rows[0].estimate != other.rows[0].estimate
    assert other.seed == 7


def test_an_unknown_case_is_refused(root: Path) -> None:
    with pytest.raises(UnknownCaseError, match=r"poll_chian.*known are: token_residual"):
        verify(root / "scenarios", InProcess(), ["poll_chian"])


def test_a_cancelled_verification_ends(root: Path) -> None:
    control = Control()
    with pytest.raises(RunStopped):
        verify(
            root / "scenarios",
            InProcess(),
            ["poll_chain"],
            on_progress=lambda _: control.cancel(),
            control=control,
        )


def test_json_says_all_and_is_strict(root: Path) -> None:
    found = verify(root / "scenarios", InProcess(), ["conservation", "live_credentials"])
    whole = json.loads(verification_json(found))
    assert whole["passed"] is True
    assert [row["id"] for row in whole["rows"]] == ["live_credentials", "conservation"]
    assert whole["rows"][0]["verdict"] == "agrees"
    assert np.isfinite(whole["rows"][0]["estimate"])


@pytest.mark.nightly
@pytest.mark.parametrize("seed", [None, 1])
def test_every_case_agrees(root: Path, seed: int | None) -> None:
    found = verify(root / "scenarios", seed=seed)
    assert found.passed, found.messages
