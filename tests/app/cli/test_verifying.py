from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.cli import main, verifying
from models.engine import propagation
from models.experiments import InProcess

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compute in this process, so that a broken engine is broken for the program too."""
    monkeypatch.setattr(verifying, "executor_on", lambda _dask, _workers: InProcess())


def test_it_prints_a_table_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "poll_chain"]) == 0
    said = capsys.readouterr().out
    assert "M12 poll chain" in said
    assert "125.00" in said
    assert "half-width (99.9 %)" in said
    assert "1 of 1 agree" in said


def test_a_broken_engine_ends_with_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: Callable[..., float] = propagation.poll_delay_h  # type: ignore[assignment]
    monkeypatch.setattr(propagation, "poll_delay_h", lambda *given: 0.9 * whole(*given))
    assert main(["verify", "poll_chain"]) == 1
    said = capsys.readouterr()
    assert "deviates" in said.out
    assert "sprawl: M12 poll chain" in said.err
    assert "standard errors below the analytic 125" in said.err


def test_json_is_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "live_credentials", "--json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert whole["format"] == "sprawl verification"
    assert whole["rows"][0]["analytic"] == pytest.approx(7.5)


def test_the_night_takes_its_date_as_seed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "strftime", lambda _form: "20991231")
    assert main(["verify", "--nightly", "--json", "live_credentials"]) == 0
    assert json.loads(capsys.readouterr().out)["seed"] == 20991231
    assert main(["verify", "--nightly", "--seed", "3"]) == 2


def test_what_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "nothing"]) == 2
    assert "there is no such case to verify" in capsys.readouterr().err


def test_ctrl_c_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(propagation, "poll_delay_h", interrupt)
    assert main(["verify", "poll_chain"]) == 130


def test_an_incident_is_told_with_its_limits(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--incidents", "azure_key_vault"]) == 0
    said = capsys.readouterr().out
    assert "1 of 1 fit" in said
    assert "Each is one case" in said
    assert "Access-policy model, audited" in said


def test_an_incident_that_does_not_fit_ends_with_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.verification.incidents import cases, running

    vault = next(case for case in cases.CASES if case.id == "azure_key_vault")
    for claims, code, form in ((True, 1, []), (False, 0, ["--json"])):
        broken = replace(vault, low=2.0, high=2.0, claims=claims)
        monkeypatch.setattr(running, "CASES", (broken,))
        assert main(["verify", "--incidents", *form]) == code
        said = capsys.readouterr()
        assert "outside the band 1 to 1" in " ".join(said.out.split())  # lines are filled
        assert ("sprawl: Azure Key Vault" in said.err) == claims
        if form:
            assert json.loads(said.out)["format"] == "sprawl incidents"
