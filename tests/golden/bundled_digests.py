"""Digests of every bundled scenario, scaled down, and the file that holds them.

After a change that is meant to change results, ``python -m tests.golden.bundled_digests`` writes
the file anew; look at its diff before you commit it.  The same module prints the digests of this
process, for tests that start it elsewhere.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from models.experiments import InProcess, LocalProcesses, Progress, compare
from models.library import Library
from tests.reference.bundled import NAMES, scaled_down

if TYPE_CHECKING:
    from concurrent.futures import Executor

FILE = Path(__file__).parent / "digests.json"
RENEW = "python -m tests.golden.bundled_digests"

Golden = dict[str, Any]


def digest(name: str, executor: Executor) -> str:
    """Return the digest of the comparison of one scenario."""
    return compare(scaled_down(name), executor=executor).digest


def golden() -> Golden:
    """Return what the file should hold: digests, and headline metrics to see what moved."""
    scenarios = {}
    for name in NAMES:
        scenario = scaled_down(name)
        found = compare(scenario, executor=InProcess())
        headline = {
            metric.id: {
                level.design: " ".join(f"{value:.9g}" for value in level.values.tolist())
                for level in metric.levels
            }
            for metric in found.metrics
            if metric.headline
        }
        scenarios[name] = {"digest": found.digest, "headline": headline}
    return {"numpy": np.__version__, "scenarios": scenarios}


def held() -> Golden:
    """Return what the file holds."""
    found: Golden = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def complaints(now: Golden, before: Golden) -> list[str]:
    """Say which scenarios differ, and how their headline metrics moved."""
    found = []
    for name in sorted({*now["scenarios"], *before["scenarios"]}):
        new, old = now["scenarios"].get(name), before["scenarios"].get(name)
        if new is None or old is None:
            found.append(f"{name}: {'is gone' if new is None else 'has no digest yet'}")
        elif new["digest"] != old["digest"]:
            was = old["headline"]
            found.append(f"{name}: {old['digest'][:12]} is now {new['digest'][:12]}")
            found += [
                f"  {metric} of {design}: {was.get(metric, {}).get(design)} is now {values}"
                for metric, levels in new["headline"].items()
                for design, values in levels.items()
                if values != was.get(metric, {}).get(design)
            ]
    return found


def until_killed(name: str, library: Path) -> None:
    """Compare one scenario and say after every cell how many are stored."""

    def on_progress(progress: Progress) -> None:
        print(progress.done, flush=True)

    compare(
        scaled_down(name), executor=InProcess(), library=Library(library), on_progress=on_progress
    )


def main() -> None:
    """Write the file; or print digests with some workers; or run until somebody kills it."""
    parser = argparse.ArgumentParser(prog=RENEW, description=__doc__)
    parser.add_argument("--print", nargs="+", metavar="NAME", help="print these scenarios' digests")
    parser.add_argument("--workers", type=int, default=0, help="processes; 0: this one")
    parser.add_argument("--library", type=Path, help="keep cells here, and print their number")
    asked = parser.parse_args()
    if asked.library:
        until_killed(asked.print[0], asked.library)
    elif asked.print:
        executor = LocalProcesses(asked.workers) if asked.workers else InProcess()
        json.dump({name: digest(name, executor) for name in asked.print}, sys.stdout)
    else:
        now = golden()
        before = held() if FILE.exists() else {"scenarios": {}}
        FILE.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
        print("\n".join(complaints(now, before)) or "nothing has changed")


if __name__ == "__main__":
    main()
