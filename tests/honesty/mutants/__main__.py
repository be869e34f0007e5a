"""List all mutants, and which check catches each: ``python -m tests.honesty.mutants``."""

from __future__ import annotations

from tests.honesty.mutants import control_plane, data_plane, orders, settling, takeover
from tests.honesty.mutants.checks import find
from tests.honesty.mutants.mutant import catchers

if __name__ == "__main__":
    parts = (data_plane, settling, orders, control_plane, takeover)
    for mutant in (each for part in parts for each in part.MUTANTS):
        caught = ", ".join(catchers(mutant, find)) or "NOTHING"
        print(f"{mutant.name}\t{mutant.breaks}\t{mutant.where}\t{caught}", flush=True)
