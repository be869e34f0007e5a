"""The same key gives the same bytes, whatever the process and the processor."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.engine.workload import Blocks
from tests.reference.organisations import organisation

ROOT = Path(__file__).parents[3]
WIDE = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR"


def digest() -> str:
    content = hashlib.sha256()
    for seed in range(12):
        org = organisation(seed)
        blocks = Blocks(org.world, org.agents, seed, org.block_h)
        for agent in range(len(org.agents)):
            for number in range(-1, 4):
                block = blocks.draw(agent, number)
                for array in (block.time_h, block.code, block.event_class, block.thing):
                    content.update(array.tobytes())
                content.update(block.first.tobytes() + block.jitter_h.tobytes())
    return content.hexdigest()


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2", "NPY_DISABLE_CPU_FEATURES": WIDE}],
    ids=["hash seed", "no AVX-512"],
)
def test_blocks_are_the_same_bytes_elsewhere(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.models.engine.test_reproducible_blocks"],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == digest()


if __name__ == "__main__":
    print(digest())
