"""`sprawl unify`: prints what it takes, writes only where it is told to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli import main
from models.formats import read_scenario

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_it_prints_and_writes_only_if_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["unify", "larkfield"]) == 0
    out = capsys.readouterr().out
    for told in (
        "Entra ID authenticates",
        "crm",
        "takes no workload identity",
        "As found: ",
        "Unified: ",
        "person-days",
    ):
        assert told in out
    path = tmp_path / "target.yaml"
    assert main(["unify", "larkfield", "-d", "okta", "--leave-out", "lake", "-o", str(path)]) == 0
    assert "lake: left out" in capsys.readouterr().out
    written = read_scenario(path)
    assert written.designs["unified_2"].binding["office"] == "okta"
    assert written.designs["unified_2"].binding["lake"] == "local"


def test_a_directory_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["unify", "larkfield", "--directory", "nobody"]) == 2
    assert "no directory 'nobody'; there are entra" in capsys.readouterr().err
