"""List all mutants, and which check catches each: ``python -m tests.honesty.mutants``."""

from __future__ import annotations

from tests.honesty.mutants import control_plane, data_plane
from tests.honesty.mutants.checks import find
from tests.honesty.mutants.mutant import catchers

if __name__ == "__main__":
    for mutant in (*data_plane.MUTANTS, *control_plane.MUTANTS):
        caught = ", ".join(catchers(mutant, find)) or "NOTHING"
        print(f"{mutant.name}\t{mutant.breaks}\t{mutant.where}\t{caught}", flush=True)
