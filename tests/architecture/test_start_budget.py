"""What a fresh process has loaded after an import, seen from outside on `sys.modules`."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

QT = ("PySide6", "shiboken6")
SCREEN = (*QT, "matplotlib", "app")
CLUSTER = ("distributed", "dask")
STORAGE = ("sqlmodel", "sqlalchemy", "alembic")

LOAD = """
import importlib, json, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted(sys.modules)))
"""


def _loaded_after(modules: Iterable[str], root: Path) -> set[str]:
    """Return what is loaded in a new process after importing *modules*."""
    process = subprocess.run(
        [sys.executable, "-P", "-W", "error", "-c", LOAD, *modules],
        cwd=root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    return set(json.loads(process.stdout))


def _found(loaded: set[str], unwanted: Iterable[str]) -> list[str]:
    return [
        name
        for name in unwanted
        if any(module == name or module.startswith(f"{name}.") for module in loaded)
    ]


def _modules_of(package: str, root: Path) -> list[str]:
    """Return every module below *package* but the scripts that Alembic runs itself."""
    found = pkgutil.walk_packages([str(root / package)], prefix=f"{package}.")
    return [
        package,
        *(info.name for info in found if ".migrations" not in info.name),
    ]


def test_the_probe_sees_what_is_loaded(root: Path) -> None:
    loaded = _loaded_after(["email.mime.text"], root)

    assert _found(loaded, ["email.mime", "email.mime.text", "wave"]) == [
        "email.mime",
        "email.mime.text",
    ]


def test_no_module_of_models_loads_a_screen(root: Path) -> None:
    modules = _modules_of("models", root)

    assert "models.errors" in modules
    assert _found(_loaded_after(modules, root), SCREEN) == []


@pytest.mark.parametrize(
    "package", ["app.cli", "app.report", "app.charts", "app.tokens", "app.resources"]
)
def test_only_the_window_loads_qt(package: str, root: Path) -> None:
    modules = [name for name in _modules_of("app", root) if f"{name}.".startswith(f"{package}.")]

    assert modules
    assert _found(_loaded_after(modules, root), QT) == []


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("models.worker", (*STORAGE, *SCREEN, "networkx", "scipy.stats")),
        ("models.engine", (*STORAGE, *SCREEN, "networkx", "scipy.stats")),
        ("models.experiments", (*STORAGE, *SCREEN, *CLUSTER, "networkx", "scipy.stats")),
        ("app.cli", (*CLUSTER, *STORAGE, *QT, "matplotlib", "networkx", "scipy.stats")),
        ("app.__main__", (*STORAGE, *QT, "matplotlib", "networkx", "scipy.stats")),
        ("app.window", (*STORAGE, "matplotlib", "networkx", "scipy.stats")),
    ],
)
def test_a_start_loads_only_what_it_needs(
    module: str, unwanted: tuple[str, ...], root: Path
) -> None:
    assert _found(_loaded_after([module], root), unwanted) == []


def test_the_worker_entry_loads_only_what_it_needs(root: Path) -> None:
    entries = [name for name in _modules_of("models", root) if name == "models.worker.__main__"]

    loaded = _loaded_after(["models.worker", *entries], root)

    assert _found(loaded, (*STORAGE, *SCREEN, "networkx", "scipy.stats")) == []
