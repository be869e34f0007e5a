from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.cli import main
from models.scenario.leaves import leaves

if TYPE_CHECKING:
    import pytest


def test_every_setting_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["controls"]) == 0
    lines = capsys.readouterr().out.splitlines()
    first = {line.partition(" ")[0] for line in lines}
    assert set(leaves()) <= first
    rotation = next(line for line in lines if line.startswith("rotation "))
    assert "above 0, or never" in rotation
    assert "assumption" in rotation


def test_one_group_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["controls", "review", "--vendors"]) == 0
    text = capsys.readouterr().out
    assert "review.catch: Probability that a review finds one excess." in text
    assert "E090" in text
    assert "rotation" not in text


def test_vendors_bring_their_defaults(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["controls", "access_ttl", "--vendors"]) == 0
    assert "uniform 60 min to 90 min" in capsys.readouterr().out


def test_machines_read_it_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["controls", "revocation", "--json"]) == 0
    rows = {row["path"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["revocation.push.coverage"]["range"] == "0 to 1"
    assert rows["revocation"]["default"]["value"] == "expiry"


def test_an_unknown_setting_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["controls", "reviews"]) == 2
    assert "review," in capsys.readouterr().err
