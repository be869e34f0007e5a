"""Builds sdist, and the wheel from it; installs it clean; runs it where it could stumble.

Run by `tests/check wheel`.  The program is started from a folder that holds decoys named
`app` and `models`, with an empty home, without a display, and only with what the wheel and
`requirements.lock` carry.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
DECOY: Final = 'raise SystemExit("a decoy in the current folder was imported")\n'
FLAGS: Final = ("--replications", "2")
SHIPPED: Final = (
    "app/__main__.py",
    "models/errors.py",
    "app/scenarios/",
    "app/scenarios/verify/",
    "app/scenarios/incidents/",
    "app/scenarios/teaching/",
    "app/assets/",
)


class Failed(Exception):  # noqa: N818 - the name says what it is
    """A check of the wheel failed."""


def _run(
    command: list[str | Path], *, folder: Path, env: dict[str, str] | None = None, code: int = 0
) -> str:
    """Run *command* in *folder*, which must end with exit *code*; return what it printed."""
    print("  $", *(getattr(part, "name", part) for part in command), flush=True)
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=900
    )
    if done.returncode != code:
        raise Failed(f"exit code {done.returncode}, not {code}\n{done.stdout}\n{done.stderr}")
    return done.stdout if code == 0 else done.stderr


def build_wheel(place: Path) -> Path:
    """Build the sdist, then the wheel from it, into *place*; return the wheel."""
    _run([sys.executable, "-m", "build", "--outdir", place, ROOT], folder=place)
    wheel, sdist = next(place.glob("*.whl")), next(place.glob("*.tar.gz"))
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in SHIPPED:
        if not any(name.startswith(wanted) for name in names):
            raise Failed(f"{wheel.name} lacks {wanted}")
    if strange := [name for name in names if not name.startswith(("app/", "models/", "identity"))]:
        raise Failed(f"{wheel.name} would install {strange[:5]}")
    print(f"  {sdist.name}, {wheel.name}: {len(names)} files")
    return wheel


def install(wheel: Path, place: Path) -> Path:
    """Install *wheel* with the locked versions into a new environment; return its `bin`."""
    programs = place / "clean" / ("Scripts" if os.name == "nt" else "bin")
    _run([sys.executable, "-m", "venv", place / "clean"], folder=place)
    pip: list[str | Path] = [programs / "python", "-m", "pip", "--disable-pip-version-check"]
    lock = ROOT / "requirements.lock"
    _run([*pip, "install", "-q", "--require-hashes", "-r", lock], folder=place)
    _run([*pip, "install", "-q", "--no-deps", wheel], folder=place)
    _run([*pip, "check"], folder=place)
    return programs


def lay_traps(place: Path) -> tuple[Path, dict[str, str]]:
    """Make a folder with decoys and a bare environment for the program; return both."""
    folder, home = place / "elsewhere", place / "home"
    home.mkdir()
    for name in ("app", "models"):
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text(DECOY, encoding="utf-8")
    return folder, {"PATH": os.environ.get("PATH", ""), "HOME": str(home), "LC_ALL": "C.UTF-8"}


def run_program(programs: Path, place: Path) -> None:
    """Start the installed program the ways a newcomer would.

    Raises:
        Failed: If it fails, answers wrongly, or leaves files where it was not told to.
    """
    folder, env = lay_traps(place)
    sprawl = programs / "sprawl"
    version = _run([sprawl, "--version"], folder=folder, env=env).split()[-1]
    if version not in next(place.glob("*.whl")).name:
        raise Failed(f"the wheel says {version}")
    where = "from app.resources import scenarios_folder as f; print(f())"
    bundled = Path(_run([programs / "python", "-P", "-c", where], folder=folder, env=env).strip())
    if not bundled.is_relative_to(place):
        raise Failed(f"bundled scenarios were found at {bundled}")
    scenarios = sorted(bundled.glob("*.yaml"), key=lambda path: path.stat().st_size)
    _run([sprawl, "validate", *scenarios], folder=folder, env=env)
    _run([sprawl, "compare", scenarios[0], *FLAGS, "--out", "result"], folder=folder, env=env)
    _run([sprawl, "verify", "poll_chain", "conservation"], folder=folder, env=env)
    if not list((folder / "result").rglob("*.svg")):
        raise Failed("sprawl compare --out wrote no chart")
    if sys.platform == "linux":
        said = _run([sprawl], folder=folder, env=env, code=3)
        if "sprawl compare" not in said or said.count("\n") != 1:
            raise Failed(f"without a display the program said {said!r}")
    # `python -m` would put the current folder first; -P is how workers start.
    if left := sorted({path.name for path in folder.iterdir()} - {"app", "models", "result"}):
        raise Failed(f"the program left {left} in the current folder")


def open_window(programs: Path) -> None:
    """Let the end-to-end test drive the installed program in a real window.

    Raises:
        Failed: If a person could not open a file, run it and read the result.
    """
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        print("  no Xvfb or xdotool here: the installed window was not opened", flush=True)
        return
    story = ROOT / "tests" / "end_to_end" / "test_window.py"
    env = {**os.environ, "SPRAWL_PROGRAM": str(programs / "sprawl")}
    _run([sys.executable, "-m", "pytest", "-q", story], folder=ROOT, env=env)


def main() -> int:
    """Check the wheel and return the exit code."""
    with tempfile.TemporaryDirectory(prefix="sprawl-wheel-") as name:
        place = Path(name).resolve()
        try:
            programs = install(build_wheel(place), place)
            run_program(programs, place)
            open_window(programs)
        except Failed as failure:
            print(f"wheel check: {failure}", file=sys.stderr)
            return 1
    print("  wheel check passed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
