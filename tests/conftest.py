"""What every test gets: its own data folders, no display unless it asks, real samples."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.terminal import TerminalReporter

ROOT = Path(__file__).resolve().parent.parent
NO_SAMPLES = "real samples not found"

# Programs that tests start find this checkout first, wherever they start.
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
)
# Windows are drawn offscreen; `display` gives a started program the real screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _register(profile: str, max_examples: int, *, derandomize: bool = False) -> None:
    """Register a profile without deadlines: the machine that runs the tests may be busy."""
    settings.register_profile(
        profile,
        max_examples=max_examples,
        derandomize=derandomize,
        deadline=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],
    )


_register("everyday", 50)
_register("landing", 50, derandomize=True)
_register("nightly", 2000)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "landing" if os.environ.get("CI") else "everyday")
)


PROOFS = ("golden", "honesty", "models/verification", "models/engine/test_reference.py")
"""Where thousands of replications are run through code that unit tests have covered already."""


LONG = ("end_to_end", *PROOFS, "models/experiments", "models/trace")
"""What begins first, so that at the end no process waits long for another."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Do not count lines in proofs: it adds a third to their time, and tells nothing new."""
    where = {item: item.path.relative_to(ROOT / "tests").as_posix() for item in items}
    for item, path in where.items():
        if path.startswith(PROOFS):
            item.add_marker("no_cover")
    items.sort(key=lambda item: not where[item].startswith(LONG))


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test away from the user's library, settings and caches."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            patch.setenv(variable, str(home / variable.lower()))
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of real samples, or skip: `SPRAWL_SAMPLES`, else beside the project."""
    named = os.environ.get("SPRAWL_SAMPLES")
    folder = Path(named) if named else ROOT.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip(NO_SAMPLES)
    return folder


@pytest.fixture(scope="session")
def display() -> dict[str, str]:
    """Return the environment of a program that opens a real window, or skip without a screen."""
    if not os.environ.get("DISPLAY"):
        if os.environ.get("SPRAWL_NEEDS_DISPLAY"):
            pytest.fail("a virtual screen was promised, and DISPLAY is empty")
        pytest.skip("no X display")
    return {**os.environ, "QT_QPA_PLATFORM": "xcb"}


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say how many tests had no real samples, also when it is none."""
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if NO_SAMPLES in str(report.longrepr)
    ]
    terminalreporter.write_line(f"real-sample tests skipped: {len(skipped)}")
