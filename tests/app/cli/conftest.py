from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.cli.files import bundled

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The teaching scenario over 16 days, in a file of its own."""
    text = next(p for p in bundled() if p.stem == "three_assistants").read_text(encoding="utf-8")
    for old, new in (
        ("horizon: 180 d", "horizon: 16 d, follow_up: 8 d"),
        ("warm_up: 14 d", "warm_up: 2 d"),
        ("at_least: 10, at_most: 20", "at_least: 2, at_most: 2"),
        ("at: 5 d, every: 5 d", "at: 1 d, every: 1 d"),
        ("at: 67 d 15 h", "at: 3 d"),
        ("at: 60 d", "at: 4 d"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    path = tmp_path_factory.mktemp("scenarios") / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path
