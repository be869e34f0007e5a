"""What ships beside the code is found, and its absence is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app import resources

if TYPE_CHECKING:
    from pathlib import Path


def test_folders_of_the_checkout_are_found(root: Path) -> None:
    assert resources.scenarios_folder() == root / "scenarios"
    assert resources.assets_folder() == root / "assets"


def test_folders_of_a_wheel_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "app"
    (package / "scenarios").mkdir(parents=True)
    (tmp_path / "scenarios").mkdir()
    monkeypatch.setattr(resources, "_APP", package)

    assert resources.scenarios_folder() == package / "scenarios"


def test_a_broken_installation_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_APP", tmp_path / "app")

    with pytest.raises(FileNotFoundError, match="'assets'"):
        resources.assets_folder()
