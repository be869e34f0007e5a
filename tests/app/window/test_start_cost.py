from __future__ import annotations

import subprocess
import sys

HEAVY = ("matplotlib", "sqlmodel", "sqlalchemy", "scipy", "networkx", "alembic", "simpy", "jinja2")


def loaded_after(code: str) -> set[str]:
    ended = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in ended.stdout.split()}


def test_the_first_frame_is_painted_before_anything_of_a_scenario_is_loaded() -> None:
    code = (
        "from app.window.launch import make_application\n"
        "program = make_application()\n"
        "from app.window.frame.main_window import MainWindow\n"
        "window = MainWindow(furnished=False)\n"
        "seen = []\n"
        "window.painted.connect(lambda: seen.append(window.isVisible()))\n"
        "window.show_first()\n"
        "assert seen == [True]\n"
    )
    assert not loaded_after(code) & {*HEAVY, "models", "numpy", "pydantic", "yaml"}


def test_the_window_opens_without_charts_storage_or_statistics() -> None:
    code = (
        "from app.window.launch import make_application, open_window\n"
        "program = make_application()\n"
        "window = open_window()\n"
        "program.processEvents()\n"
    )
    assert not loaded_after(code) & set(HEAVY)


def test_the_command_line_needs_no_toolkit() -> None:
    assert "PySide6" not in loaded_after("import app.__main__, app.cli")
