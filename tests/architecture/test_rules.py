"""The rules catch what they are for, and the project keeps them."""

from __future__ import annotations

import subprocess
from types import FunctionType
from typing import TYPE_CHECKING

import pytest

from tests.architecture import rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    Rule = Callable[[Iterable[Path]], Iterator[str]]

HEADER = "def step() -> int:\n"


def _without_pacing(files: Iterable[Path]) -> Iterator[str]:
    return rules.clocks(files, pacing_allowed=False)


def _with_pacing(files: Iterable[Path]) -> Iterator[str]:
    return rules.clocks(files, pacing_allowed=True)


OFFENCES: list[tuple[Rule, str]] = [
    (rules.long_files, "x = 1\n" * 401),
    (rules.long_functions, HEADER + "    x = 1\n" * 41),
    (rules.dangerous_code, "import pickle\n"),
    (rules.dangerous_code, "from pickle import loads\n"),
    (rules.dangerous_code, "from urllib import request\n"),
    (rules.dangerous_code, "import urllib.request\n"),
    (rules.dangerous_code, "eval('1')\n"),
    (rules.dangerous_code, "exec('1')\n"),
    (rules.dangerous_code, "np.load(file, allow_pickle=True)\n"),
    (_with_pacing, "import time\ntime.time()\n"),
    (_with_pacing, "import datetime\ndatetime.datetime.now()\n"),
    (_with_pacing, "from time import time_ns\n"),
    (_without_pacing, "import time\ntime.monotonic()\n"),
    (rules.unfinished_work, "# TO" + "DO: the rest\n"),
    (rules.loose_timers, "QTimer.singleShot(0, self.viewport().update)\n"),
    (rules.unfinished_work, "raise NotImplemented" + "Error\n"),
    (rules.named_designs, "if design == 'unified':\n    pass\n"),
    (rules.named_designs, "fragmented_rate = 1\n"),
    (rules.named_designs, "f'the {kind} fragmented one'\n"),
    (rules.machine_paths, "folder = '/ho" + "me/ada/project'\n"),
    (rules.machine_paths, "see /tm" + "p/result.csv\n"),
    (rules.machine_paths, "C:" + "\\Users\\ada\n"),
]

INNOCENT: list[tuple[Rule, str]] = [
    (rules.long_files, "x = 1\n" * 400),
    (rules.long_functions, HEADER + '    """Doc.\n' + "\n" * 60 + '    """\n' + "    # why\n" * 60),
    (rules.long_functions, HEADER + "    x = 1\n" * 40),
    (rules.dangerous_code, "import re\nfrom urllib.parse import quote\nre.compile('a')\n"),
    (rules.dangerous_code, "application.exec()\nnp.load(file, allow_pickle=False)\n"),
    (_with_pacing, "import time\ntime.monotonic()\n"),
    (_without_pacing, "clock.now\nenv.now\n"),
    (rules.unfinished_work, "todo_list = 1\n"),
    (rules.loose_timers, "QTimer.singleShot(0, self, self.place)\n"),
    (rules.named_designs, '"""Compares unified with fragmented."""\n# unified\nx = 1\n'),
    (rules.machine_paths, "https://example.org/home/page and tests/tmp/x and ~/.config\n"),
]


def _name(value: object) -> str | None:
    return value.__name__ if isinstance(value, FunctionType) else None


@pytest.mark.parametrize(("rule", "source"), OFFENCES, ids=_name)
def test_a_rule_catches_its_offence(rule: Rule, source: str, tmp_path: Path) -> None:
    file = tmp_path / "subject.py"
    file.write_text(source, encoding="utf-8")

    assert [text for text in rule([file]) if str(file) in text]


@pytest.mark.parametrize(("rule", "source"), INNOCENT, ids=_name)
def test_a_rule_lets_the_innocent_pass(rule: Rule, source: str, tmp_path: Path) -> None:
    file = tmp_path / "subject.py"
    file.write_text(source, encoding="utf-8")

    assert list(rule([file])) == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [("models/utils.py", 1), ("app/import_helpers/node.py", 1), ("models/utility_rate.py", 0)],
)
def test_names_that_say_nothing(path: str, expected: int, tmp_path: Path) -> None:
    assert len(list(rules.empty_names([tmp_path / path], tmp_path))) == expected


# -- the project keeps them -----------------------------------------------------------------


def _report(offences: Iterable[str], root: Path) -> None:
    found = [text.replace(f"{root}/", "") for text in offences]
    assert not found, "\n".join(["", *found])


def test_files_stay_small(root: Path) -> None:
    _report(rules.long_files(rules.python_files(*_code(root), root / "tests")), root)


def test_functions_stay_small(root: Path) -> None:
    _report(rules.long_functions(rules.python_files(*_code(root))), root)


def test_names_say_something(root: Path) -> None:
    files = rules.python_files(*_code(root), root / "tests")
    _report(rules.empty_names(files, root), root)


def test_nothing_runs_what_it_reads_or_reaches_out(root: Path) -> None:
    _report(rules.dangerous_code(rules.python_files(*_code(root))), root)


def test_results_do_not_depend_on_a_clock(root: Path) -> None:
    pacing = {root / "models" / name for name in ("experiments", "worker", "library")}
    for package in sorted((root / "models").iterdir()):
        files = [package] if package.suffix == ".py" else rules.python_files(package)
        _report(rules.clocks(files, pacing_allowed=package in pacing), root)


def test_nothing_is_left_for_later(root: Path) -> None:
    _report(rules.unfinished_work(rules.python_files(*_code(root))), root)


def test_calls_for_later_end_with_who_asked(root: Path) -> None:
    _report(rules.loose_timers(rules.python_files(*_code(root))), root)


def test_no_design_is_known_by_name(root: Path) -> None:
    blind = ("models/engine", "models/metrics", "models/comparison", "app/charts")
    files = rules.python_files(*(root / name for name in blind))
    _report(rules.named_designs(files), root)


def test_no_file_holds_a_path_of_one_machine(root: Path) -> None:
    _report(rules.machine_paths(_project_files(root)), root)


def test_tests_mirror_the_packages(root: Path) -> None:
    strangers = [
        folder.relative_to(root).as_posix()
        for top in ("app", "models")
        for folder in sorted((root / "tests" / top).glob("[a-z]*/"))
        if any(folder.rglob("*.py")) and not (root / top / folder.name).is_dir()
    ]
    assert not strangers, f"no package of that name: {strangers}"


def _code(root: Path) -> tuple[Path, Path]:
    return root / "app", root / "models"


def _project_files(root: Path) -> list[Path]:
    """Return what git tracks or would take in; without git, the folders of the project."""
    try:
        listing = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root,
            capture_output=True,
            check=True,
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        tops = ("app", "models", "scenarios", "tests", "assets")
        return [path for top in tops for path in (root / top).rglob("*") if path.is_file()]
    return [root / name.decode() for name in listing.stdout.split(b"\0") if name]
