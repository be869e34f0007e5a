"""The lock files pin what `pyproject.toml` asks for, and hold nothing of any machine."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from pathlib import Path

LOCKS = ("requirements.lock", "tests/requirements.lock")
PIN = re.compile(r"^([a-z0-9][a-z0-9-]*)(?:\[[a-z0-9,-]+\])?==(\S+)", re.MULTILINE)


def _pins(lock: Path) -> dict[str, str]:
    return dict(PIN.findall(lock.read_text(encoding="utf-8")))


def _project(root: Path) -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return project


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_pinned_within_its_range(lock: str, root: Path) -> None:
    project = _project(root)
    wanted = list(project["dependencies"])
    if lock.startswith("tests/"):
        wanted += project["optional-dependencies"]["dev"]
    pins = _pins(root / lock)

    for requirement in map(Requirement, wanted):
        version = pins.get(canonicalize_name(requirement.name), "missing")
        assert version in requirement.specifier, f"{requirement}, and {lock} has {version}"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_address(lock: str, root: Path) -> None:
    text = (root / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)[1:]

    assert len(entries) == len(_pins(root / lock)) > 10
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"://|file:|--index|--find-links|@ ", text) == []


def test_tests_run_with_the_versions_that_users_get(root: Path) -> None:
    used, tested = (_pins(root / lock) for lock in LOCKS)

    assert used.items() <= tested.items()
